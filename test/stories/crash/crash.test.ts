import { readdir, rm } from 'node:fs/promises';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../toolchains.ts';
import { arm, type Golden, phases, playGolden, playPhase, quiet } from './golden.ts';
import { type Machine, openMachine, until } from './machine.ts';
import { describePoint, pointsOf } from './points.ts';
import { processesNaming, type RedfirstProcess } from './process.ts';
import { unfinishedIn } from './store.ts';

/** Kills in each phase. `REDFIRST_CRASH_POINTS=1000` tries every point on both sides, which takes an hour. */
const perPhase = Number(process.env['REDFIRST_CRASH_POINTS'] ?? 6);
const [, plan, red, implement] = phases;

describeWith(['git', 'bubblewrap', 'pytest'], 'a crash', () => {
  let golden: Golden;
  let machine: Machine;
  beforeAll(async () => {
    golden = await playGolden();
  });
  afterEach(() => machine.close());

  const shownAfter = (phase: (typeof phases)[number]) =>
    golden.passages.find(passage => passage.phase === phase)?.shown;

  /** Questions that were asked more often than in the golden run. */
  const askedAgain = (): number => {
    const asked = machine.questions.map(({ name }) => name);
    const count = (names: readonly string[], name: string) => names.filter(other => other === name).length;
    const more = (name: string) => Math.max(0, count(asked, name) - count(golden.questions, name));
    return [...new Set(asked)].reduce((sum, name) => sum + more(name), 0);
  };

  /** The whole story with a kill in each phase. */
  const playKilled = async (round: number): Promise<string[]> => {
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
      expect.soft(askedAgain(), `questions asked again after ${words}`).toBeLessThanOrEqual(lost);
      expect.soft(await machine.shown(), `what GitHub shows after ${words}`).toEqual(passage.shown);
    }
    // Whatever still waits in the queue gets its turn, and changes nothing.
    await quiet(machine, 2500);
    expect.soft(await machine.shown(), `a moment after ${kills.join('; ')}`).toEqual(shownAfter(implement));
    expect.soft(await running?.stop(), 'exit code').toBe(0);
    expect.soft(await unfinishedIn(machine.data), `work left after ${kills.join('; ')}`).toEqual([]);
    expect.soft(machine.playground.violations).toEqual([]);
    return kills;
  };

  it('at any request of the golden run: the feature comes to the same end', { timeout: 3_600_000 }, async () => {
    const rounds = Math.max(...golden.passages.map(passage => pointsOf(passage, perPhase).length));
    const kills: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      kills.push(...(await playKilled(round)));
      if (round < rounds - 1) await machine.close();
    }
    expect(new Set(kills).size).toBe(kills.length);
    expect(kills.length).toBeGreaterThanOrEqual(20);
  });

  it('that takes the store with it costs repeated answers, and nothing else', { timeout: 600_000 }, async () => {
    machine = await openMachine();
    const lose = async (running: RedfirstProcess) => {
      await running.kill();
      await rm(machine.data, { recursive: true });
      return machine.serve();
    };
    let running = await playPhase(machine, plan, { point: undefined, process: await machine.serve() });
    running = await lose(running);
    running = await playPhase(machine, red, { point: undefined, process: running });
    expect(askedAgain()).toBe(0);
    await quiet(machine, 200);
    expect(await machine.shown()).toEqual(shownAfter(red));

    const cut = arm(machine, { to: 'model', skip: 1, when: 'after' });
    await implement.act(machine);
    await until('the second question', cut.isHit, running);
    cut.mend();
    running = await lose(running);
    await until('the end', () => implement.isOver(machine), running);
    await quiet(machine, 200);
    expect(await machine.shown()).toEqual(shownAfter(implement));
    expect(askedAgain()).toBe(2);
  });

  it('during a run leaves no process of that run behind', { timeout: 600_000 }, async () => {
    machine = await openMachine();
    const running = await playPhase(machine, plan, { point: undefined, process: await machine.serve() });
    const before = await readdir(machine.temporary);
    const ofRuns = () => processesNaming(machine.temporary);
    await red.act(machine);
    await until('a run', () => ofRuns().some(line => line.includes('bwrap')), running);
    await running.kill();
    await until('the end of that run', () => ofRuns().length === 0);

    const survivor = await machine.serve();
    await until('red', () => red.isOver(machine), survivor);
    await quiet(machine, 200);
    expect(await machine.shown()).toEqual(shownAfter(red));
    expect(askedAgain()).toBe(0);
    expect((await readdir(machine.temporary)).length).toBeLessThanOrEqual(before.length + 1);
  });

  it('after which people push first: the proof is shown on what they pushed', { timeout: 600_000 }, async () => {
    machine = await openMachine();
    let running = await playPhase(machine, plan, { point: undefined, process: await machine.serve() });
    await quiet(machine, 200);
    const commit = golden.passages[2]?.requests.findIndex(request => request.startsWith('mutation Commit')) ?? 0;
    const cut = arm(machine, { to: 'github', skip: commit, when: 'after' });
    await red.act(machine);
    await until('the red commit', cut.isHit, running);
    await running.kill();
    cut.mend();
    const [branch] = (await machine.shown()).branches;
    await machine.maintainer.edit(branch?.name ?? '', 'README.md', text => `${text}\nMore.\n`);

    running = await machine.serve();
    await until('red', () => red.isOver(machine), running);
    await quiet(machine, 2500);
    const { checks, pulls } = await machine.shown();
    expect(checks.filter(check => check.includes('«edit README.md»'))).toEqual([
      expect.stringMatching(/^redfirst\/red: success .* 17 tests red for the right reason/),
      expect.stringMatching(/^redfirst\/spec: success .* approved by writer/),
    ]);
    expect(pulls).toHaveLength(1);
    expect(askedAgain()).toBe(0);
  });

  it('of GitHub itself in the middle of a request: each try completes it', { timeout: 900_000 }, async () => {
    machine = await openMachine();
    const { playground } = machine;
    let running = await machine.serve();
    let cuts = 0;
    for (const phase of [plan, red, implement]) {
      const fault = playground.orderFault({
        match: { operation: 'Announce' },
        effect: { do: 'cut', after: 2 },
        times: 99,
      });
      await phase.act(machine);
      while (!phase.isOver(machine)) {
        const { hits } = fault;
        await until(`a cut in ${phase.name}`, () => fault.hits > hits || phase.isOver(machine), running);
        cuts += 1;
        await running.kill();
        running = await machine.serve();
      }
      fault.times = 0;
    }
    await quiet(machine, 200);
    expect(await machine.shown()).toEqual(shownAfter(implement));
    expect(cuts).toBeGreaterThan(5);
    expect(askedAgain()).toBe(0);
  });
});
