/** A function, method or class as it is declared. */
export interface Definition {
  kind: 'function' | 'class';
  name: string;
  line: number;
  /** Part of what others may use: exported, and not private by name or modifier. */
  isPublic: boolean;
  isDocumented: boolean;
  /** What has no declared type: names of parameters, or `return`. */
  untyped: string[];
}
