import { posix } from 'node:path';

/** A project as its directory shows it: names of its files, and the texts of its manifests. Paths are relative to it. */
export interface Project {
  /** Directory of the project in the repository, `.` for the root. */
  root: string;
  paths: readonly string[];
  has(path: string): boolean;
  text(path: string): string;
  /** A path as it is called from the repository's root. */
  atRoot(path: string): string;
}

/** The part of a repository that lies in one directory. `files` holds the texts that were read, by repository path. */
export function projectOf(files: ReadonlyMap<string, string>, paths: readonly string[], root: string): Project {
  const directory = posix.normalize(root).replace(/\/$/, '');
  const atRoot = (path: string) => (directory === '.' ? path : `${directory}/${path}`);
  const inside =
    directory === '.'
      ? paths
      : paths.filter(path => path.startsWith(`${directory}/`)).map(path => path.slice(directory.length + 1));
  const names = new Set(inside);
  return {
    root: directory,
    paths: inside,
    has: path => names.has(path),
    text: path => (names.has(path) ? (files.get(atRoot(path)) ?? '') : ''),
    atRoot,
  };
}
