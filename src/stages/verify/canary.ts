import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import { canaryFor } from '../../languages/canary.ts';
import { isTestPath } from '../../languages/roles.ts';
import { judgeCanary } from '../../referee/canary.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import type { Workbench } from '../suite.ts';
import { runSuite } from '../suite.ts';

/** Runs the suite of the head once more with a planted test that must fail, and adds what became of it to the check. */
export async function withCanary(
  green: Check,
  bench: Workbench,
  { files }: Pick<CommittedTests, 'files'>,
): Promise<Check> {
  const { settings } = bench;
  const perch = files.find(({ path, content }) => content !== null && isTestPath(path, settings));
  const canary =
    perch && canaryFor(settings.tests.report, { path: perch.path, text: perch.content ?? '' }, bench.runs.nonce);
  if (!canary) return withRow(green, 'not-applicable', 'no such test is known for this runner');
  const own = await runSuite(bench);
  if (own.kind === 'unusable') return withRow(green, 'fail', 'the suite says nothing without it either');
  const verdict = judgeCanary(canary.path, await runSuite({ ...bench, overlay: [canary] }));
  if (verdict.kind === 'failed') return withRow(green, 'pass', 'it failed, as it must');
  if (verdict.kind === 'not-run') return withRow(green, 'not-applicable', 'the runner is told which files to run');
  const finding = { rule: 'canary', message: `The results of this suite cannot be believed: ${verdict.why}.`, remedy };
  const title = 'The suite does not report failures';
  return { ...withRow(green, 'fail', verdict.why), title, findings: [finding, ...green.findings] };
}

const remedy = 'Take out what changes results: a hook, a plugin, a patched assertion, a wrapper of the runner.';

function withRow(green: Check, result: EvidenceRow['result'], evidence: string): Check {
  return { ...green, rows: [...green.rows, { item: 'a planted test that must fail', result, evidence }] };
}
