import { posix } from 'node:path';
import type { Settings } from '../domain/settings.ts';
import { matchesAny } from './globs.ts';

/** The part of the settings that says which files are tests and which decide what tests mean. */
export type TestFiles = Pick<Settings, 'root'> & { tests: Pick<Settings['tests'], 'paths' | 'harness'> };

/** Whether a file holds tests. Globs are relative to the project's directory. */
export function isTestPath(path: string, settings: TestFiles): boolean {
  return matchesAny(withinRoot(path, settings.root), settings.tests.paths);
}

/** Whether a file decides what tests mean without being one: fixtures, snapshots, the runner's configuration. */
export function isHarnessPath(path: string, settings: TestFiles): boolean {
  return matchesAny(withinRoot(path, settings.root), settings.tests.harness);
}

/** A repository path as the project's globs see it. A file above the project keeps its path from the repository's root. */
function withinRoot(path: string, root: string): string {
  const directory = posix.normalize(root).replace(/\/$/, '');
  return directory !== '.' && path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path;
}
