import { mergeChanges } from '../domain/file-change.ts';
import type { Finding } from '../domain/finding.ts';
import type { RedProof } from '../domain/red.ts';
import type { RunEvidence } from '../domain/test-report.ts';
import { proveRed } from '../referee/prove-red.ts';
import { withStubs } from './confirm-red.ts';
import type { Judging } from './context.ts';
import type { CommittedTests } from './frozen-tests.ts';
import { textsUnder } from './frozen-tests.ts';
import { runSuite, runTwice } from './suite.ts';

/** Whether committed tests are red for the right reason, or every reason why not, with the runs that showed it. */
export type CommittedRed = { runs: RunEvidence[] } & (
  | { kind: 'proven'; proof: RedProof }
  | { kind: 'refuse'; findings: Finding[] }
);

/** The runs of a proof, in order. */
const purposes = [
  'the suite without the new tests',
  'with them',
  'with them, once more',
  'with stubs of what is missing',
];

/** Runs the committed tests on the tree they were committed to, and proves them red again: a proof outlives no turn. */
export async function proveCommitted(
  context: Judging,
  { before, files, outdated }: CommittedTests,
): Promise<CommittedRed> {
  const base = await runSuite({ ...context, tree: before, overlay: outdated });
  const testFiles = mergeChanges(outdated, files);
  const { first, second } = await runTwice({ ...context, tree: before, overlay: testFiles });
  const baseFiles = await textsUnder(
    before,
    outdated,
    testFiles.map(({ path }) => path),
  );
  const seen = await proveRed({
    spec: context.plan,
    base,
    first,
    second,
    testFiles,
    baseFiles,
    settings: context.settings,
  });
  const { verdict, report } = await withStubs(context, { spec: context.plan, tree: before, testFiles, verdict: seen });
  const reports = [base, first, second, ...(report ? [report] : [])];
  const runs = reports.map(({ evidence }, index) => ({ ...evidence, purpose: purposes[index] ?? '' }));
  return { ...verdict, runs };
}
