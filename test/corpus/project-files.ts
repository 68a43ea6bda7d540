import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a project of the corpus lies. */
export const directoryOf = (project: string): string =>
  resolve(import.meta.dirname, '..', 'fixtures', 'corpus', project);

/** A file of a project of the corpus as it is before a change. */
export const fileOf = (project: string, path: string): string => readFileSync(join(directoryOf(project), path), 'utf8');
