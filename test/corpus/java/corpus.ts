import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { honest } from './honest.ts';

export const java: Corpus = {
  language: 'Java',
  runner: 'JUnit by Maven',
  project: 'java',
  cases: [...honest, ...dishonest],
};
