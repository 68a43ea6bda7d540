import type { CollectionError, RunEvidence, TestFailure, TestResult } from '../../domain/test-report.ts';
import { type JUnitCase, type JUnitProblem, type JUnitSuite, readJUnit } from './junit.ts';
import { type Place, plainText, repositoryPath, shorten } from './place.ts';
import { idOf, type ReportReading } from './results.ts';
import { scriptFailure } from './script-error.ts';

interface Run {
  place: Place;
  evidence: RunEvidence;
}

/**
 * Reads the JUnit report of `node --test`. Suites nest; a file is a test case of its own when it could not be loaded
 * (red) or holds no test (green, and then it proves nothing and is left out).
 */
export function readNodeTest(xml: string, run: Run): ReportReading {
  const report = readJUnit(xml);
  if ('problem' in report) return report;
  const cases = report.suites.flatMap(suite => casesOf(suite, []));
  if (cases.some(({ testcase }) => testcase.file === undefined))
    return { problem: 'the report names no files; run the tests with Node 24.8 or later, whose JUnit reporter does' };
  const tests = cases.map(each => ({ ...each, file: repositoryPath(run.place, each.testcase.file ?? '') }));
  const isFile = (test: Located) =>
    test.blocks.length === 0 && repositoryPath(run.place, test.testcase.name) === test.file;
  return {
    results: tests.filter(test => !isFile(test)).map(test => resultOf(test, run.place)),
    collectionErrors: tests.filter(test => isFile(test) && test.testcase.failure).map(test => loadErrorOf(test, run)),
  };
}

interface Located {
  testcase: JUnitCase;
  blocks: string[];
  file: string;
}

function casesOf(suite: JUnitSuite, blocks: string[]): Omit<Located, 'file'>[] {
  const inner = suite.testsuite.flatMap(child => casesOf(child, [...blocks, child.name]));
  return [...suite.testcase.map(testcase => ({ testcase, blocks })), ...inner];
}

function resultOf({ testcase, blocks, file }: Located, place: Place): TestResult {
  const name = [...blocks, testcase.name].join(' > ');
  const problem = testcase.failure;
  const status = testcase.isSkipped ? 'skipped' : problem ? 'failed' : 'passed';
  return {
    id: idOf(file, name),
    file,
    name,
    status,
    seconds: testcase.seconds,
    ...(problem && status === 'failed' && { failure: failureOf(problem, { place, file }) }),
  };
}

const cause = /^\s*cause: \[?/m;

/** The error of the test stands as `cause` of the runner's own; the runner's type tells only a time-out. */
function failureOf(problem: JUnitProblem, { place, file }: { place: Place; file: string }): TestFailure {
  const body = problem.text;
  const thrown = body.split(cause)[1];
  const failure = scriptFailure(thrown ?? problem.message, { place, file });
  const type = problem.type === 'testCodeFailure' ? failure.type : problem.type;
  const message = plainText(place, problem.message || failure.message);
  return { ...failure, ...(type && { type }), message, detail: shorten(failure.detail) };
}

/** Why a file did not load is told only by the runner's spoken output, in the lines above the file's own ✖. */
function loadErrorOf({ testcase, file }: Located, { place, evidence }: Run): CollectionError {
  const output = plainText(place, evidence.output);
  const mark = output.indexOf(`✖ ${plainText(place, testcase.name)} (`);
  const before =
    mark < 0
      ? ''
      : (output
          .slice(0, mark)
          .split(/^\s*[✔✖▶ℹ﹣].*$/m)
          .at(-1) ?? '');
  const thrown = /^(?:[\w$]*Error)(?: \[\w+\])?: [\s\S]*$/m.exec(before)?.[0];
  const failure = scriptFailure(thrown ?? 'Error: the file could not be loaded; its output does not say why', {
    place,
    file,
  });
  return { file, failure: { ...failure, detail: shorten(before.trim() || failure.detail) } };
}
