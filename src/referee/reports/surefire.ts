import type { CollectionError, TestFailure, TestResult } from '../../domain/test-report.ts';
import { compileErrors } from './java-build.ts';
import { type JavaClasses, javaClasses } from './java-classes.ts';
import { type JUnitCase, type JUnitProblem, type JUnitSuite, readJUnit } from './junit.ts';
import { type Place, plainText, shorten } from './place.ts';
import { idOf, lineIn, type ReportReading } from './results.ts';

/**
 * Reads the reports that Surefire and Gradle leave, one for each class, and what the build said. They name classes; the file
 * of a class is found in the sources. When the tests do not compile there is no report: each file could not be loaded.
 */
export function readSurefire(files: ReadonlyMap<string, string>, place: Place): ReportReading {
  const classes = javaClasses(place);
  const results: TestResult[] = [];
  const broken: CollectionError[] = [];
  for (const [, xml] of [...files].filter(([name]) => name.endsWith('.xml'))) {
    const report = readJUnit(xml);
    if ('problem' in report) return report;
    for (const testcase of report.suites.flatMap(casesOf)) {
      const loading = loadErrorOf(testcase, { classes, place });
      if (loading) broken.push(loading);
      else results.push(resultOf(testcase, { classes, place }));
    }
  }
  const log = buildLogOf(files);
  const errors = compileErrors(plainText(place, log), place);
  if (results.length + broken.length + errors.length === 0 && isFailed(log))
    return { problem: `the build ended before any test: ${lastErrors(log)}` };
  return { results, collectionErrors: [...errors, ...broken] };
}

const buildLogOf = (files: ReadonlyMap<string, string>): string =>
  [...files]
    .filter(([name]) => name.endsWith('.log'))
    .map(([, text]) => text)
    .join('\n');

/** What the build said, for people. */
export const spokenByBuild = buildLogOf;

const isFailed = (log: string): boolean => /^(?:\[INFO\] )?BUILD (?:FAILURE|FAILED)/m.test(log);
const lastErrors = (log: string): string =>
  log
    .split('\n')
    .filter(line => /^\[ERROR\] \S|^\* What went wrong|^> /.test(line))
    .slice(0, 5)
    .join('\n')
    .slice(0, 1000);

const casesOf = (suite: JUnitSuite): JUnitCase[] => [...suite.testcase, ...suite.testsuite.flatMap(casesOf)];

interface Known {
  classes: JavaClasses;
  place: Place;
}

/** A class whose static part or whose set-up failed has a case without a name, or one that is called as the class is. */
function loadErrorOf(
  { name, classname, error, failure }: JUnitCase,
  { classes, place }: Known,
): CollectionError | undefined {
  const problem = error ?? failure;
  const isWhole =
    name === '' || name === classname || /^(?:initializationError|classMethod|executionError)$/.test(name);
  if (!problem || !isWhole) return undefined;
  const { file } = classes.addressOf(classname || name);
  return { file, failure: failureOf(problem, file, { classes, place }) };
}

/** `counts{String}[1]`, `counts(String)[1]` and `counts()` are `counts` of Surefire 2, Surefire 3 and Gradle. */
const plainName = (name: string): string =>
  name.replace(/^([\w$]+)\s*(?:\([^)]*\)|\{[^}]*\})/, '$1').replace(/^(\w+) (?=\[)/, '$1');

function resultOf(testcase: JUnitCase, known: Known): TestResult {
  const { file, blocks } = known.classes.addressOf(testcase.classname);
  const name = [...blocks, plainName(testcase.name)].join(' > ');
  const problem = testcase.failure ?? testcase.error;
  const status = problem ? 'failed' : testcase.isSkipped ? 'skipped' : 'passed';
  const failure = problem && failureOf(problem, file, known);
  return { id: idOf(file, name), file, name, status, seconds: testcase.seconds, ...(failure && { failure }) };
}

/** What JUnit 4 and 5, TestNG, AssertJ and Hamcrest throw when an answer is not the expected one. */
const assertions = /^(?:AssertionFailedError|ComparisonFailure|MultipleFailuresError|\w*AssertionError)$/;

const frame = /^(\s+at (?:\S*\/)?([\w.$]+)\.[\w$<>]+)\(([\w$]+\.java):(\d+)\)$/;

/** A stack frame names a file by its class: as a path of the repository, or as one that is none of its own. */
function withPath(line: string, classes: JavaClasses): string {
  const [, call, owner = '', base = '', number] = frame.exec(line) ?? [];
  return call ? `${call} (${classes.pathOf(owner, base) ?? `/${base}`}:${number}:1)` : line;
}

/** What a test threw, with the files that its stack means. */
function failureOf({ type, message, text }: JUnitProblem, file: string, { classes, place }: Known): TestFailure {
  const lines = plainText(place, text).trim().split('\n');
  const detail = lines.map(line => withPath(line, classes)).join('\n');
  const thrown = (type ?? '').split(/[.$]/).at(-1);
  const said = plainText(place, message || (lines[0] ?? ''));
  const line = lineIn(detail, file);
  return {
    ...(thrown && { type: assertions.test(thrown) ? 'AssertionError' : thrown }),
    message: shorten(said),
    detail: shorten(detail),
    ...(line && { line }),
  };
}
