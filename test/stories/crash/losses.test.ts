import { readdir, rm } from 'node:fs/promises';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../toolchains.ts';
import { arm, askedAgain, type Golden, phases, playGolden, playPhase, quiet } from './golden.ts';
import { type Machine, openMachine, until } from './machine.ts';
import { processesNaming, type RedfirstProcess } from './process.ts';

const [, plan, red, implement] = phases;

describeWith(['git', 'bubblewrap', 'pytest'], 'what a crash takes with it', () => {
  let golden: Golden;
  let machine: Machine;
  beforeAll(async () => {
    golden = await playGolden();
  });
  afterEach(() => machine.close());

  const shownAfter = (phase: (typeof phases)[number]) =>
    golden.passages.find(passage => passage.phase === phase)?.shown;

  it('the store: repeated answers are asked for, and nothing else is lost', { timeout: 600_000 }, async () => {
    machine = await openMachine();
    const lose = async (running: RedfirstProcess) => {
      await running.kill();
      await rm(machine.data, { recursive: true });
      return machine.serve();
    };
    let running = await playPhase(machine, plan, { point: undefined, process: await machine.serve() });
    running = await lose(running);
    running = await playPhase(machine, red, { point: undefined, process: running });
    expect(askedAgain(machine, golden)).toBe(0);
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
    expect(askedAgain(machine, golden)).toBe(2);
  });

  it('a run: no process of it stays behind', { timeout: 600_000 }, async () => {
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
    expect(askedAgain(machine, golden)).toBe(0);
    expect((await readdir(machine.temporary)).length).toBeLessThanOrEqual(before.length + 1);
  });

  it('the word that tests are red, before people push: it is said of what they pushed', {
    timeout: 600_000,
  }, async () => {
    machine = await openMachine();
    let running = await playPhase(machine, plan, { point: undefined, process: await machine.serve() });
    const commit = { match: { operation: 'createCommitOnBranch' }, effect: { do: 'hang' }, when: 'after' } as const;
    const cut = machine.playground.orderFault(commit);
    await red.act(machine);
    await until('the red commit', () => cut.hits > 0, running);
    await running.kill();
    const [branch] = (await machine.shown()).branches;
    await machine.maintainer.edit(branch?.name ?? '', 'README.md', text => `${text}\nMore.\n`);

    running = await machine.serve();
    await until('red', () => red.isOver(machine), running);
    await quiet(machine, 2500);
    const { checks, pulls } = await machine.shown();
    expect(checks.filter(check => check.includes('«edit README.md»'))).toEqual([
      expect.stringMatching(/^redfirst\/red: success .* 2 tests red for the right reason/),
      expect.stringMatching(/^redfirst\/spec: success .* approved by writer/),
    ]);
    expect(pulls).toHaveLength(1);
    expect(askedAgain(machine, golden)).toBe(0);
  });

  it('half of a request, on the side of GitHub: each try completes it', { timeout: 900_000 }, async () => {
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
    expect(askedAgain(machine, golden)).toBe(0);
  });
});
