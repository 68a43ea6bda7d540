import type { Finding, Verdict } from '../domain/finding.ts';
import { verdictOf } from '../domain/finding.ts';
import type { TestReport } from '../domain/test-report.ts';

/** Whether every test that passed before still ran and passed: what a refactoring owes. */
export function judgeKeptGreen({ before, after }: { before: TestReport; after: TestReport }): Verdict {
  if (before.kind === 'unusable') return verdictOf([unusable(before.detail)]);
  if (after.kind === 'unusable') return verdictOf([unusable(after.detail)]);
  const now = new Map(after.results.map(result => [result.id, result]));
  const lost = before.results
    .filter(({ status }) => status === 'passed')
    .flatMap(({ id, file }): Finding[] => {
      const result = now.get(id);
      if (result?.status === 'passed') return [];
      const message = result
        ? `\`${id}\` no longer passes: ${result.failure?.message ?? result.status}`
        : `\`${id}\` no longer runs.`;
      return [{ rule: 'kept-green', path: file, message }];
    });
  return verdictOf(lost);
}

const unusable = (detail: string): Finding => ({
  rule: 'kept-green',
  message: `The run says nothing about the tests: ${detail}`,
});
