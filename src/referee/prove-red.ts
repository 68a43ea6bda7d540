import type { FileChange } from '../domain/file-change.ts';
import type { Finding } from '../domain/finding.ts';
import { brandRedProof, type ClassifiedTest, type CriterionTrace, type RedProof } from '../domain/red.ts';
import type { Settings } from '../domain/settings.ts';
import type { Spec } from '../domain/spec.ts';
import type { TestReport } from '../domain/test-report.ts';
import { isTestPath } from '../languages/roles.ts';
import { addedLines } from './added-lines.ts';
import { withCode } from './code-lines.ts';
import { type TouchedTests, touchedTests } from './red/changed-tests.ts';
import { type JudgedTest, judgeKept, judgeTest, judgeUnexplained } from './red/classified.ts';
import { withForeignChecks } from './red/foreign-checks.ts';
import { compareOldSuite, fallenWith, type Ran } from './red/old-suite.ts';
import { emptyTests, missingTests, uncovered, unprovenTests, unusableRuns } from './red/refusals.ts';
import type { Stubs } from './stubs/stub-case.ts';
import { judgeAnswered, judgeStubbed } from './stubs/stubbed.ts';
import { findSuppressions } from './suppressions.ts';
import { isResultOf, type SourceTest } from './tests-in-source.ts';
import { traceCriteria } from './trace.ts';

/** What red is judged on: the suite before the tests came, and two runs of the same tree with them. */
export interface RedCase {
  spec: Pick<Spec, 'criteria' | 'codeSpans' | 'newFiles'>;
  settings: Pick<Settings, 'root' | 'tests'>;
  base: TestReport;
  first: TestReport;
  second: TestReport;
  /** Every new or changed file of the red commit. */
  testFiles: readonly FileChange[];
  /** Text at the base of those that existed. */
  baseFiles: ReadonlyMap<string, string>;
}

/** Red was seen for the right reason, or every reason why not, with what was seen of each test. */
export type RedVerdict =
  | { kind: 'proven'; proof: RedProof }
  | { kind: 'refuse'; findings: Finding[]; classified: ClassifiedTest[]; traces: CriterionTrace[] };

/**
 * Judges whether the tests were red for the right reason. The only place where a {@link RedProof} is made.
 * A test that passes already is a legal pin beside a red one; each criterion needs a red test of its own.
 */
export async function proveRed(given: RedCase): Promise<RedVerdict> {
  const { base, first, second } = given;
  const unusable = unusableRuns(base, first, second);
  if (unusable.length > 0 || first.kind !== 'ran' || second.kind !== 'ran')
    return { kind: 'refuse', findings: unusable, classified: [], traces: [] };
  return judge(given, { base: base.kind === 'ran' ? base : undefined, first, second });
}

/** The same verdict after a run with stubs of what was missing: not every test may have been red for want of a symbol. */
export function confirmRed(
  proof: RedProof,
  { spec, settings, ...seen }: Pick<RedCase, 'spec' | 'settings'> & { report: TestReport | undefined; stubs: Stubs },
): RedVerdict {
  const { tests, findings } = judgeStubbed({ ...seen, tests: proof.tests, context: { spec, settings } });
  return confirmed(proof, tests, findings);
}

/** The same verdict after a run with stubs that answer: a test that passes then asserts nothing. */
export function confirmAsserting(proof: RedProof, seen: Parameters<typeof judgeAnswered>[1]): RedVerdict {
  return confirmed(proof, judgeAnswered(proof.tests, seen), []);
}

function confirmed(proof: RedProof, tests: ClassifiedTest[], own: readonly Finding[]): RedVerdict {
  const findings = [...own, ...uncovered(proof.traces, tests)];
  if (findings.length > 0) return { kind: 'refuse', findings, classified: tests, traces: [...proof.traces] };
  return { kind: 'proven', proof: brandRedProof({ ...proof, tests }) };
}

async function judge(given: RedCase, runs: { base: Ran | undefined; first: Ran; second: Ran }): Promise<RedVerdict> {
  const { spec, settings, baseFiles } = given;
  const files = given.testFiles.filter(file => isTestPath(file.path, settings));
  const touched = await touchedTests(files, baseFiles, settings.tests.report);
  const tests = judgeTouched(touched, given, runs);
  const ids = new Set(tests.map(test => test.id));
  const unloaded = tests.filter(test => test.isPredicted);
  const isTold = fallenWith(unloaded, runs.first);
  const isWaiting = fallenWith(
    unloaded.filter(test => test.red),
    runs.first,
  );
  const isChanged = (id: string) =>
    ids.has(id) || [...touched.changed, ...touched.renamed].some(test => isResultOf(test, id));
  const old = compareOldSuite({ ...runs, isChanged, isWaiting });
  const traces = tracesOf(spec, touched, tests);
  const findings = [
    ...notTests(given),
    ...missingTests(
      touched.removed,
      touched.empty.filter(path => !tests.some(test => test.red || test.file === path)),
    ),
    ...(await skips(files, baseFiles)),
    ...unprovenTests(tests),
    ...emptyTests(await withForeignChecks(tests, given.testFiles)),
    ...old.findings.filter(({ path = '' }) => !isTold(path)),
    ...uncovered(traces, tests),
  ];
  const classified = tests.map(({ source: _source, isPredicted: _isPredicted, ...test }) => test);
  if (findings.length > 0) return { kind: 'refuse', findings, classified, traces };
  const mustPass = [...ids, ...old.mustPass];
  return {
    kind: 'proven',
    proof: brandRedProof({ tests: classified, traces, redAtBase: old.redAtBase, waiting: old.waiting, mustPass }),
  };
}

function judgeTouched(
  touched: TouchedTests,
  { spec, settings, testFiles }: RedCase,
  { base, first, second }: { base: Ran | undefined; first: Ran; second: Ran },
): JudgedTest[] {
  const runs = { base, first, second, context: { spec, settings } };
  const paths = new Set(testFiles.map(file => file.path));
  const before = new Set(base?.results.map(result => result.id));
  const explained = [...touched.changed, ...touched.kept];
  const rest = judgeUnexplained(
    ({ id, file }) => paths.has(file) && !before.has(id) && !explained.some(test => isResultOf(test, id)),
    runs,
  );
  const kept = touched.kept.flatMap(test => judgeKept(test, runs));
  const named = touched.changed.flatMap(test => judgeTest(test, runs));
  return [...new Map([...kept, ...named, ...rest].map(test => [test.id, test])).values()];
}

/** Traces by the ids of results, so that one row can be followed from criterion to test to verdict. */
function tracesOf({ criteria }: Pick<Spec, 'criteria'>, touched: TouchedTests, tests: JudgedTest[]): CriterionTrace[] {
  const isJudged = (source: SourceTest) => tests.some(test => test.source?.id === source.id);
  return traceCriteria(criteria, [...touched.changed, ...touched.kept.filter(isJudged)]).map(trace => {
    const sources = new Set(trace.tests);
    return { ...trace, tests: tests.filter(({ source }) => source && sources.has(source.id)).map(({ id }) => id) };
  });
}

async function skips(files: readonly FileChange[], baseFiles: ReadonlyMap<string, string>): Promise<Finding[]> {
  const texts = new Map(files.flatMap(({ path, content }) => (content === null ? [] : [[path, content]])));
  const added = [...texts].map(([path, text]) => ({ path, added: addedLines(baseFiles.get(path), text) }));
  return findSuppressions(await withCode(added, texts), 'skip');
}

/** Nothing was judged: no file of the change is a test by the configured globs. */
function notTests({ testFiles, settings }: RedCase): Finding[] {
  if (testFiles.some(file => isTestPath(file.path, settings))) return [];
  return [
    {
      rule: 'no-test-files',
      message: `None of the changed files is a test by the configured paths (${settings.tests.paths.join(', ')}).`,
      remedy: 'Put the tests where the configuration looks for them.',
    },
  ];
}
