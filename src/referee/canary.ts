import type { TestReport } from '../domain/test-report.ts';
import { passedThough } from './answers/bent.ts';
import type { SourceTest } from './source/source-test.ts';

/** What became of the tests that had to fail. */
export type CanaryVerdict = { kind: 'failed'; bent: number } | { kind: 'not-run' } | { kind: 'lies'; why: string };

/** Tests that must fail: a file of a planted one, planted ones in files that were there, and what expects something else. */
export interface Planted {
  path: string;
  /** In the names of all that were planted. */
  nonce: string;
  bent?: readonly SourceTest[];
}

/**
 * What was planted has to fail, and so has a test that was made to expect something else. One that does not shows a
 * harness that hides failures, or code that answers whatever is asked for: then nothing else in its reports is believed.
 * What was not run shows nothing: some runners are told which files to run.
 */
export function judgeCanary({ path, nonce, bent = [] }: Planted, report: TestReport): CanaryVerdict {
  if (report.kind === 'unusable') {
    return { kind: 'lies', why: `with a planted test that must fail the run says nothing: ${report.detail}` };
  }
  const { results } = report;
  const planted = results.filter(({ file, id }) => file === path || id.includes(nonce));
  if (planted.some(({ status }) => status !== 'failed')) {
    return { kind: 'lies', why: 'a planted test that must fail did not fail' };
  }
  const [through] = passedThough(results, bent);
  if (through) return { kind: 'lies', why: `\`${through.id}\` passes although it was made to expect something else` };
  const failed = bent.filter(test => results.some(({ id, status }) => id === test.id && status === 'failed')).length;
  return planted.length > 0 || failed > 0 ? { kind: 'failed', bent: failed } : { kind: 'not-run' };
}
