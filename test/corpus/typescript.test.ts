import { itHolds } from './holds.ts';
import { typescript } from './typescript/corpus.ts';

itHolds(typescript, []);
