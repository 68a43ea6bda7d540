import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { honest } from './honest.ts';

export const python: Corpus = {
  language: 'Python',
  runner: 'pytest',
  project: 'python',
  cases: [...honest, ...dishonest],
};
