import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { honest } from './honest.ts';
import { feature, plan, red } from './project.ts';

export const rust: Corpus = {
  language: 'Rust',
  runner: '`cargo test`',
  project: 'rust',
  feature,
  plan,
  red: red(),
  cases: [...honest, ...dishonest],
  runsCaughtBy: ['frozen tests and harness', 'copied-answers'],
};
