import { posix } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Where a run took place: the copy of the repository in the sandbox, and the directory in it that commands run in. */
export interface Place {
  workspace: string;
  directory: string;
  sources: Sources;
}

/** The tree that was run, where a report names tests by package or class: all paths, and the texts of tests and manifests. */
export interface Sources {
  paths: readonly string[];
  texts: ReadonlyMap<string, string>;
}

const longestDetail = 8_000;

/** A path as a report gives it, relative to the repository's root. */
export function repositoryPath(place: Place, path: string): string {
  const plain = path.replace(/^file:\/\//, '').replaceAll('\\', '/');
  const root = `${place.workspace}/`;
  if (plain.startsWith(root)) return posix.normalize(plain.slice(root.length));
  return plain.startsWith('/') ? plain : posix.normalize(posix.join(place.directory, plain));
}

/** A runner's words without colours and without the sandbox's own paths. */
export function plainText(place: Place, text: string): string {
  return stripVTControlCharacters(text).replaceAll('file://', '').replaceAll(`${place.workspace}/`, '');
}

/** Head and tail of a long text. What failed stands at one of the two ends in every runner. */
export function shorten(text: string): string {
  if (text.length <= longestDetail) return text;
  const half = longestDetail / 2;
  return `${text.slice(0, half)}\n…\n${text.slice(-half)}`;
}
