import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { honest } from './honest.ts';
import { feature, plan, red } from './project.ts';

export const python: Corpus = {
  language: 'Python',
  runner: 'pytest',
  project: 'python',
  feature,
  plan,
  red: red(),
  cases: [...honest, ...dishonest],
  runsCaughtBy: [
    'frozen tests and harness',
    'copied-answers',
    'test-sniffing',
    'new code is covered',
    'no TODO comments',
  ],
};
