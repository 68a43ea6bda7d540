import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from './adapters/database/database.ts';
import { pgBossQueue } from './adapters/database/pg-boss-queue.ts';
import { sqlJournal } from './adapters/database/sql-journal.ts';
import { checkGitVersion } from './adapters/git/git-version.ts';
import { connect } from './adapters/github/connection.ts';
import type { Environment } from './config/environment.ts';
import { gitEnvironment } from './config/environment.ts';
import { openDoor } from './door.ts';
import { showDead } from './engine/dead-letter.ts';
import { reconcile } from './engine/reconcile.ts';
import { tick } from './engine/tick.ts';
import type { Log } from './ports/log.ts';
import type { Queue } from './ports/queue.ts';
import { makeWorld } from './world.ts';

/** Minutes between two looks at every labelled issue: what a lost delivery delays at most. */
const reconcileEvery = 10 * 60_000;

export interface ServeOptions {
  environment: Environment;
  /** `worker` takes turns and receives nothing. */
  role: 'serve' | 'worker';
  log: Log;
}

/** A running Redfirst. */
export interface Redfirst {
  /** Where it listens; nothing for a worker. */
  url: string | undefined;
  /** Resolves when no feature runs or waits for a worker. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts receiving and working. The port is bound before the store is opened, so that a second process on the same
 * port ends before it can touch the first one's store. Throws {@link Failure} when the host cannot do what is asked.
 */
export async function startRedfirst({ environment, role, log }: ServeOptions): Promise<Redfirst> {
  await checkGitVersion(gitEnvironment());
  const { github, data, databaseUrl } = environment;
  const door = role === 'serve' ? await openDoor(environment, log) : undefined;
  const database = await openDatabase({ directory: data, url: databaseUrl?.reveal(), log });
  const connection = connect({
    appId: github.appId,
    privateKey: github.privateKey.reveal(),
    apiUrl: github.apiUrl,
    gitUrl: github.gitUrl,
    writeSpacing: github.writeSpacing,
    log,
  });
  const world = await makeWorld(environment, { connection, journal: sqlJournal(database), log });
  const queue = await pgBossQueue({ database, log, onDead: (feature, error) => showDead(world, feature, error) });
  await queue.work({ concurrency: environment.concurrency }, turn => tick(world, turn));
  const look = () =>
    reconcile({ reader: world.reader, queue, log }).catch(error =>
      log.warn({ error: String(error) }, 'could not reconcile'),
    );
  door?.receive({ queue, reconcile: look });
  const timer = setInterval(look, reconcileEvery);
  const first = look();
  return {
    url: door?.url,
    idle: async () => {
      await first;
      await whenIdle(queue);
    },
    stop: async () => {
      clearInterval(timer);
      await door?.close();
      await first;
      await queue.stop();
      await database.close();
    },
  };
}

async function whenIdle(queue: Queue): Promise<void> {
  while ((await queue.unfinished()) > 0) await wait(20);
}
