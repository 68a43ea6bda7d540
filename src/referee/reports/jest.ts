import { z } from 'zod';
import type { CollectionError, TestFailure, TestResult, TestStatus } from '../../domain/test-report.ts';
import { type Place, plainText, repositoryPath } from './place.ts';
import { idOf, type ReportReading } from './results.ts';
import { scriptFailure } from './script-error.ts';

const Assertion = z.object({
  ancestorTitles: z.array(z.string()),
  title: z.string(),
  status: z.string(),
  duration: z.number().nullish(),
  failureMessages: z.array(z.string()).nullish(),
  failureDetails: z.array(z.unknown()).nullish(),
});
type Assertion = z.infer<typeof Assertion>;

const Suite = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string().default(''),
  assertionResults: z.array(Assertion),
});
type Suite = z.infer<typeof Suite>;

const Report = z.object({
  testResults: z.array(Suite),
  snapshot: z.unknown().optional(),
  numTotalTestSuites: z.unknown().optional(),
});

const tooOld =
  'it names no errors and no stacks, so an assertion cannot be told from any other failure: Vitest 2 or newer is needed';

/** Reads the JSON report of Jest, which Vitest writes too: since version 2, as Jest does, with snapshots and stacks. */
export function readJest(json: unknown, place: Place): ReportReading {
  const report = Report.safeParse(json);
  if (!report.success) return { problem: `the report is not Jest's: ${z.prettifyError(report.error)}` };
  const { testResults: suites, snapshot, numTotalTestSuites } = report.data;
  if (numTotalTestSuites !== undefined && snapshot === undefined) return { problem: tooOld };
  return {
    results: suites.flatMap(suite => suite.assertionResults.map(assertion => resultOf(suite, assertion, place))),
    collectionErrors: suites.filter(failedToLoad).map(suite => collectionErrorOf(suite, place)),
  };
}

/** A file that is red without a red test: it could not be loaded, or one of its hooks broke. */
const failedToLoad = (suite: Suite): boolean =>
  suite.status === 'failed' && !suite.assertionResults.some(assertion => assertion.status === 'failed');

function collectionErrorOf(suite: Suite, place: Place): CollectionError {
  const file = repositoryPath(place, suite.name);
  const said = plainText(place, suite.message).replace(/^\s*● Test suite failed to run\s*/, '');
  const failure = scriptFailure(said || silentFailure, { place, file });
  return { file, failure: { ...failure, message: paragraph(failure.message) } };
}

const silentFailure = 'Error: the file is red although none of its tests is; a hook may have failed';
const paragraph = (text: string): string => text.split(/\n\s*\n/, 1)[0] ?? text;

const statuses: Record<string, TestStatus> = { passed: 'passed', failed: 'failed' };

function resultOf(suite: Suite, assertion: Assertion, place: Place): TestResult {
  const file = repositoryPath(place, suite.name);
  const name = [...assertion.ancestorTitles, assertion.title].join(' > ');
  const status = statuses[assertion.status] ?? 'skipped';
  return {
    id: idOf(file, name),
    file,
    name,
    status,
    seconds: (assertion.duration ?? 0) / 1000,
    ...(status === 'failed' && { failure: failureOf(assertion, { place, file }) }),
  };
}

const MatcherFailure = z.object({ matcherResult: z.object({ pass: z.literal(false) }) });
const assertionByNode = /^assert(\.\w+)?\(received, expected\)/;

/** Jest throws a plain Error from `expect`; the matcher's result beside it is what tells it from any other. */
function failureOf(assertion: Assertion, where: { place: Place; file: string }): TestFailure {
  const printed = assertion.failureMessages?.[0] ?? '';
  const byMatcher = MatcherFailure.safeParse(assertion.failureDetails?.[0]).success;
  const isAssertion = byMatcher || assertionByNode.test(printed);
  return scriptFailure(printed, { ...where, type: isAssertion ? 'AssertionError' : undefined });
}
