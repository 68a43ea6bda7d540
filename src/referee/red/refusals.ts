import type { Finding } from '../../domain/finding.ts';
import type { ClassifiedTest, CriterionTrace, RedClass } from '../../domain/red.ts';
import type { TestReport } from '../../domain/test-report.ts';
import type { JudgedTest } from './classified.ts';
import { assertion } from './failure-patterns.ts';

const remedies: Record<RedClass, string | undefined> = {
  assertion: undefined,
  'not-implemented': undefined,
  passes: undefined,
  'missing-symbol': 'Name the symbol in a code span of the spec, or use one that exists.',
  collection: 'Let the test load and fail by an assertion on what the code under test answers.',
  environment: 'Use only what the repository and its sandbox have: no network, no missing package, no missing fixture.',
  timeout: 'Let the test fail by an assertion within its time limit.',
  skipped: 'Remove the marker, so that the test runs.',
  flaky: 'Make the test the same each time: no clock, no randomness, no order, no shared state.',
};

/** One finding for each test that is not red for the right reason and not a pin, or one for its file if that did not load. */
export function unprovenTests(tests: readonly JudgedTest[]): Finding[] {
  const findings = tests.flatMap(test => {
    const remedy = remedies[test.class];
    if (!isUnproven(test) || !remedy) return [];
    const line = test.result?.failure?.line ?? test.source?.line;
    const message = test.isPredicted ? `\`${test.file}\`: ${test.why}.` : `\`${test.id}\` ${test.why}.`;
    return [{ rule: `red-${test.class}`, message, path: test.file, ...(line && { line }), remedy }];
  });
  return findings.filter((each, index) => findings.findIndex(({ message }) => message === each.message) === index);
}

/** Tests that check nothing: whatever the implementation does, they say nothing about it. */
export function emptyTests(tests: readonly JudgedTest[]): Finding[] {
  return tests.flatMap(({ id, file, source, result }) => {
    const failure = result?.failure;
    const didAssert = failure && assertion.test(`${failure.type}: ${failure.message}`);
    if (!source || source.asserts || didAssert) return [];
    const remedy = 'Assert what the code under test answers; a constant is not an answer.';
    return [{ rule: 'no-assertion', message: `\`${id}\` asserts nothing.`, path: file, line: source.line, remedy }];
  });
}

/**
 * Every criterion needs a red test that names it, and the run needs at least one. Where a test that names it proves
 * nothing, that test's own finding says so, and this would only repeat it.
 */
export function uncovered(traces: readonly CriterionTrace[], tests: readonly ClassifiedTest[]): Finding[] {
  const red = tests.filter(test => test.red).map(test => test.id);
  const refused = tests.filter(isUnproven).map(test => test.id);
  const nothing: Finding = {
    rule: 'nothing-red',
    message: `${tests.length === 0 ? 'No test was added or changed' : 'No new test is red for the right reason'}, so nothing shows that the feature is missing.`,
    remedy: 'Write at least one test that fails by an assertion until the feature exists.',
  };
  const answered = new Set([...red, ...refused]);
  const open = traces.filter(trace => !trace.tests.some(id => answered.has(id)));
  return [...(answered.size === 0 ? [nothing] : []), ...open.map(uncoveredCriterion)];
}

const isUnproven = (test: ClassifiedTest): boolean => !test.red && remedies[test.class] !== undefined;

function uncoveredCriterion({ criterion, text, tests }: CriterionTrace): Finding {
  const isNamed = tests.length > 0;
  return {
    rule: isNamed ? 'criterion-not-red' : 'criterion-without-test',
    message: isNamed
      ? `${criterion} ("${text}") is named by tests, but none of them is red.`
      : `${criterion} ("${text}") is named by no test.`,
    remedy: `Let a test that fails until the feature exists name ${criterion} in its name, its docstring or a comment.`,
  };
}

/** A run that says nothing about the tests is never red. A repository without tests is a fair start. */
export function unusableRuns(base: TestReport, first: TestReport, second: TestReport): Finding[] {
  const isFreshStart = base.kind === 'unusable' && base.reason === 'no-tests';
  return [
    ...(isFreshStart ? [] : unusable('The suite before the new tests', base)),
    ...unusable('The first run with the new tests', first),
    ...(first.kind === 'ran' ? unusable('The second run with the new tests', second) : []),
  ];
}

function unusable(run: string, report: TestReport): Finding[] {
  if (report.kind === 'ran') return [];
  const remedy = 'Make the test command run to its end and write its report, then retry.';
  return [{ rule: `run-${report.reason}`, message: `${run} says nothing: ${report.detail}`, remedy }];
}

/** Tests that were there and are gone, and files that should hold tests and hold none. */
export function missingTests(removed: readonly { id: string; file: string }[], empty: readonly string[]): Finding[] {
  return [
    ...removed.map(({ id, file }) => ({
      rule: 'test-removed',
      message: `\`${id}\` was there before and is gone.`,
      path: file,
      remedy: 'Put it back; a test that has become wrong is changed in place.',
    })),
    ...empty.map(path => ({
      rule: 'no-tests-in-file',
      message: `\`${path}\` holds no test that can be found.`,
      path,
      remedy: 'Name the tests as the runner expects them.',
    })),
  ];
}
