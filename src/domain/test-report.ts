/** What a runner said of one test. `error` is a failure outside the test's own assertions (fixture, hook, collection). */
export type TestStatus = 'passed' | 'failed' | 'error' | 'skipped';

/** Why a test failed, as its runner's own report tells it. */
export interface TestFailure {
  /** The runner's error type where it gives one: `AssertionError`, `ImportError`, `TypeError` … */
  type?: string;
  message: string;
  /** Stack or traceback, cut to a readable length. */
  detail: string;
  line?: number;
}

/** One test in one run. `id` is `<file>::<name>` with the path relative to the repository's root. */
export interface TestResult {
  id: string;
  file: string;
  name: string;
  status: TestStatus;
  seconds: number;
  failure?: TestFailure;
}

/** A test file that could not be loaded at all; its tests have no results of their own. */
export interface CollectionError {
  file: string;
  failure: TestFailure;
  /** Every further reason: a compiler lists all of them, and each has to be a legal one. */
  others?: readonly TestFailure[];
  /** Glob of the files that stand or fall as a whole with this one: those of a package, a crate, a module. */
  unit?: string;
}

/** What was run and how it ended: the part of a report that is shown as evidence. */
export interface RunEvidence {
  /** What the run was for, where a check shows several of one command. */
  purpose?: string;
  command: string;
  exitCode: number | null;
  seconds: number;
  /** Head and tail of the combined output, secrets masked. */
  output: string;
  /** What ran beside it. */
  services?: ServiceEvidence[];
}

/** A service that came up and stayed up during a run. */
export interface ServiceEvidence {
  name: string;
  /** Lines of its log that speak of errors. */
  errors: string[];
}

/** Why a run says nothing about the tests. */
export type UnusableReason =
  | 'timed-out'
  | 'no-report'
  | 'broken-report'
  | 'no-tests'
  | 'disagrees'
  | 'could-not-start'
  | 'service-down'
  | 'out-of-memory';

/** The result of one run of a suite. `unusable` is never red and never green. */
export type TestReport =
  | { kind: 'ran'; results: TestResult[]; collectionErrors: CollectionError[]; evidence: RunEvidence }
  | { kind: 'unusable'; reason: UnusableReason; detail: string; evidence: RunEvidence };

/** Counts for people: `12 passed, 3 failed`. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Results by outcome; a file that could not be collected counts as one failure. */
export function countTests(report: Extract<TestReport, { kind: 'ran' }>): TestCounts {
  const count = (...statuses: TestStatus[]) => report.results.filter(result => statuses.includes(result.status)).length;
  return {
    passed: count('passed'),
    failed: count('failed', 'error') + report.collectionErrors.length,
    skipped: count('skipped'),
  };
}
