import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolchainName } from '../../scripts/toolchains.ts';
import { describeWith } from '../toolchains.ts';
import type { Corpus, CorpusCase } from './case.ts';
import { ableToRun, runsOf } from './doors.ts';
import { type CorpusVerdict, openJudge } from './judge.ts';
import { openPullDoor } from './pull-door.ts';
import { openRunDoor } from './run-door.ts';

type Opened<Open extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<Open>>;

/**
 * Judges every change of a corpus: what is honest holds, and what is not is caught by the gate that is named. Then all of
 * them again as labelled pull requests, and some as runs, where the verdict has to be the same.
 */
export function itHolds(corpus: Corpus, toolchains: readonly ToolchainName[]): void {
  const { language, project, cases } = corpus;
  describeWith(['git', 'bubblewrap', ...toolchains], `changes in ${language}`, () => {
    let judge: Opened<typeof openJudge>;
    const verdicts = new Map<CorpusCase, Promise<CorpusVerdict>>();
    const checked = (given: CorpusCase) => {
      const verdict = verdicts.get(given) ?? judge.judge(given);
      verdicts.set(given, verdict);
      return verdict;
    };
    beforeAll(async () => {
      judge = await openJudge(project);
    });
    afterAll(() => judge.close());

    it.each(cases.filter(({ caughtBy }) => caughtBy === undefined))('honest: $title', async given => {
      const { holds, report } = await checked(given);
      expect(holds, report).toBe(true);
    });

    it.each(cases.filter(({ caughtBy }) => caughtBy !== undefined))('dishonest: $title', async given => {
      const { holds, caughtBy, report } = await checked(given);
      expect(caughtBy, report).toContain(given.caughtBy);
      expect(holds).toBe(false);
    });

    describe('as labelled pull requests', () => {
      let door: Opened<typeof openPullDoor>;
      beforeAll(async () => {
        door = await openPullDoor(corpus, judge.memory);
      });
      afterAll(() => door.close());

      it.each(cases)('the same verdict: $title', async given => {
        const { holds, failing } = await checked(given);
        expect(await door.judge(given)).toEqual({ holds, failing });
      });
    });

    describe('as runs', () => {
      let door: Opened<typeof openRunDoor>;
      beforeAll(async () => {
        door = await openRunDoor(corpus, judge.memory);
      });
      afterAll(() => door.close());

      const runs = process.env['REDFIRST_CORPUS_RUNS'] === 'all' ? ableToRun(corpus) : runsOf(corpus);
      it.each(runs)('the same verdict: $title', async given => {
        const { holds, failing } = await checked(given);
        const there = await door.judge(given);
        expect(there.holds, there.status).toBe(holds);
        // A run stops at the first gate that says no: what it then shows is part of the whole.
        expect(failing).toEqual(expect.arrayContaining(there.failing));
        expect(there.failing.length > 0 || there.isStopped).toBe(!holds);
      });
    });
  });
}
