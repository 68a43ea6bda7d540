import { itHolds } from './holds.ts';
import { rust } from './rust/corpus.ts';

itHolds(rust, ['cargo']);
