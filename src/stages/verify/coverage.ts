import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { RunEvidence } from '../../domain/test-report.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { FileDiff } from '../../ports/repositories.ts';
import { coverageOfNewLines } from '../../referee/coverage.ts';
import type { Workbench } from '../suite.ts';
import { evidenceOf, runCommand } from '../suite.ts';

export interface CoverageResult {
  row: EvidenceRow;
  findings: Finding[];
  runs: RunEvidence[];
}

/** Coverage of the lines that the feature added; nothing measured is a failure, never a hundred percent. */
export async function judgeCoverage(bench: Workbench, diffs: readonly FileDiff[]): Promise<CoverageResult> {
  const { coverage, tests } = bench.settings;
  if (!coverage) {
    return {
      row: {
        item: 'coverage of new lines',
        result: 'fail',
        evidence: 'no coverage command is known: set `coverage` in `.github/redfirst.yml`, or `coverage: off`',
      },
      findings: [],
      runs: [],
    };
  }
  const options = {
    command: coverage.run,
    artifacts: [coverage.file],
    environment: tests.environment,
    seconds: tests.timeout,
  };
  const ran = await runCommand(bench, options);
  const run = evidenceOf(coverage.run, ran.result);
  const measured = coverageOfNewLines({
    format: coverage.format,
    text: ran.result.artifacts[coverage.file],
    diffs,
    isMeasured: path => !isTestPath(path, bench.settings) && !isHarnessPath(path, bench.settings),
  });
  if (measured.kind === 'not-measured')
    return {
      row: { item: 'coverage of new lines', result: 'fail', evidence: measured.why },
      findings: [],
      runs: [run],
    };
  const percent = (100 * measured.covered) / measured.total;
  const isEnough = percent >= coverage.newLines;
  return {
    row: {
      item: 'coverage of new lines',
      result: isEnough ? 'pass' : 'fail',
      evidence: `${measured.covered} of ${measured.total} new lines (${percent.toFixed(0)} %, required ${coverage.newLines} %)`,
    },
    findings: isEnough
      ? []
      : measured.missed.map(({ path, line }) => ({ rule: 'coverage', path, line, message: 'No test runs this line.' })),
    runs: [run],
  };
}
