import type { Check } from '../../domain/outcome.ts';
import { noSpend } from '../../domain/stage.ts';
import { costOf } from '../../writer/converse.ts';
import { amendmentRows, amendmentsOf } from '../amendments.ts';
import type { Stage } from '../context.ts';
import { committedTests } from '../frozen-tests.ts';
import { type HeldOut, heldOutOf } from '../held-out.ts';
import { judgeHead, judgeTestsOf } from './judge-head.ts';
import { approvalCheck, heldOutHolds, verified } from './words.ts';

/**
 * Judges the head of the branch, and ends the run when every required check holds. Where the code holds against the
 * held-out tests, too, these are committed first, and what is judged is that commit.
 */
export const verify: Stage = async context => {
  const startedAt = Date.now();
  const tests = await committedTests(context);
  if (!tests || !context.facts.branch) throw new Error('verify runs on a branch with red tests');
  const tree = await context.clone.treeAt(context.facts.branch.oid);
  const heldOut = await heldOutOf(context, tests);
  if (heldOut.kind === 'sealed') {
    const { green } = await judgeTestsOf(context, { tests, tree, heldOut });
    if (green.rows.every(({ result }) => result !== 'fail')) return heldOutHolds(context, heldOut);
  }
  const judgment = await judgeHead(context, { tests, tree, heldOut });
  const amended = amendmentRows(context, amendmentsOf(context));
  const judged = judgment.checks.map(check =>
    check.name === 'redfirst/red' ? keeping({ ...check, rows: [...check.rows, ...amended] }, heldOut) : check,
  );
  const checks = [approvalCheck(context, tests), ...judged];
  return verified(context, { ...judgment, checks, heldOut, cost: costOf(noSpend, startedAt) });
};

/** GitHub shows the newest check of a name: on the red commit itself it has to hold what the one before held. */
function keeping(check: Check, heldOut: HeldOut): Check {
  return heldOut.kind === 'sealed' ? { ...check, sealed: heldOut.text } : check;
}
