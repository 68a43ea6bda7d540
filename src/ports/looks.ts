/** How the store stands, without opening it or making anything. */
export type StoreLook = { kind: 'held' | 'there' | 'none'; path: string } | { kind: 'postgres'; version: string };

/** What a model server says of itself without being paid. */
export type ModelList = { kind: 'listed'; where: string; names: string[] } | { kind: 'no-list'; where: string };

/** Where data is kept, or would be, and how many bytes are free there. */
export interface DataLook {
  path: string;
  isThere: boolean;
  free: number;
}
