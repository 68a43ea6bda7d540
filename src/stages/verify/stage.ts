import { noSpend } from '../../domain/stage.ts';
import type { Stage } from '../context.ts';
import { costOf } from '../converse.ts';
import { tamperings } from '../edit-gate.ts';
import { committedTests } from '../frozen-tests.ts';
import { frozenCheck } from '../frozen-words.ts';
import { proveCommitted } from '../prove-committed.ts';
import { runSuite } from '../suite.ts';
import { judgeChecklist } from './checklist.ts';
import { approvalCheck, greenCheck, verified } from './words.ts';

/**
 * Judges the head, whoever made it: the tests are those that were proven, every one of them ran and passed on this
 * commit, the ladder and the checklist hold. Asks no model.
 */
export const verify: Stage = async context => {
  const startedAt = Date.now();
  const tests = await committedTests(context);
  if (!tests || !context.facts.branch) throw new Error('verify runs on a branch with red tests');
  const tree = await context.clone.treeAt(context.facts.branch.oid);
  const touched = await tamperings(context, { tests, tree });
  const red = await proveCommitted(context, tests);
  const report = await runSuite({ ...context, tree, overlay: [] });
  const green = greenCheck({ red, report, redOid: tests.oid });
  const isGreen = green.rows.every(({ result }) => result !== 'fail');
  const { check, supported } = await judgeChecklist(context, { tests, tree, isGreen });
  const checks = [approvalCheck(context, tests), frozenCheck(tests.oid, touched), green, check];
  const proof = red.kind === 'proven' ? red.proof : undefined;
  return verified(context, { checks, supported, proof, cost: costOf(noSpend, startedAt) });
};
