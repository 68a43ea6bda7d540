import type { TestFailure, TestReport, TestResult, UnusableReason } from '../../src/domain/test-report.ts';

type Told = 'passed' | 'skipped' | Partial<TestFailure> | ['error', Partial<TestFailure>];

const evidence = { command: 'the test command', exitCode: 1, seconds: 1, output: '' };
const failure = (told: Partial<TestFailure>): TestFailure => ({ message: '', detail: '', ...told });

/** A usable report from `{ '<id>': what the runner said }`, and files that did not load. */
export function ran(results: Record<string, Told>, broken: Record<string, Partial<TestFailure>> = {}): TestReport {
  return {
    kind: 'ran',
    results: Object.entries(results).map(([id, told]) => resultOf(id, told)),
    collectionErrors: Object.entries(broken).map(([file, told]) => ({ file, failure: failure(told) })),
    evidence,
  };
}

function resultOf(id: string, told: Told): TestResult {
  const [file = '', name = ''] = id.split(/::(.*)/s);
  const facts = { id, file, name, seconds: 0.01 };
  if (typeof told === 'string') return { ...facts, status: told };
  if (Array.isArray(told)) return { ...facts, status: 'error', failure: failure(told[1]) };
  return { ...facts, status: 'failed', failure: failure(told) };
}

/** A run that says nothing. */
export function unusable(reason: UnusableReason): TestReport {
  return { kind: 'unusable', reason, detail: `because ${reason}`, evidence };
}

/** What runners say of the classes of failures. */
export const said = {
  assertion: { type: 'AssertionError', message: 'assert 1 == 2' },
  bare: { type: 'ValueError', message: 'bare', detail: 'tests/test_a.py:3: ValueError' },
  network: { type: 'ConnectionRefusedError', message: 'refused' },
  slow: { type: 'Failed', message: 'Timeout (>1.0s) from pytest-timeout.' },
  stub: { type: 'NotImplementedError', message: '', detail: 'app.py:3: NotImplementedError' },
  missing: (name: string) => ({ type: 'ImportError', message: `cannot import name '${name}' from 'app' (app.py)` }),
};
