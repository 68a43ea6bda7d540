import type { TestReport } from '../domain/test-report.ts';

/** What became of a planted test that had to fail. */
export type CanaryVerdict = { kind: 'failed' } | { kind: 'not-run' } | { kind: 'lies'; why: string };

/**
 * A planted test has to fail. One that does not shows a harness that hides failures: then nothing else in its reports is
 * believed. One that was not run shows nothing: some runners are told which files to run.
 */
export function judgeCanary(path: string, report: TestReport): CanaryVerdict {
  if (report.kind === 'unusable') {
    return { kind: 'lies', why: `with a planted test that must fail the run says nothing: ${report.detail}` };
  }
  const own = report.results.filter(({ file }) => file === path);
  if (own.length === 0) return { kind: 'not-run' };
  if (own.every(({ status }) => status === 'failed')) return { kind: 'failed' };
  return { kind: 'lies', why: 'a planted test that must fail did not fail' };
}
