import type { Finding } from '../domain/finding.ts';
import type { ClassifiedTest } from '../domain/red.ts';
import type { TestReport } from '../domain/test-report.ts';
import { type Classification, classifyFailure, classifyResult, type RedContext } from './classify.ts';

interface ReplayCase {
  /** The tests as they were proven. */
  tests: readonly ClassifiedTest[];
  /** The run of the head's tests on the code as it was before them. */
  report: TestReport;
  context: RedContext;
}

/**
 * Whether every test that was red is red again, for the same reason, once the implementation is taken back from the
 * head. One that is not owes its green to something else: a planted module, a fixture, a test that answers for the code.
 */
export function judgeReplay({ tests, report, context }: ReplayCase): Finding[] {
  if (report.kind === 'unusable') return [found(`The run without the implementation says nothing: ${report.detail}`)];
  return tests
    .filter(test => test.red)
    .flatMap(test => {
      const now = seenIn(report, test, context);
      if (now?.red && now.class === test.class) return [];
      const what = now ? `${now.class}, ${now.why}` : 'it did not run';
      return [
        {
          ...found(`\`${test.id}\` was red (${test.class}) and without the implementation is not: ${what}.`),
          path: test.file,
        },
      ];
    });
}

function seenIn(
  { results, collectionErrors }: Extract<TestReport, { kind: 'ran' }>,
  { id, file }: ClassifiedTest,
  context: RedContext,
): Classification | undefined {
  const result = results.find(each => each.id === id);
  if (result) return classifyResult(result, context);
  const error = collectionErrors.find(each => each.file === file);
  return error && classifyFailure(error.failure, file, context);
}

const found = (message: string): Finding => ({
  rule: 'replay',
  message,
  remedy: 'Only the implementation may turn a test green: look at tests and fixtures that came after red.',
});
