import { posix } from 'node:path';
import type { Settings } from '../domain/settings.ts';
import { matchesAny } from './globs.ts';

/** Globs of `relevantFiles` hold for paths from the root of the repository and from that of the project. */
export function isRelevantPath(
  path: string,
  { root, relevantFiles }: Pick<Settings, 'root' | 'relevantFiles'>,
): boolean {
  const prefix = `${posix.normalize(root).replace(/\/$/, '')}/`;
  const within = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  return matchesAny(path, relevantFiles) || matchesAny(within, relevantFiles);
}
