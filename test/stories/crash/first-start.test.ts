import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../../toolchains.ts';
import { type Machine, openMachine, until } from './machine.ts';
import { startProcess } from './process.ts';

/** Moments of the first start, each a little later than the one before. */
const moments: [string, (data: string) => boolean, number][] = [
  ['as the store is begun', data => existsSync(join(data, 'pglite.new')), 0],
  ['as its files are written', data => existsSync(join(data, 'pglite.new', 'base')), 30],
  ['as it is moved into place', data => existsSync(join(data, 'pglite')), 0],
  ['as its tables are made', data => existsSync(join(data, 'pglite')), 150],
  ['a little later', data => existsSync(join(data, 'pglite')), 400],
];

describeWith(['git', 'bubblewrap'], 'killed during the first start', () => {
  let machine: Machine;
  afterEach(() => machine.close());

  it.each(moments)('%s, Redfirst starts again', { timeout: 120_000 }, async (_, isThere, later) => {
    machine = await openMachine();
    const doomed = startProcess('serve', machine.environment);
    await until('that moment', () => isThere(machine.data), doomed);
    await wait(later);
    await doomed.kill();

    const running = await machine.serve();
    await machine.maintainer.label(machine.issue);
    await until('a plan', () => machine.headline() === 'The plan waits for your approval', running);

    expect(await running.stop()).toBe(0);
    expect(running.log.filter(line => line.includes('"level":50'))).toEqual([]);
  });
});
