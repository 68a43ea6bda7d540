import type { Check } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { ChecklistItem } from '../../domain/settings.ts';
import type { Tree } from '../../ports/repositories.ts';
import type { Judging } from '../context.ts';
import { tamperings } from '../edit-gate.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import { proveCommitted } from '../prove-committed.ts';
import { runSuite } from '../suite.ts';
import type { WaiverVerdict } from '../waivers.ts';
import { withCanary } from './canary.ts';
import { judgeChecklist } from './checklist.ts';
import { withEvidence } from './evidence.ts';
import { redCheck } from './red-check.ts';
import { withReplay } from './replay.ts';
import { greenCheck } from './words.ts';

/** A commit to be judged. */
export interface HeadCase {
  tests: CommittedTests;
  tree: Tree;
  /** The commit of the base that the change is laid against, where it is not the one before the tests. */
  since?: Tree;
  /** Where the tests have to be as they were proven, if it is not here: what the merge queue merged has others as well. */
  frozen?: { tree: Tree; since: Tree | undefined };
}

/** What the referee says of a commit. */
export interface Judgment {
  /** `redfirst/red`, `redfirst/green` and `redfirst/checklist`. */
  checks: Check[];
  /** Items of the checklist that evidence supports. */
  supported: ChecklistItem[];
  /** Nothing when red could not be proven again. */
  proof: RedProof | undefined;
  /** What people let stand. */
  waivers: WaiverVerdict;
}

/**
 * Judges a commit against the tests that were proven red, whoever made it: they are untouched, every one of them ran and
 * passed on this very tree, the ladder and the checklist hold. Asks no model.
 */
export async function judgeHead(
  judging: Judging,
  { tests, tree, since, frozen = { tree, since } }: HeadCase,
): Promise<Judgment> {
  const touched = await tamperings(judging, { tests, ...frozen });
  const red = await proveCommitted(judging, tests);
  const bench = { ...judging, tree, overlay: [] };
  const report = await runSuite(bench);
  const own = greenCheck({ red, report, redOid: tests.oid, touched });
  const replayed = red.kind === 'proven' ? await withReplay(own, judging, { tests, tree, proof: red.proof }) : own;
  const green = await withCanary(replayed, bench, tests);
  const isGreen = green.rows.every(({ result }) => result !== 'fail');
  const { check, supported, waivers } = await judgeChecklist(judging, {
    tests,
    tree,
    isGreen,
    since: since ?? tests.before,
  });
  const proof = red.kind === 'proven' ? red.proof : undefined;
  const checks = [redCheck(tests, touched, red), green, check];
  return { checks: await withEvidence(checks, judging, { tests, tree }), supported, proof, waivers };
}
