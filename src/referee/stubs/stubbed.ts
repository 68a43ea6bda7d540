import type { Finding } from '../../domain/finding.ts';
import type { ClassifiedTest } from '../../domain/red.ts';
import type { TestFailure, TestReport, TestResult } from '../../domain/test-report.ts';
import { type Classification, classifyFailure, classifyResult, type RedContext } from '../classify.ts';
import { isResultOf } from '../tests-in-source.ts';
import type { Stubs } from './stub-case.ts';

interface StubbedCase {
  tests: readonly ClassifiedTest[];
  /** The run with stubs in place; nothing where no stub could be made. */
  report: TestReport | undefined;
  stubs: Stubs;
  context: RedContext;
}

/**
 * What tests that miss a symbol do once a stub has its name. Not implemented, or an assertion: the missing symbol was the
 * whole reason. One that passes is a pin and no red test, because a stub is enough for it. One that fails for a reason
 * that has nothing to do with the symbol is refused. Where a stub cannot stand in, the missing symbol goes on counting.
 */
export function judgeStubbed({ tests, report, stubs, context }: StubbedCase): {
  tests: ClassifiedTest[];
  findings: Finding[];
} {
  const findings: Finding[] = [];
  const judged = tests.map((test): ClassifiedTest => {
    if (test.class !== 'missing-symbol' || !test.red) return test;
    const seen = report?.kind === 'ran' ? worstOf(seenWithStub(test, report, context)) : undefined;
    const why = whyUnseen(test, seen, { report, stubs });
    if (why || !seen) return { ...test, stub: `no stub could stand in for it: ${why}` };
    if (seen.class === 'passes')
      return {
        ...test,
        class: 'passes',
        red: false,
        why: 'passes once a stub has the name: it says nothing about what is behind it',
      };
    if (seen.red) return { ...test, stub: `${seen.class} with a stub in place` };
    findings.push(refused(test, seen, stubs.names));
    return { ...test, class: seen.class, red: false, why: seen.why };
  });
  return { tests: judged, findings };
}

/**
 * What tests show that pass although all that was missing answers nothing that can be right: what they assert is never
 * asked, or always true. Any other outcome says nothing here.
 */
export function judgeAnswered(
  tests: readonly ClassifiedTest[],
  { report, doubtful }: { report: TestReport; doubtful: readonly ClassifiedTest[] },
): ClassifiedTest[] {
  const results = report.kind === 'ran' ? report.results : [];
  return tests.map((test): ClassifiedTest => {
    const own = doubtful.includes(test)
      ? results.filter(({ id }) => isResultOf({ id: test.id, isMany: true }, id))
      : [];
    if (own.length === 0 || own.some(({ status }) => status !== 'passed')) return test;
    return { ...test, class: 'passes', red: false, why: 'passes whatever is answered: no assertion of it can fail' };
  });
}

/** Why a run with stubs says nothing of a test; nothing where it does. */
function whyUnseen(
  { file }: ClassifiedTest,
  seen: Seen | undefined,
  { report, stubs }: Pick<StubbedCase, 'report' | 'stubs'>,
): string | undefined {
  if (!report) return 'the plan declares no name, signature or type that one could be made of';
  if (report.kind === 'unusable') return `the run with it gave no report (${report.reason})`;
  if (!seen) return 'the test did not run beside it';
  if (isOfStub(seen)) return 'the test asks for more than a name';
  if (seen.class === 'passes' && stubs.awaited?.has(file)) return 'the test waits for an error, which any stub gives';
  return seen.class === 'missing-symbol' ? 'another name is missing beside it' : undefined;
}

interface Seen extends Classification {
  failure: TestFailure | undefined;
}

function seenWithStub(
  { id, file }: ClassifiedTest,
  { results, collectionErrors }: Extract<TestReport, { kind: 'ran' }>,
  context: RedContext,
): Seen[] {
  const exact = results.filter(result => result.id === id);
  const own: TestResult[] =
    exact.length > 0 ? exact : results.filter(result => isResultOf({ id, isMany: true }, result.id));
  if (own.length > 0) return own.map(result => ({ ...classifyResult(result, context), failure: result.failure }));
  return collectionErrors
    .filter(error => error.file === file && !kept.test(error.failure.type ?? ''))
    .map(({ failure }) => ({ ...classifyFailure(failure, file, context), failure }));
}

/** What a compiler has against a stub, and what one that panics keeps from running, says nothing of the test. */
const kept = /^(?:CompileError|panic|EarlyExit)$/;

/** Of several results of one test the one that says most against it. */
function worstOf(seen: readonly Seen[]): Seen | undefined {
  return seen.find(each => !each.red && each.class !== 'passes') ?? seen.find(each => each.red) ?? seen[0];
}

/** Failures that may come from the stub's own shape: what it is not, has not, or cannot be declared as. */
function isOfStub({ red, failure }: Seen): boolean {
  if (red || !failure) return false;
  const said = `${failure.type ?? ''} ${failure.message}`.trim();
  return /^(?:TypeError|AttributeError|SyntaxError)\b|\bTS\d{4,5}:|^(?:java\.lang\.)?(?:ExceptionInInitializer|NoClassDefFound)Error\b/.test(
    said,
  );
}

function refused(
  { id, file, symbol = '' }: ClassifiedTest,
  { class: kind, why, failure }: Seen,
  names: readonly string[],
): Finding {
  const stubs = names.length > 0 ? names.map(name => `\`${name}\``).join(', ') : `\`${symbol}\``;
  return {
    rule: `red-${kind}`,
    message: `\`${id}\` is not red for want of ${stubs}: with a stub in place it ${why}.`,
    path: file,
    ...(failure?.line && { line: failure.line }),
    remedy: 'Let the test reach the code under test: look at what it imports, and at its fixtures.',
  };
}
