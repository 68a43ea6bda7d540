import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A file of a project of the corpus as it is before a change. */
export const fileOf = (project: string, path: string): string =>
  readFileSync(resolve(import.meta.dirname, '..', 'fixtures', 'corpus', project, path), 'utf8');
