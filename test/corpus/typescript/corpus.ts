import type { Corpus } from '../case.ts';
import { dishonestCode } from './dishonest-code.ts';
import { dishonestTests } from './dishonest-tests.ts';
import { honest } from './honest.ts';

export const typescript: Corpus = {
  language: 'TypeScript',
  runner: '`node --test`',
  project: 'typescript',
  cases: [...honest, ...dishonestTests, ...dishonestCode],
};
