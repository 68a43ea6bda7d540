/** One file of a change set. `content: null` deletes it. Always a regular file, mode 100644, UTF-8. */
export interface FileChange {
  path: string;
  content: string | null;
}

/** Git file modes that a tree can hold (git-fast-import(1), "filemodify"). */
export type FileMode = '100644' | '100755' | '120000' | '160000';

/** One entry of a git tree: `oid` is the blob's SHA-1, `size` its length in bytes. */
export interface TreeEntry {
  path: string;
  mode: FileMode;
  oid: string;
  size: number;
}

/** Change sets laid over one another: the later one wins for each path. */
export function mergeChanges(...sets: readonly (readonly FileChange[])[]): FileChange[] {
  const byPath = new Map<string, FileChange>();
  for (const change of sets.flat()) byPath.set(change.path, change);
  return [...byPath.values()];
}
