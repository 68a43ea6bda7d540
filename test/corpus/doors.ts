import { resolve } from 'node:path';
import type { CheckRun } from '../../src/playground/entities.ts';
import type { CorpusCase } from './case.ts';
import { python } from './python/corpus.ts';
import { feature, goodTests, plan } from './python/project.ts';

/** The project that changes come to as runs. */
export const project = resolve(import.meta.dirname, '..', 'fixtures', 'corpus', 'python');

export const needs = ['git', 'bubblewrap', 'pytest', 'pytest-cov'] as const;

/** Gates of red, of what is frozen, of green and of the checklist. */
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
const chosen = [undefined, ...gates].flatMap(gate => {
  const found = python.cases.find(({ base, caughtBy }) => !base && caughtBy === gate);
  return found ? [found] : [];
});

/** What a run comes to by itself: the good plan, then the good tests and nothing else. */
function canBeRun({ steps: [first, second] }: CorpusCase): boolean {
  const files = second?.files ?? {};
  return first === plan && Object.keys(files).length === 1 && files[feature.tests] === goodTests;
}

/** Changes that are told as runs of Redfirst. */
export const runs: readonly CorpusCase[] = chosen.filter(canBeRun);

/** Items that fail, as check runs show them. */
export const failuresIn = (checks: readonly CheckRun[]): string[] =>
  checks
    .flatMap(({ summary }) => [...(summary ?? '').matchAll(/^\| ❌ \| (.*?) \|/gm)].map(match => match[1] ?? ''))
    .sort();
