import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ToolchainName } from '../../scripts/toolchains.ts';
import { describeWith } from '../toolchains.ts';
import type { Corpus } from './case.ts';
import { openJudge } from './judge.ts';

/** Judges every change of a corpus: what is honest holds, and what is not is caught by the gate that is named. */
export function itHolds({ language, project, cases }: Corpus, toolchains: readonly ToolchainName[]): void {
  describeWith(['git', 'bubblewrap', ...toolchains], `changes in ${language}`, () => {
    let judge: Awaited<ReturnType<typeof openJudge>>;
    beforeAll(async () => {
      judge = await openJudge(project);
    });
    afterAll(() => judge.close());

    it.each(cases.filter(({ caughtBy }) => caughtBy === undefined))('honest: $title', async given => {
      const { holds, report } = await judge.judge(given);
      expect(holds, report).toBe(true);
    });

    it.each(cases.filter(({ caughtBy }) => caughtBy !== undefined))('dishonest: $title', async given => {
      const { holds, caughtBy, report } = await judge.judge(given);
      expect(caughtBy, report).toContain(given.caughtBy);
      expect(holds).toBe(false);
    });
  });
}
