import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { honest } from './honest.ts';
import { feature, plan, red } from './project.ts';

export const go: Corpus = {
  language: 'Go',
  runner: '`go test`',
  project: 'go',
  feature,
  plan,
  red: red(),
  cases: [...honest, ...dishonest],
  runsCaughtBy: ['frozen tests and harness', 'copied-answers'],
};
