import { counted } from '../../domain/counted.ts';
import { findingLine } from '../../domain/finding.ts';
import type { CriterionTrace, RedProof } from '../../domain/red.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { countTests } from '../../domain/test-report.ts';
import { judgeGreen } from '../../referee/prove-green.ts';
import { isResultOf } from '../../referee/tests-in-source.ts';
import { plainLog } from '../../writer/loop/failures.ts';

/** How far the work is, in words for the model. */
export interface Progress {
  isGreen: boolean;
  text: string;
  /** One line. */
  note: string;
}

type Ran = Extract<TestReport, { kind: 'ran' }>;

/** Characters of one failure, and of a run that says nothing. */
const most = { failure: 1500, output: 4000 };
/** Criteria whose failures are shown, failures of each, and those outside the criteria. */
const shown = { criteria: 3, ofCriterion: 2, others: 8 };

/**
 * A run by criterion, in the order of the plan: which are green, the first failures of those that are not, and which one
 * is next. With `only` the run was made for one criterion, and nothing is said of the others.
 */
export function progressOf(report: TestReport, proof: RedProof, only?: CriterionTrace): Progress {
  if (report.kind === 'unusable') {
    const note = `The tests say nothing: ${report.detail}`;
    return { isGreen: false, text: `${note}\n\n${plainLog(report.evidence.output.slice(-most.output))}`, note };
  }
  const criteria = (only ? [only] : proof.traces).map(trace => standingOf(trace, report));
  const open = criteria.filter(({ isGreen }) => !isGreen);
  const others = only ? [] : othersIn(report, proof);
  const { passed, failed, skipped } = countTests(report);
  const note = `${counted(passed, 'test')} passed, ${failed} failed, ${skipped} skipped`;
  const text = [
    `${note}.`,
    ...criteria.flatMap(each => [each.line, ...(open.indexOf(each) < shown.criteria ? each.failures : [])]),
    ...(others.length > 0 ? ['Red beside the criteria:', ...others.slice(0, shown.others)] : []),
    ...report.collectionErrors.slice(0, shown.ofCriterion).map(({ file, failure }) => toldOf(file, failure)),
    ...open.slice(0, 1).map(({ id }) => `Next: ${id}.`),
  ].join('\n');
  return { isGreen: open.length + others.length === 0, text: plainLog(text), note: plainLog(note) };
}

/** Where a criterion stands, with the first failures of its tests. */
function standingOf({ criterion: id, text, tests }: CriterionTrace, report: Ran) {
  const results = report.results.filter(result => isOf(tests, result.id));
  const ran = tests.filter(test => results.some(result => isOf([test], result.id)));
  const red = results.filter(({ status }) => status !== 'passed');
  const isGreen = tests.length > 0 && ran.length === tests.length && red.length === 0;
  const missing = tests.length - ran.length;
  const why = [
    ...(red.length > 0 ? [`${red.length} of ${counted(results.length, 'test')} red`] : []),
    ...(missing > 0 ? [`${counted(missing, 'test')} did not run`] : []),
  ].join(', ');
  const line = isGreen ? `- ${id} is green: ${counted(results.length, 'test')}.` : `- ${id} is red (${text}): ${why}.`;
  const failures = red.slice(0, shown.ofCriterion);
  return {
    id,
    isGreen,
    line,
    failures: failures.map(each => toldOf(each.id, each.failure ?? { message: each.status })),
  };
}

const isOf = (tests: readonly string[], result: string): boolean =>
  tests.some(id => isResultOf({ id, isMany: true }, result));

function toldOf(place: string, { message, detail = '' }: { message: string; detail?: string }): string {
  const told = detail.includes(message) ? detail : `${message}\n${detail}`;
  return `  ${place}:\n${indented(told.trim().slice(0, most.failure))}`;
}

const indented = (text: string): string => text.replace(/^/gm, '    ');

/** What keeps the suite from being green beside the tests of criteria: files that do not load, tests that were green. */
function othersIn(report: Ran, proof: RedProof): string[] {
  const verdict = judgeGreen({ proof, report });
  if (verdict.kind === 'pass') return [];
  const named = proof.traces.flatMap(({ tests }) => tests);
  const told = new Set(report.results.filter(({ id }) => isOf(named, id)).map(({ id }) => `\`${id}\` `));
  return verdict.findings.filter(({ message }) => ![...told].some(start => message.startsWith(start))).map(findingLine);
}
