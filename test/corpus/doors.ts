import { resolve } from 'node:path';
import type { CheckRun } from '../../src/playground/entities.ts';
import { python } from './python/corpus.ts';

/** The project that changes come to through each of the three doors. */
export const project = resolve(import.meta.dirname, '..', 'fixtures', 'corpus', 'python');

export const needs = ['git', 'bubblewrap', 'pytest', 'pytest-cov'] as const;

/** One change for each gate that says no, and some that hold; those that need another project to begin with are left out. */
export const chosen = python.cases.filter(({ base, caughtBy }, index) => {
  const isFirst = python.cases.findIndex(each => each.caughtBy === caughtBy && !each.base) === index;
  return !base && (caughtBy === undefined ? index % 5 === 0 : isFirst);
});

/** Items that fail, as check runs show them. */
export const failuresIn = (checks: readonly CheckRun[]): string[] =>
  checks
    .flatMap(({ summary }) => [...(summary ?? '').matchAll(/^\| ❌ \| (.*?) \|/gm)].map(match => match[1] ?? ''))
    .sort();
