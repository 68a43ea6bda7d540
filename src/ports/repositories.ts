import type { RepositoryRef } from '../domain/feature.ts';
import type { TreeEntry } from '../domain/file-change.ts';

/** The tree of one commit, read from git objects, never from a checked-out file system. */
export interface Tree {
  readonly oid: string;
  list(): Promise<readonly TreeEntry[]>;
  /** UTF-8 text of a regular file; nothing for a missing path, a link, a submodule, or a file that is not UTF-8, holds NUL or is over 16 MiB. */
  read(path: string): Promise<string | undefined>;
  /** Several files at once, in one git process. */
  readMany(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** A host directory that holds the tree, for the sandbox to copy. Symlinks stay links; shared and read-only. */
  directory(): Promise<string>;
}

/** Added lines of one file between two commits, by new line number. */
export interface FileDiff {
  path: string;
  oldPath: string | undefined;
  change: 'added' | 'modified' | 'deleted' | 'renamed';
  isBinary: boolean;
  newMode: string | undefined;
  added: { line: number; text: string }[];
  removed: { line: number; text: string }[];
}

/** A clone of a target repository, fetched without history, with hooks, filters, submodules and fsmonitor off. */
export interface Clone {
  /** The tree of a commit, fetched if it is not here yet. Throws {@link Failure} with source `git`. */
  treeAt(oid: string): Promise<Tree>;
  diff(from: string, to: string): Promise<FileDiff[]>;
}

/** Clones by repository id; the clone URL and the token come from the adapter's own configuration. */
export interface Repositories {
  open(repository: RepositoryRef & { cloneUrl: string }): Promise<Clone>;
}
