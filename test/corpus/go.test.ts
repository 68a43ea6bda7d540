import { go } from './go/corpus.ts';
import { itHolds } from './holds.ts';

itHolds(go, ['go']);
