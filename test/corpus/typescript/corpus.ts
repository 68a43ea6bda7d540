import type { Corpus } from '../case.ts';
import { dishonestCode } from './dishonest-code.ts';
import { dishonestTests } from './dishonest-tests.ts';
import { honest } from './honest.ts';
import { feature, plan, red } from './project.ts';

export const typescript: Corpus = {
  language: 'TypeScript',
  runner: '`node --test`',
  project: 'typescript',
  feature,
  plan,
  red: red(),
  cases: [...honest, ...dishonestTests, ...dishonestCode],
  runsCaughtBy: ['frozen tests and harness', 'copied-answers'],
};
