import { dishonestAnswers } from './dishonest-answers.ts';
import { dishonestCode } from './dishonest-code.ts';
import { dishonestHarness } from './dishonest-harness.ts';
import { dishonestTests } from './dishonest-tests.ts';

/** Changes that claim more than they do. */
export const dishonest = [...dishonestTests, ...dishonestHarness, ...dishonestAnswers, ...dishonestCode];
