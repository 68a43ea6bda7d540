import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportFormat } from '../../src/domain/settings.ts';
import type { TestReport } from '../../src/domain/test-report.ts';
import { readReport } from '../../src/referee/reports/read-report.ts';

const recordings = join(import.meta.dirname, '../fixtures/reports');

/** Report formats by the runner whose recordings they read. */
export const formatOf: Record<string, ReportFormat> = {
  pytest: 'junit-pytest',
  node: 'junit-node',
  vitest: 'jest-json',
  jest: 'jest-json',
  mocha: 'mocha-json',
  'mocha-9.0': 'mocha-json',
};

/** A recorded run of a fixture project, read as the sandbox would hand it over. */
export function recorded(runner: string, behaviour: string): TestReport {
  const path = join(recordings, runner, behaviour);
  const [report] = [`${path}.xml`, `${path}.json`].filter(file => existsSync(file));
  const { exitCode, output } = JSON.parse(readFileSync(`${path}.run.json`, 'utf8'));
  return readReport({
    format: formatOf[runner] ?? 'jest-json',
    text: report && readFileSync(report, 'utf8'),
    evidence: { command: 'the test command', exitCode, seconds: 1, output },
    ending: 'exited',
  });
}

/** A report in one line for each test, short enough to stand in a test. */
export function summary(report: TestReport): string[] {
  if (report.kind === 'unusable') return [`unusable: ${report.reason}`];
  const cut = (text: string) => text.split('\n', 1)[0]?.slice(0, 90);
  return [
    ...report.results.map(({ id, status, failure }) =>
      failure
        ? `${status} ${id} = ${failure.type}: ${cut(failure.message)}${failure.line ? ` (${failure.line})` : ''}`
        : `${status} ${id}`,
    ),
    ...report.collectionErrors.map(({ file, failure }) => `broken ${file} = ${failure.type}: ${cut(failure.message)}`),
  ];
}
