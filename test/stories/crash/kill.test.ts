import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../../toolchains.ts';
import { askedAgain, type Golden, playGolden, playPhase, quiet } from './golden.ts';
import { type Machine, openMachine } from './machine.ts';
import { describePoint, pointsOf } from './points.ts';
import type { RedfirstProcess } from './process.ts';
import { unfinishedIn } from './store.ts';

/** Kills in each phase. `REDFIRST_CRASH_POINTS=1000` tries every point on both sides, which takes an hour. */
const perPhase = Number(process.env['REDFIRST_CRASH_POINTS'] ?? 6);

describeWith(['git', 'bubblewrap', 'pytest'], 'kill -9', () => {
  let machine: Machine;
  afterEach(() => machine.close());

  /** The whole story with a kill in each phase. */
  const playKilled = async (golden: Golden, round: number): Promise<string[]> => {
    machine = await openMachine();
    const kills: string[] = [];
    let running: RedfirstProcess | undefined;
    for (const passage of golden.passages) {
      const point = pointsOf(passage, perPhase)[round];
      if (point) kills.push(describePoint(passage, point));
      running = await playPhase(machine, passage.phase, { point, process: running });
      await quiet(machine, 200);
      const lost = kills.filter(words => words.includes('after question')).length;
      const words = kills.join('; ');
      expect.soft(askedAgain(machine, golden), `questions asked again after ${words}`).toBeLessThanOrEqual(lost);
      expect.soft(await machine.shown(), `what GitHub shows after ${words}`).toEqual(passage.shown);
    }
    // Whatever still waits in the queue gets its turn, and changes nothing.
    await quiet(machine, 2500);
    expect.soft(await machine.shown(), `a moment after ${kills.join('; ')}`).toEqual(golden.passages.at(-1)?.shown);
    expect.soft(await running?.stop(), 'exit code').toBe(0);
    expect.soft(await unfinishedIn(machine.data), `work left after ${kills.join('; ')}`).toEqual([]);
    expect.soft(machine.playground.violations).toEqual([]);
    return kills;
  };

  it('at any request of the golden run: the feature comes to the same end', { timeout: 3_600_000 }, async () => {
    const golden = await playGolden();
    const rounds = Math.max(...golden.passages.map(passage => pointsOf(passage, perPhase).length));
    const kills: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      kills.push(...(await playKilled(golden, round)));
      if (round < rounds - 1) await machine.close();
    }
    expect(new Set(kills).size).toBe(kills.length);
    expect(kills.length).toBeGreaterThanOrEqual(20);
  });
});
