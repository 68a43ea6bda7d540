import { afterAll, afterEach, expect, it } from 'vitest';
import { startPostgres } from '../../adapters/database/postgres-server.ts';
import { describeWith } from '../../toolchains.ts';
import { phases, playGolden, quiet } from './golden.ts';
import { type Machine, openMachine, until } from './machine.ts';
import { startProcess } from './process.ts';

const postgres = await startPostgres();
const [, plan, red, implement] = phases;

describeWith(['git', 'bubblewrap', 'pytest'], 'two processes on PostgreSQL', () => {
  let machine: Machine;
  afterEach(() => machine.close());
  afterAll(async () => {
    if ('stop' in postgres) await postgres.stop();
  });

  it.skipIf('missing' in postgres)(
    'one is killed for good in the middle: the other finishes, and nothing is done twice',
    { timeout: 900_000 },
    async () => {
      const golden = await playGolden();
      machine = await openMachine();
      const shared = { DATABASE_URL: 'url' in postgres ? postgres.url : '' };
      const serve = await machine.serve(shared);
      const worker = startProcess('worker', { ...machine.environment, ...shared });
      await worker.said('reconciled');
      for (const phase of [plan, red]) {
        await phase.act(machine);
        await until(`the end of ${phase.name}`, () => phase.isOver(machine), serve);
        await quiet(machine, 200);
      }
      // The connection goes dead just after the first of three commits.
      const commit = { match: { operation: 'createCommitOnBranch' }, effect: { do: 'hang' }, when: 'after' } as const;
      const cut = machine.playground.orderFault(commit);
      await implement.act(machine);
      await until('the commit', () => cut.hits > 0, serve);
      const isAtWork = (log: readonly string[]) => log.some(line => line.includes('"stage":"green"'));
      const [doomed, survivor] = isAtWork(worker.log) ? [worker, serve] : [serve, worker];
      await doomed.kill();

      await until('the end', () => implement.isOver(machine), survivor);
      await quiet(machine, 2500);
      expect(await machine.shown()).toEqual(golden.passages.at(-1)?.shown);
      expect(machine.questions.map(({ name }) => name).toSorted()).toEqual(golden.questions.toSorted());
      expect(await survivor.stop()).toBe(0);
      await worker.kill();
    },
  );
});
