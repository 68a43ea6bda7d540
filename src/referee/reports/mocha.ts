import { z } from 'zod';
import type { RunEvidence, TestResult, TestStatus } from '../../domain/test-report.ts';
import { type Place, plainText, repositoryPath } from './place.ts';
import { idOf, type ReportReading } from './results.ts';
import { scriptFailure } from './script-error.ts';

const Test = z.object({
  title: z.string(),
  fullTitle: z.string(),
  file: z.string(),
  duration: z.number().optional(),
  err: z.object({ name: z.string().optional(), message: z.string().optional(), stack: z.string().optional() }),
});
type Test = z.infer<typeof Test>;

const Report = z.object({
  tests: z.array(Test),
  pending: z.array(Test),
  failures: z.array(Test),
  passes: z.array(Test),
});

/** Reads Mocha's JSON report. A failing hook stands only among its failures, under the name of the test it stopped. */
export function readMocha(json: unknown, place: Place): ReportReading {
  const report = Report.safeParse(json);
  if (!report.success) return { problem: `the report is not Mocha's: ${z.prettifyError(report.error)}` };
  const { passes, pending, failures } = report.data;
  const results = (tests: Test[], status: TestStatus) => tests.map(test => resultOf(test, status, place));
  return {
    results: [...results(passes, 'passed'), ...results(pending, 'skipped'), ...results(failures, 'failed')],
    collectionErrors: [],
  };
}

const hookTitle = /^"(?:before|after) (?:all|each)" hook(?:.*?) for "([\s\S]*)"$/;

function resultOf(test: Test, status: TestStatus, place: Place): TestResult {
  const file = repositoryPath(place, test.file);
  const stopped = hookTitle.exec(test.title)?.[1];
  const isHook = stopped !== undefined || /^"(?:before|after) (?:all|each)" hook/.test(test.title);
  const name = mochaName(test.fullTitle.slice(0, -test.title.length).trim(), stopped ?? test.title);
  return {
    id: idOf(file, name),
    file,
    name,
    status: isHook ? 'error' : status,
    seconds: (test.duration ?? 0) / 1000,
    ...(status === 'failed' && { failure: failureOf(test, { place, file }) }),
  };
}

const failureOf = ({ err }: Test, where: { place: Place; file: string }) =>
  scriptFailure(err.stack ?? err.message ?? '', { ...where, type: err.name });

/** Mocha joins the titles of the blocks around a test with spaces, so they are one name here. */
export function mochaName(blocks: string, title: string): string {
  return blocks === '' ? title : `${blocks} > ${title}`;
}

/**
 * Mocha writes no report when a file cannot be loaded; it prints the error and stops before any test has run.
 * The last file of the require stack, or else the first of the repository that is named, is the one that failed.
 */
export function readMochaLoadError(evidence: RunEvidence, place: Place): ReportReading | undefined {
  if (/^ {2}"(?:stats|passes|failures)": [[{]/m.test(evidence.output))
    return {
      problem: 'it was printed among the output of the tests: Mocha 9.1 or newer is needed, which writes a file',
    };
  const printed = plainText(place, evidence.output).split(/Exception during run:\s*/)[1];
  if (printed === undefined) return undefined;
  const stack = /Require stack:\n((?:- .*\n?)+)/.exec(printed)?.[1];
  const required = stack?.trim().split('\n').at(-1)?.slice(2);
  const named = required ?? /(?:^|[\s(])((?!node:|\/)[\w@.][^\s():]*\.[cm]?[jt]sx?):\d+/.exec(printed)?.[1];
  if (!named || named.includes('node_modules/')) return undefined;
  const syntax = /^(\w*Error: .*)$/m.exec(printed)?.[1];
  const error = /^\w*Error/.test(printed) ? printed : `${syntax ?? ''}\n${printed}`;
  const file = repositoryPath(place, named);
  return { results: [], collectionErrors: [{ file, failure: scriptFailure(error, { place, file }) }] };
}
