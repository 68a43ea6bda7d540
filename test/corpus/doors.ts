import { resolve } from 'node:path';
import type { CheckRun } from '../../src/playground/entities.ts';
import { python } from './python/corpus.ts';

/** The project that changes come to through each of the three doors. */
export const project = resolve(import.meta.dirname, '..', 'fixtures', 'corpus', 'python');

export const needs = ['git', 'bubblewrap', 'pytest', 'pytest-cov'] as const;

/** Gates that are tried through every door: of red, of what is frozen, of green and of the checklist. */
const gates = [
  'refused',
  'red-collection',
  'nothing-red',
  'frozen tests and harness',
  'a planted test that must fail',
  'tests',
  'copied-answers',
  'test-sniffing',
  'new code is covered',
  'no TODO comments',
];

/** A change that holds, and the first one for each gate. Those that need another project to begin with are left out. */
export const chosen = [undefined, ...gates].flatMap(gate => {
  const found = python.cases.find(({ base, caughtBy }) => !base && caughtBy === gate);
  return found ? [found] : [];
});

/** Items that fail, as check runs show them. */
export const failuresIn = (checks: readonly CheckRun[]): string[] =>
  checks
    .flatMap(({ summary }) => [...(summary ?? '').matchAll(/^\| ❌ \| (.*?) \|/gm)].map(match => match[1] ?? ''))
    .sort();
