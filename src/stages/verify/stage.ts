import { noSpend } from '../../domain/stage.ts';
import type { Stage } from '../context.ts';
import { costOf } from '../converse.ts';
import { committedTests } from '../frozen-tests.ts';
import { judgeHead } from './judge-head.ts';
import { approvalCheck, verified } from './words.ts';

/** Judges the head of the branch, and ends the run when every required check holds. */
export const verify: Stage = async context => {
  const startedAt = Date.now();
  const tests = await committedTests(context);
  if (!tests || !context.facts.branch) throw new Error('verify runs on a branch with red tests');
  const tree = await context.clone.treeAt(context.facts.branch.oid);
  const judgment = await judgeHead(context, { tests, tree });
  const checks = [approvalCheck(context, tests), ...judgment.checks];
  return verified(context, { ...judgment, checks, cost: costOf(noSpend, startedAt) });
};
