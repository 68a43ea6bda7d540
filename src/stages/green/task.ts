import type { RedProof } from '../../domain/red.ts';
import type { Tree } from '../../ports/repositories.ts';
import type { StageContext } from '../context.ts';
import type { ApprovedTests } from '../frozen-tests.ts';

/** What code is written for: tests that were seen red, on a tree. */
export interface Task {
  context: StageContext;
  tests: ApprovedTests;
  tree: Tree;
  proof: RedProof;
}
