import type { Passage, Point } from './golden.ts';

/**
 * The kill points of a phase, in the order in which they are worth trying: those after which something would be done or
 * paid for twice, then the others evenly on both sides.
 */
export function pointsOf({ requests, questions }: Passage, wanted: number): Point[] {
  const at = (to: Point['to'], when: Point['when']) => (skip: number) => ({ to, when, skip });
  const all = requests.map((_, index) => index);
  const writes = all.filter(index => requests[index]?.startsWith('mutation'));
  const others = all.filter(index => !writes.includes(index));
  const asked = Array.from({ length: questions }, (_, index) => index);
  return [
    ...writes.map(at('github', 'after')),
    ...asked.map(at('model', 'after')),
    ...writes.map(at('github', 'before')),
    ...others.map(index => at('github', index % 2 === 0 ? 'before' : 'after')(index)),
    ...others.map(index => at('github', index % 2 === 0 ? 'after' : 'before')(index)),
    ...asked.map(at('model', 'before')),
  ].slice(0, wanted);
}

/** A point in words. */
export function describePoint({ phase, requests }: Passage, { to, skip, when }: Point): string {
  const what = to === 'model' ? `question ${skip + 1}` : `request ${skip + 1} (${requests[skip]})`;
  return `${phase.name}: ${when} ${what}`;
}
