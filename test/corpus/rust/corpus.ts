import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { honest } from './honest.ts';

export const rust: Corpus = {
  language: 'Rust',
  runner: '`cargo test`',
  project: 'rust',
  cases: [...honest, ...dishonest],
};
