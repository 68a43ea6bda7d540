import type { Corpus } from './case.ts';
import { go } from './go/corpus.ts';
import { java } from './java/corpus.ts';
import { python } from './python/corpus.ts';
import { rust } from './rust/corpus.ts';
import { typescript } from './typescript/corpus.ts';

/** Every project with the changes to it. */
export const corpora: readonly Corpus[] = [python, typescript, go, rust, java];
