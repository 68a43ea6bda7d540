import type { FileChange } from '../../domain/file-change.ts';
import { mergeChanges } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import type { RedProof } from '../../domain/red.ts';
import type { Spec } from '../../domain/spec.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { judgeChanges } from '../../referee/paths.ts';
import { proveRed } from '../../referee/prove-red.ts';
import type { Judgment } from '../../writer/converse.ts';
import { withStubs } from '../confirm-red.ts';
import type { StageContext } from '../context.ts';
import { factsOfRed } from '../evidence.ts';
import { textsUnder } from '../frozen-tests.ts';
import { runTwice } from '../suite.ts';

/** Tests that the referee saw red for the right reason, with the runs it saw. */
export interface Proof {
  proof: RedProof;
  files: FileChange[];
  runs: TestReport[];
  /** What makes the verdict reproducible. */
  facts: Record<string, string>;
}

/** Tests to be judged, and what they are judged on. */
export interface Tests {
  context: StageContext;
  spec: Spec;
  tree: Tree;
  base: TestReport;
  /** Takes the tests of older plans back; goes into the same commit. */
  outdated: readonly FileChange[];
  files: readonly FileChange[];
}

/** Judges proposed tests: only test files, inside the tree, red for the right reason, twice. */
export async function judgeTests(tests: Tests): Promise<Judgment<Proof>> {
  const { context, tree, files } = tests;
  const { settings } = context;
  const placed = judgeChanges(files, await tree.list(), {
    allow: path => isTestPath(path, settings),
    protected: settings.protected,
  });
  return placed.length > 0 ? { kind: 'refuse', findings: placed } : proveTests(tests);
}

/** Sees tests red for the right reason, twice. */
export async function proveTests({ context, spec, tree, base, outdated, files }: Tests): Promise<Judgment<Proof>> {
  const { settings } = context;
  const testFiles = mergeChanges(outdated, files);
  const { first, second } = await runTwice({ ...context, tree, overlay: testFiles });
  const baseFiles = await textsUnder(
    tree,
    outdated,
    testFiles.map(({ path }) => path),
  );
  const seen = await proveRed({ spec, base, first, second, testFiles, baseFiles, settings });
  const { verdict, report } = await withStubs(context, { spec, tree, testFiles, verdict: seen });
  if (verdict.kind === 'refuse') return { kind: 'refuse', findings: withOutput(verdict.findings, first) };
  return {
    kind: 'accept',
    product: {
      proof: verdict.proof,
      files: testFiles,
      runs: [base, first, second, ...(report ? [report] : [])],
      facts: await factsOfRed(context, { ...context, tree, overlay: testFiles }),
    },
  };
}

/** An unusable run is explained by its own output. */
function withOutput(findings: Finding[], report: TestReport): Finding[] {
  if (report.kind === 'ran') return findings;
  return [...findings, { rule: 'output', message: `The run printed:\n${report.evidence.output.slice(-2000)}` }];
}
