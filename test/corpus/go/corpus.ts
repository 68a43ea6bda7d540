import type { Corpus } from '../case.ts';
import { dishonest } from './dishonest.ts';
import { honest } from './honest.ts';

export const go: Corpus = { language: 'Go', runner: '`go test`', project: 'go', cases: [...honest, ...dishonest] };
