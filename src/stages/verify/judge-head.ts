import type { Finding } from '../../domain/finding.ts';
import type { Check } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { ChecklistItem } from '../../domain/settings.ts';
import type { Tree } from '../../ports/repositories.ts';
import type { Judging } from '../context.ts';
import { tamperings } from '../edit-gate.ts';
import { withEvidence } from '../evidence.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import type { HeldOut } from '../held-out.ts';
import { type CommittedRed, proveCommitted } from '../prove-committed.ts';
import { runSuite } from '../suite.ts';
import type { WaiverVerdict } from '../waivers.ts';
import { withCanary } from './canary.ts';
import { judgeChecklist } from './checklist.ts';
import { withCriteria } from './criteria.ts';
import { greenCheck } from './green-check.ts';
import { withHeldOut } from './held-out.ts';
import { judgeMutation, type SeenSuite } from './mutation.ts';
import { redCheck } from './red-check.ts';
import { withReplay } from './replay.ts';
import { withOldSuite } from './with-old-suite.ts';
import { withoutLaterTests } from './without-later-tests.ts';

/** A commit to be judged. */
export interface HeadCase {
  tests: CommittedTests;
  tree: Tree;
  /** The commit of the base that the change is laid against, where it is not the one before the tests. */
  since?: Tree;
  /** Where the tests have to be as they were proven, if it is not here: what the merge queue merged has others as well. */
  frozen?: { tree: Tree; since: Tree | undefined };
  /** Tests that the implementer never saw, where there are any. */
  heldOut?: HeldOut;
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
  /** Mutants that the tests of each criterion killed; nothing where none were tried. */
  kills: ReadonlyMap<string, number> | undefined;
}

/** Through a door where nobody writes tests for us. */
const none: HeldOut = { kind: 'none', why: 'none were written' };

/** What the tests say of a commit, those included that the implementer never saw: the first rows of `redfirst/green`. */
export async function judgeTestsOf(
  judging: Judging,
  { tests, tree, since, frozen = { tree, since }, heldOut = none }: HeadCase,
): Promise<{ touched: Finding[]; red: CommittedRed; green: Check; suite: SeenSuite }> {
  const touched = await tamperings(judging, { tests, ...frozen });
  const red = await proveCommitted(judging, tests);
  const overlay = heldOut.kind === 'sealed' ? heldOut.files : [];
  const report = await runSuite({ ...judging, tree, overlay });
  const own = greenCheck({ red, report, redOid: tests.oid, touched });
  const seen = await withoutLaterTests(own, judging, { tests, tree, since, overlay, red });
  const aged = await withOldSuite(seen, judging, { tests, tree, red });
  const green = await withHeldOut(aged, { heldOut, report, plan: judging.plan });
  return { touched, red, green, suite: { report, overlay } };
}

/**
 * Judges a commit against the tests that were proven red, whoever made it: they are untouched, every one of them ran and
 * passed on this very tree, the ladder and the checklist hold. Asks no model.
 */
export async function judgeHead(judging: Judging, head: HeadCase): Promise<Judgment> {
  const { tests, tree, since } = head;
  const { touched, red, green: own, suite } = await judgeTestsOf(judging, head);
  const bench = { ...judging, tree, overlay: [] };
  const replayed = red.kind === 'proven' ? await withReplay(own, judging, { tests, tree, proof: red.proof }) : own;
  const planted = await withCanary(replayed, bench, tests);
  const isGreen = planted.rows.every(({ result }) => result !== 'fail');
  const base = since ?? tests.before;
  const proof = red.kind === 'proven' ? red.proof : undefined;
  const mutation = isGreen && proof ? await judgeMutation(judging, { tree, since: base, suite, proof }) : undefined;
  const green = proof ? withCriteria(planted, { proof, report: suite.report, kills: mutation?.kills }) : planted;
  const { check, supported, waivers } = await judgeChecklist(judging, {
    tests,
    tree,
    isGreen,
    since: base,
    mutation,
  });
  const checks = [redCheck(tests, touched, red), green, check];
  return {
    checks: await withEvidence(checks, judging, { tests, tree }),
    supported,
    proof,
    waivers,
    kills: mutation?.kills,
  };
}
