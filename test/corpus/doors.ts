import type { CheckRun } from '../../src/playground/entities.ts';
import type { Corpus, CorpusCase, Step } from './case.ts';

const isRed = ({ message }: Step): boolean => message.startsWith('test(');

/**
 * Why a change is not told as a run of Redfirst; nothing where it is. A run plans, commits tests and opens its pull request
 * by itself: what other people do begins after that. The model of this door writes the tests that most changes have.
 */
export function whyNoRun(
  { plan, red }: Corpus,
  { base, steps: [first, second, third] }: CorpusCase,
): string | undefined {
  if (base) return 'it begins with another project';
  if (first !== plan) return 'it has no plan';
  if (!second || !isRed(second)) return 'its code comes first';
  if (!third || isRed(third)) return 'its tests are two commits';
  if (JSON.stringify(second.files) !== JSON.stringify(red.files)) return 'it has tests of its own';
  return undefined;
}

/** Every change that can be told as a run whose model writes the plan and the tests that most have. */
export function ableToRun(corpus: Corpus): CorpusCase[] {
  return corpus.cases.filter(each => whyNoRun(corpus, each) === undefined);
}

/** Those that are told as runs in the whole check: one that holds, and the first for each gate that is named. */
export function runsOf(corpus: Corpus): CorpusCase[] {
  const able = ableToRun(corpus);
  return [undefined, ...corpus.runsCaughtBy].map(gate => {
    const found = able.find(({ caughtBy }) => caughtBy === gate);
    if (!found) throw new Error(`no change to ${corpus.language} that ${gate} catches can be told as a run`);
    return found;
  });
}

/** Items that fail, as check runs show them. */
export const failuresIn = (checks: readonly CheckRun[]): string[] =>
  checks
    .flatMap(({ summary }) => [...(summary ?? '').matchAll(/^\| ❌ \| (.*?) \|/gm)].map(match => match[1] ?? ''))
    .sort();
