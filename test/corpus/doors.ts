import type { CheckRun } from '../../src/playground/entities.ts';
import type { Corpus, CorpusCase, Step } from './case.ts';

const isRed = ({ message }: Step): boolean => message.startsWith('test(');

/**
 * Why a change cannot be told as a run of Redfirst; nothing where it can. A run plans, commits tests and opens its pull
 * request by itself: what other people do begins after that.
 */
export function whyNoRun({ plan }: Corpus, { base, steps: [first, second, third] }: CorpusCase): string | undefined {
  if (base) return 'it begins with another project';
  if (first !== plan) return 'it has no plan';
  if (!second || !isRed(second)) return 'its code comes first';
  if (!third || isRed(third)) return 'its tests are two commits';
  return undefined;
}

/** Every change that can be told as a run whose model writes the plan and the tests that most have. */
export function ableToRun(corpus: Corpus): CorpusCase[] {
  const own = JSON.stringify(corpus.red.files);
  const able = corpus.cases.filter(each => whyNoRun(corpus, each) === undefined);
  return able.filter(({ steps }) => JSON.stringify(steps[1]?.files) === own);
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
