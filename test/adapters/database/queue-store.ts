import { type Database, openDatabase } from '../../../src/adapters/database/database.ts';
import { pgBossQueue } from '../../../src/adapters/database/pg-boss-queue.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { QueueHost, QueueStore } from '../../contracts/queue.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The store as the contract suite drives it; every host opens it anew, as a process would. */
export function queueStore(place: { directory: string; url?: string }): QueueStore {
  let latest: Database | undefined;
  let isDirty = true;

  const host = async (): Promise<QueueHost> => {
    const database = await openDatabase({ ...place, log: silent });
    if (isDirty) await database.query('DELETE FROM redfirst.job');
    isDirty = false;
    latest = database;
    const dead: QueueHost['dead'] = [];
    const queue = await pgBossQueue({
      database,
      log: silent,
      retry: { limit: 2, delaySeconds: 1, maxDelaySeconds: 1 },
      onDead: async (feature, error) => void dead.push({ feature, error }),
    });
    const stop = async () => {
      await queue.stop();
      await database.close();
    };
    return { queue, dead, stop };
  };

  return {
    host,
    expireLeases: async () => {
      const aged = "UPDATE redfirst.job SET heartbeat_on = now() - interval '1 minute' WHERE state = 'active'";
      await latest?.query(aged);
    },
    clear: async () => {
      isDirty = true;
    },
  };
}
