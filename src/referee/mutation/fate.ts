import type { TestReport } from '../../domain/test-report.ts';
import { grammarOf } from '../../languages/syntax.ts';
import type { Mutant } from './mutants.ts';

/** What became of a mutant. One that does not compile was never there. */
export type Fate =
  /** `by` is empty where the tests were not asked one by one. */
  { kind: 'killed'; by: string[] } | { kind: 'timed-out' } | { kind: 'survived' } | { kind: 'unviable' };

/** A mutant that was tried. */
export interface Tried {
  mutant: Mutant;
  fate: Fate;
}

const compiled = new Set(['go', 'rust', 'java']);

/** Whether the tests that passed without the change notice it: one of them fails, or does not come to its end. */
export function fateOf(mutant: Mutant, { before, after }: { before: TestReport; after: TestReport }): Fate {
  if (before.kind === 'unusable') return { kind: 'survived' };
  const isCompiled = compiled.has(grammarOf(mutant.path) ?? '');
  if (after.kind === 'unusable') {
    if (after.reason === 'timed-out') return { kind: 'timed-out' };
    return isCompiled ? { kind: 'unviable' } : { kind: 'killed', by: [] };
  }
  const isRefused = after.collectionErrors.some(({ failure }) => isCompiled || /\bTS\d{4,5}:/.test(failure.message));
  if (isRefused) return { kind: 'unviable' };
  const passed = new Set(after.results.filter(({ status }) => status === 'passed').map(({ id }) => id));
  const by = before.results.filter(({ id, status }) => status === 'passed' && !passed.has(id)).map(({ id }) => id);
  return by.length > 0 ? { kind: 'killed', by } : { kind: 'survived' };
}
