import { type Finding, type Verdict, verdictOf } from '../domain/finding.ts';
import type { RedProof } from '../domain/red.ts';
import type { TestReport, TestResult } from '../domain/test-report.ts';
import { isResultOf } from './tests-in-source.ts';

interface GreenCase {
  proof: Pick<RedProof, 'mustPass' | 'redAtBase'>;
  report: TestReport;
}

/**
 * Green is not an exit status: every test that the proof names ran and passed by its id, and nothing else is red.
 * What was red at the base may stay red; {@link stillRed} names it.
 */
export function judgeGreen({ proof, report }: GreenCase): Verdict {
  if (report.kind === 'unusable') {
    const remedy = 'Make the test command run to its end and write its report.';
    return verdictOf([{ rule: `run-${report.reason}`, message: `The tests say nothing: ${report.detail}`, remedy }]);
  }
  const atBase = new Set(proof.redAtBase);
  const owed = new Set(proof.mustPass);
  const failures = report.results.filter(({ status }) => status === 'failed' || status === 'error');
  const isOwed = (id: string) => [...owed].some(each => isResultOf({ id: each, isMany: true }, id));
  return verdictOf([
    ...missingTests(proof.mustPass.filter(id => resultsOf(id, report.results).length === 0)),
    ...proof.mustPass.flatMap(id => resultsOf(id, report.results).filter(isRed).map(notPassed)),
    ...report.collectionErrors.filter(({ file }) => !atBase.has(file)).map(loadFailure),
    ...failures.filter(({ id }) => !atBase.has(id) && !isOwed(id)).map(newFailure),
  ]);
}

/** What was red before the feature and still is, to be named beside the verdict. */
export function stillRed({ proof, report }: GreenCase): string[] {
  if (report.kind === 'unusable') return [];
  const passed = new Set(report.results.filter(({ status }) => status === 'passed').map(({ id }) => id));
  const broken = new Set(report.collectionErrors.map(({ file }) => file));
  return proof.redAtBase.filter(id => (id.includes('::') ? !passed.has(id) : broken.has(id)));
}

/** A test whose file could not be loaded at red has the id of its source; parameter sets are its results. */
function resultsOf(id: string, results: readonly TestResult[]): TestResult[] {
  const exact = results.filter(result => result.id === id);
  return exact.length > 0 ? exact : results.filter(result => isResultOf({ id, isMany: true }, result.id));
}

const isRed = ({ status }: TestResult): boolean => status !== 'passed';

/** One finding for each file: what keeps one test of it from running mostly keeps all of them. */
function missingTests(ids: readonly string[]): Finding[] {
  return [...Map.groupBy(ids, fileOf)].map(([path, [first = path, ...others]]) => ({
    rule: 'test-did-not-run',
    message:
      others.length === 0
        ? `\`${first}\` has to pass and did not run.`
        : `\`${first}\` and ${others.length} more of this file have to pass and did not run.`,
    path,
    remedy: 'Nothing may keep a test from being run: look at the runner’s configuration, at hooks and at early exits.',
  }));
}

const fileOf = (id: string): string => id.split('::', 1)[0] ?? id;

const notPassed = ({ id, file, status, failure }: TestResult): Finding => ({
  rule: status === 'skipped' ? 'test-skipped' : 'test-red',
  message:
    status === 'skipped'
      ? `\`${id}\` was skipped.`
      : `\`${id}\` is red: ${failure?.message.split('\n', 1)[0] ?? status}`,
  path: file,
  ...(failure?.line && { line: failure.line }),
  remedy: 'Change the implementation, not the test.',
});

const newFailure = (result: TestResult): Finding => ({ ...notPassed(result), rule: 'new-failure' });

const loadFailure = ({ file, failure }: { file: string; failure: { message: string } }): Finding => ({
  rule: 'cannot-load',
  message: `\`${file}\` cannot be loaded: ${failure.message.split('\n', 1)[0]}`,
  path: file,
  remedy: 'Change the implementation so that the file loads.',
});
