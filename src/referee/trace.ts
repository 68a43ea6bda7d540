import type { CriterionTrace } from '../domain/red.ts';
import type { Criterion } from '../domain/spec.ts';
import type { SourceTest } from './tests-in-source.ts';

/**
 * Which tests name which criterion: `AC-1` in the name, the docstring, the body, the comment directly above, or the
 * name of the block or class around it. Letter case and `_` for `-` do not matter, since names cannot hold a hyphen.
 */
export function traceCriteria(criteria: readonly Criterion[], tests: readonly SourceTest[]): CriterionTrace[] {
  return criteria.map(({ id, text }) => ({
    criterion: id,
    text,
    tests: tests.filter(test => names(test, id)).map(test => test.id),
  }));
}

function names({ names: title, context, text }: SourceTest, criterion: string): boolean {
  const number = /\d+$/.exec(criterion)?.[0];
  if (!number) return false;
  const pattern = new RegExp(`(?:^|[^a-z0-9])AC[-_ ]?0*${number}(?![0-9])`, 'i');
  return [...title, context, text].some(said => pattern.test(said));
}
