import type { CollectionError, TestFailure, TestResult } from '../../domain/test-report.ts';
import { type JUnitCase, type JUnitProblem, type JUnitSuite, readJUnit } from './junit.ts';
import { type Place, plainText, repositoryPath, shorten } from './place.ts';
import { idOf, lineIn, type ReportReading } from './results.ts';

/** Reads what pytest writes with `-o junit_family=xunit1`; the newer family leaves out the file. */
export function readPytest(xml: string, place: Place): ReportReading {
  const report = readJUnit(xml);
  if ('problem' in report) return report;
  const cases = report.suites.flatMap(casesOf);
  const broken = cases.filter(isCollectionError);
  const ran = cases.filter(testcase => !broken.includes(testcase));
  return {
    results: ran.map(testcase => resultOf(testcase, place)),
    collectionErrors: broken.map(testcase => collectionErrorOf(testcase, place)),
  };
}

const casesOf = (suite: JUnitSuite): JUnitCase[] => [...suite.testcase, ...suite.testsuite.flatMap(casesOf)];

const isCollectionError = (testcase: JUnitCase): boolean =>
  testcase.error !== undefined && (testcase.classname === '' || testcase.classname === 'pytest');

function collectionErrorOf(testcase: JUnitCase, place: Place): CollectionError {
  const file = testcase.file ?? `${testcase.name.replaceAll('.', '/')}.py`;
  return { file: repositoryPath(place, file), failure: failureOf(testcase.error, { place, file }) };
}

function resultOf(testcase: JUnitCase, place: Place): TestResult {
  const { file: module, classes } = addressOf(testcase);
  const file = repositoryPath(place, module);
  const name = [...classes, testcase.name].join('::');
  const problem = testcase.failure ?? testcase.error;
  const failed = testcase.failure ? 'failed' : 'error';
  const status = problem ? failed : testcase.isSkipped ? 'skipped' : 'passed';
  return {
    id: idOf(file, name),
    file,
    name,
    status,
    seconds: testcase.seconds,
    ...(problem && { failure: failureOf(problem, { place, file }) }),
  };
}

/**
 * pytest writes the class name as the node id with dots, and as `file` the place of the definition, which for an
 * inherited test is another module. The node id says which test it is, so the class name wins where they differ.
 */
function addressOf({ classname, file }: JUnitCase): { file: string; classes: string[] } {
  const segments = classname.split('.');
  const module =
    file
      ?.replace(/\.py$/, '')
      .split('/')
      .filter(segment => segment !== '.' && segment !== '..') ?? [];
  if (file && module.every((segment, index) => segments[index] === segment))
    return { file, classes: segments.slice(module.length) };
  const last = segments.findLastIndex(segment => /^test_|_test$/.test(segment));
  const length = last < 0 ? segments.length : last + 1;
  return { file: `${segments.slice(0, length).join('/')}.py`, classes: segments.slice(length) };
}

const errorLine = /^E\s+((?:[\w.]+(?:Error|Exception|Warning|Exit|Interrupt|Group)|Failed|Skipped)\b.*)$/gm;
const crashLine = /^\S+:\d+: ([A-Za-z_][\w.]*)\s*$/gm;

const setupMessage = /^failed on (?:setup|teardown) with "([\s\S]*)"$/;

/** What pytest says of a failure. Its `<failure>` carries no type, but the last line of the traceback names it. */
function failureOf(problem: JUnitProblem | undefined, { place, file }: { place: Place; file: string }): TestFailure {
  const detail = plainText(place, problem?.text ?? '').trim();
  const said = plainText(place, problem?.message ?? '').replace(setupMessage, '$1');
  const isSilent = said === 'collection failure' || said === '';
  const message = isSilent ? ([...detail.matchAll(errorLine)].at(-1)?.[1] ?? said) : said;
  const type = [...detail.matchAll(crashLine)].at(-1)?.[1] ?? typeIn(message);
  const line = lineIn(detail, file);
  return {
    ...(type && { type }),
    message: type && message.startsWith(`${type}: `) ? message.slice(type.length + 2) : message,
    detail: shorten(detail),
    ...(line && { line }),
  };
}

function typeIn(message: string): string | undefined {
  if (/^assert\b/.test(message)) return 'AssertionError';
  return /^((?:[A-Za-z_]\w*\.)*[A-Z]\w*)(?=:|\s*$)/.exec(message)?.[1];
}
