import { mergeChanges } from '../domain/file-change.ts';
import type { RedProof } from '../domain/red.ts';
import { proveRed } from '../referee/prove-red.ts';
import type { Judging } from './context.ts';
import { findingLine } from './converse.ts';
import type { CommittedTests } from './frozen-tests.ts';
import { textsUnder } from './frozen-tests.ts';
import { runSuite, runTwice } from './suite.ts';

/** Runs the committed tests on the tree they were committed to, and proves them red again: a proof outlives no turn. */
export async function proveCommitted(
  context: Judging,
  { before, files, outdated }: CommittedTests,
): Promise<{ kind: 'proven'; proof: RedProof } | { kind: 'refuse'; text: string }> {
  const base = await runSuite({ ...context, tree: before, overlay: outdated });
  const testFiles = mergeChanges(outdated, files);
  const { first, second } = await runTwice({ ...context, tree: before, overlay: testFiles });
  const baseFiles = await textsUnder(
    before,
    outdated,
    testFiles.map(({ path }) => path),
  );
  const verdict = await proveRed({
    spec: context.plan,
    base,
    first,
    second,
    testFiles,
    baseFiles,
    settings: context.settings,
  });
  if (verdict.kind === 'proven') return verdict;
  const text = `The committed tests are not red for the right reason any more:\n\n${verdict.findings.map(findingLine).join('\n')}`;
  return { kind: 'refuse', text };
}
