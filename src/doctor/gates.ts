import type { CheckVerdict } from '../check/check.ts';
import { Failure } from '../domain/failure.ts';
import type { Line } from './line.ts';
import { honest, type Step } from './project.ts';
import { type Violation, violations } from './violations.ts';

/** Judges a change to the scratch project, as `redfirst check` judges any. */
export type Judge = (steps: readonly Step[]) => Promise<CheckVerdict>;

/** Changes that are judged at once: a run waits for processes more than for the processor. */
const abreast = 3;

/**
 * Tries the referee itself: an honest change has to hold, and then each violation has to be caught by its own gate. Where
 * the honest one is blamed the others are not tried, since every verdict is a no.
 */
export async function* tryGates(judge: Judge): AsyncGenerator<Line> {
  const first = await lineFor({ name: 'an honest change', found: 'holds' }, judge(honest), verdict =>
    isHeld(verdict) ? undefined : `it is blamed. Seen: ${seenIn(verdict)}`,
  );
  yield first;
  if (first.result === 'wrong') {
    yield { part: 'gates', name: 'violations', result: 'note', found: 'not tried' };
    return;
  }
  for (let at = 0; at < violations.length; at += abreast)
    yield* await Promise.all(violations.slice(at, at + abreast).map(violation => lineOf(violation, judge)));
}

const isHeld = (verdict: CheckVerdict): boolean => verdict.kind === 'judged' && verdict.holds;

function lineOf({ title, caughtBy, steps }: Violation, judge: Judge): Promise<Line> {
  return lineFor({ name: title, found: `caught: ${caughtBy}` }, judge(steps), verdict => {
    const isCaught = !isHeld(verdict) && gatesOf(verdict).includes(caughtBy);
    return isCaught ? undefined : `not caught by "${caughtBy}". Seen: ${seenIn(verdict)}`;
  });
}

async function lineFor(
  { name, found }: Pick<Line, 'name' | 'found'>,
  judged: Promise<CheckVerdict>,
  doubtOf: (verdict: CheckVerdict) => string | undefined,
): Promise<Line> {
  const doubt = await judged.then(doubtOf, (error: unknown) => {
    if (error instanceof Failure) return `nothing can be judged. Seen: ${error.message}`;
    throw error;
  });
  if (doubt === undefined) return { part: 'gates', name, result: 'right', found };
  return { part: 'gates', name, result: 'wrong', found: `this referee cannot be trusted on this host: ${doubt}` };
}

/** Rules of findings and items of checks that said no. */
function gatesOf(verdict: CheckVerdict): string[] {
  if (verdict.kind === 'refused') return verdict.rule ? [verdict.rule] : [];
  if (verdict.kind !== 'judged') return [];
  const failing = verdict.checks.filter(({ rows }) => rows.some(({ result }) => result === 'fail'));
  return failing.flatMap(({ rows, findings }) => [
    ...rows.filter(({ result }) => result === 'fail').map(({ item }) => item),
    ...findings.map(({ rule }) => rule),
  ]);
}

const longest = 600;

function seenIn(verdict: CheckVerdict): string {
  if (verdict.kind !== 'judged') return verdict.why;
  const failing = verdict.checks.flatMap(({ rows, findings }) => [
    ...rows.filter(({ result }) => result === 'fail').map(({ item, evidence }) => `${item}: ${evidence}`),
    ...findings.map(({ message }) => message),
  ]);
  return failing.length === 0 ? 'every required check holds' : [...new Set(failing)].join('; ').slice(0, longest);
}
