import { counted } from '../../domain/counted.ts';
import type { FileChange } from '../../domain/file-change.ts';
import { mergeChanges } from '../../domain/file-change.ts';
import type { Check } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { judgeReplay } from '../../referee/replay.ts';
import type { Judging } from '../context.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import { runSuite } from '../suite.ts';

interface Proven {
  tests: CommittedTests;
  tree: Tree;
  proof: RedProof;
}

/**
 * Runs the head's tests on the code as it was before red, and adds to the check whether they are red again. Where the
 * tests are untouched these are the very files that red was proven on, and its run is this one.
 */
export async function withReplay(green: Check, judging: Judging, { tests, tree, proof }: Proven): Promise<Check> {
  // Amended tests may lie above the code, so it is the tree before red that they are laid over.
  const overlay = mergeChanges(tests.outdated, tests.files, await testsOfHead(judging, tests, tree));
  const report = await runSuite({ ...judging, tree: tests.before, overlay });
  const context = { spec: judging.plan, settings: judging.settings };
  const findings = judgeReplay({ tests: proof.tests, report, context });
  const reds = proof.tests.filter(test => test.red).length;
  const evidence =
    findings.length === 0
      ? `${counted(reds, 'test')} red again for the same reason`
      : `${counted(findings.length, 'test')} not red again`;
  const row = {
    item: 'red without the implementation',
    result: findings.length === 0 ? 'pass' : 'fail',
    evidence,
  } as const;
  const runs = findings.length === 0 ? [] : [{ ...report.evidence, purpose: 'the tests without the implementation' }];
  return {
    ...green,
    rows: [...green.rows, row],
    findings: [...green.findings, ...findings],
    runs: [...green.runs, ...runs],
  };
}

/**
 * What makes the frozen tests into those of the head: tests and harness as they are now. Nothing, where
 * they are untouched and no test was added.
 */
async function testsOfHead({ settings, clone }: Judging, { at }: CommittedTests, head: Tree): Promise<FileChange[]> {
  const diffs = await clone.diff(at.oid, head.oid);
  const paths = diffs
    .flatMap(({ path, oldPath }) => [path, ...(oldPath === undefined ? [] : [oldPath])])
    .filter(path => isTestPath(path, settings) || isHarnessPath(path, settings));
  const [texts, entries] = [await head.readMany(paths), await head.list()];
  const present = new Set(entries.map(({ path }) => path));
  return paths.flatMap(path => {
    const content = texts.get(path) ?? null;
    return content === null && present.has(path) ? [] : [{ path, content }];
  });
}
