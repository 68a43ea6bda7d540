import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { feature, queueContract, until } from '../../contracts/queue.ts';
import { startPostgres } from './postgres-server.ts';
import { queueStore } from './queue-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'redfirst-queue-'));
const postgres = await startPostgres();

afterAll(async () => {
  if ('stop' in postgres) await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Most of a queue's time is waiting. The two stores wait side by side, each for its own tests in their order. */
const beside = (name: string, tests: () => void) =>
  describe.concurrent(name, () => {
    describe('in turn', { concurrent: false }, tests);
  });

beside('embedded', () => {
  queueContract('the embedded store', { hosts: 1, open: async () => queueStore({ directory }) });
});

beside('shared', () => {
  if ('missing' in postgres) return it.skip(`runs on PostgreSQL: ${postgres.missing}`, () => {});

  queueContract('PostgreSQL', { hosts: 2, open: async () => queueStore({ directory, url: postgres.url }) });

  describe('hosts on PostgreSQL', () => {
    it('a host does not pass over a feature that was busy when it started', async () => {
      const store = queueStore({ directory, url: postgres.url });
      await store.clear();
      const [first, seen] = [await store.host(), [] as string[]];
      await first.queue.work({ concurrency: 1 }, async () => {
        seen.push('first');
        // Long enough for pg-boss to count this feature among the busy ones.
        await setTimeout(12_000);
      });
      await first.queue.enqueue(feature(1));
      await setTimeout(11_000);
      const second = await store.host();
      await second.queue.work({ concurrency: 1 }, async () => void seen.push('second'));
      await first.stop();
      await second.queue.enqueue(feature(1));
      await until(() => seen.length >= 2);
      expect(seen).toEqual(['first', 'second']);
      await second.stop();
    });

    it('a restart of PostgreSQL costs an error line and no request', async () => {
      const store = queueStore({ directory, url: postgres.url });
      await store.clear();
      const { queue, stop } = await store.host();
      const seen: number[] = [];
      await queue.work({ concurrency: 2 }, async turn => void seen.push(turn.feature.issue));
      await queue.enqueue(feature(1), { after: 1000 });
      await postgres.restart();
      await queue.enqueue(feature(2));
      await until(() => seen.length === 2);
      expect(seen.toSorted()).toEqual([1, 2]);
      await stop();
    });
  });
});
