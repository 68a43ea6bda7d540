import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { dishonestTests } from './dishonest-tests.ts';
import { honest } from './honest.ts';

/** Gates that look at harness and code: one change for each comes as a pull request. */
const gates = [
  ...['a planted test that must fail', 'copied-answers', 'test-sniffing'],
  ...['new code is covered', 'no TODO comments'],
];

export const python: Corpus = {
  language: 'Python',
  runner: 'pytest',
  project: 'python',
  cases: [...honest, ...dishonest],
  pulls: [
    ...honest,
    ...dishonestTests,
    ...gates.flatMap(gate => dishonest.find(({ caughtBy }) => caughtBy === gate) ?? []),
  ],
};
