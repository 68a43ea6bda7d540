import type { Settings } from '../../domain/settings.ts';
import type { RunEvidence } from '../../domain/test-report.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { FileDiff } from '../../ports/repositories.ts';
import { addsCode, coverageOfNewLines, type NewLineCoverage } from '../../referee/coverage.ts';
import { type Measured, noteCovered } from '../covered-files.ts';
import type { Workbench } from '../suite.ts';
import { evidenceOf, runCommand } from '../suite.ts';
import type { Judged } from './judged.ts';

/** Coverage of the lines that the feature added; nothing measured is a failure, never a hundred percent. */
export async function judgeCoverage(bench: Workbench & Measured, diffs: readonly FileDiff[]): Promise<Judged> {
  const { coverage } = bench.settings;
  if (!coverage)
    return notMeasured('no coverage command is known: set `coverage` in `.github/redfirst.yml`, or `coverage: off`');
  if (!addsCode(diffs, isMeasuredBy(bench.settings)))
    return { result: 'not-applicable', evidence: 'no line of code was added', findings: [], runs: [] };
  const { measured, run, report } = await measureNewLines(bench, coverage, diffs);
  await noteCovered(bench, report);
  const runs = [run];
  if (measured.kind === 'not-measured') return { ...notMeasured(measured.why), runs };
  const percent = (100 * measured.covered) / measured.total;
  const isEnough = percent >= coverage.newLines;
  return {
    result: isEnough ? 'pass' : 'fail',
    evidence: `${measured.covered} of ${measured.total} new lines (${percent.toFixed(0)} %, required ${coverage.newLines} %)`,
    findings: isEnough
      ? []
      : measured.missed.map(({ path, line }) => ({ rule: 'coverage', path, line, message: 'No test runs this line.' })),
    runs,
  };
}

/** Runs the coverage command, and reads what it says of the added lines. */
export async function measureNewLines(
  bench: Workbench,
  coverage: NonNullable<Settings['coverage']>,
  diffs: readonly FileDiff[],
): Promise<{ measured: NewLineCoverage; run: RunEvidence; report: string | undefined }> {
  const { environment, timeout: seconds } = bench.settings.tests;
  const how = { command: coverage.run, artifacts: [coverage.file], environment, seconds, needsServices: true };
  const ran = await runCommand(bench, how);
  const report = ran.result.artifacts[coverage.file];
  const measured = coverageOfNewLines({
    format: coverage.format,
    text: report,
    diffs,
    isMeasured: isMeasuredBy(bench.settings),
  });
  return { measured, run: evidenceOf(coverage.run, ran.result), report };
}

const isMeasuredBy = (settings: Settings) => (path: string) =>
  !isTestPath(path, settings) && !isHarnessPath(path, settings);

function notMeasured(evidence: string): Judged {
  return { result: 'fail', evidence, findings: [], runs: [] };
}
