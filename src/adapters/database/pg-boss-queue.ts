import { setTimeout } from 'node:timers/promises';
import type { JobInsert, JobWithMetadata } from 'pg-boss';
import { Failure } from '../../domain/failure.ts';
import { type Feature, featureKey } from '../../domain/feature.ts';
import type { Log } from '../../ports/log.ts';
import type { Queue, Turn } from '../../ports/queue.ts';
import { type Database, schema } from './database.ts';
import { databaseFailure, messageOf } from './database-failure.ts';
import { inGroups } from './in-groups.ts';
import { failureOf } from './job-failure.ts';
import { type Retry, runTurn, type TurnJob } from './run-turn.ts';

export interface QueueOptions {
  database: Database;
  log: Log;
  /** Called when a feature is given up on, by whichever host is free, and again until it succeeds. */
  onDead(feature: Feature, error: Failure): Promise<void>;
  /** How often a retryable failure is tried again, and how far apart. The default spreads 8 tries over half an hour. */
  retry?: Retry;
}

const usualRetry: Retry = { limit: 8, delaySeconds: 5, maxDelaySeconds: 600 };

export const turns = 'turns';
const deadTurns = 'turns-dead';
const day = 86_400;

/** A worker whose host is silent for this long has lost its feature; a blocked event loop must not look like that. */
const heartbeatSeconds = 15;
const heartbeatRefreshSeconds = 3;

/** How long a turn may take to heed its signal when the process stops; closing the database takes it away then. */
const handOverTime = 10_000;

/** For retries and later looks; a request to run now wakes the workers by itself. */
const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 };

/**
 * The queue on pg-boss. `singleton` with `groupConcurrency` is the one combination that both keeps two hosts off one
 * feature and lets other features pass it.
 */
export async function pgBossQueue(options: QueueOptions): Promise<Queue> {
  const { database, log, retry = usualRetry } = options;
  const { boss } = database;
  await createQueues({ ...options, retry });
  const running = new Map<string, () => Promise<void>>();
  const stopping = new AbortController();

  const store = inGroups((jobs: JobInsert[]) => boss.insert(turns, jobs));

  const enqueue: Queue['enqueue'] = async (feature, { interrupts = false, after = 0 } = {}) => {
    const key = featureKey(feature);
    const when = after > 0 ? { startAfter: new Date(Date.now() + after) } : {};
    try {
      await store({ data: { feature, interrupts }, singletonKey: key, group: { id: key }, ...when });
      if (after > 0) await keepSoonestLook(database, key);
    } catch (cause) {
      throw databaseFailure(`The request for ${key} could not be stored: ${messageOf(cause)}.`, cause);
    }
    if (interrupts) await running.get(key)?.();
  };

  const work: Queue['work'] = async ({ concurrency }, run) => {
    await boss.work(deadTurns, { includeMetadata: true, ...polling }, async ([job]) => {
      if (job) await reportDead(job, options);
    });
    await Promise.all(Array.from({ length: concurrency }, () => startWorker(run)));
  };

  const startWorker = async (run: (turn: Turn) => Promise<void>) => {
    const settings = { perJobResults: true, groupConcurrency: 1, heartbeatRefreshSeconds, ...polling } as const;
    const worker = await boss.work<TurnJob['data'], undefined, typeof settings>(turns, settings, async ([job]) => {
      if (!job) return [];
      const result = await runTurn({ job, run, database, log, running, stopping: stopping.signal, enqueue, retry });
      // Without this a worker sleeps for the rest of its polling interval between two features.
      boss.notifyWorker(worker);
      return [result];
    });
  };

  const stop: Queue['stop'] = async () => {
    const message = 'This process is stopping.';
    stopping.abort(new Failure(message, { source: 'environment', reason: 'stopping', retryable: true }));
    const ended = Promise.all([turns, deadTurns].map(name => boss.offWork(name)));
    await Promise.race([ended, setTimeout(handOverTime, undefined, { ref: false })]);
  };

  return { enqueue, work, stop, unfinished: () => countUnfinished(database) };
}

async function countUnfinished({ query }: Database): Promise<number> {
  const [row] = await query(
    `SELECT count(*)::int AS count FROM ${schema}.job WHERE name IN ($1, $2)
     AND (state IN ('active', 'retry') OR (state = 'created' AND start_after <= ${schema}.job_now()))`,
    [turns, deadTurns],
  );
  return Number(row?.['count'] ?? 0);
}

/** Creates both queues, or brings their settings up to date. */
async function createQueues({ database, retry }: Pick<QueueOptions, 'database'> & { retry: Retry }): Promise<void> {
  const { boss } = database;
  const { limit, delaySeconds, maxDelaySeconds } = retry;
  const retries = { retryLimit: limit, retryDelay: delaySeconds, retryBackoff: true, retryDelayMax: maxDelaySeconds };
  const settings = {
    ...retries,
    heartbeatSeconds,
    expireInSeconds: day / 2,
    retentionSeconds: 90 * day,
    deleteAfterSeconds: day,
    notify: true,
  };
  await forgetBusyKeys(database);
  await boss.createQueue(deadTurns, settings);
  await boss.updateQueue(deadTurns, settings);
  await boss.createQueue(turns, { policy: 'singleton', deadLetter: deadTurns, ...settings });
  await boss.updateQueue(turns, settings);
  if (database.kind === 'embedded') await releaseTurns(database);
}

/**
 * pg-boss 12 remembers which keys of a `singleton` queue were busy when it last counted, and passes them over until it
 * counts again: a feature would wait a minute for its second turn. `groupConcurrency` needs no such memory, so the
 * counting is put off for good.
 */
async function forgetBusyKeys({ query }: Database): Promise<void> {
  await query(`UPDATE ${schema}.version SET monitor_backoff_on = 'infinity'`);
  await query(`UPDATE ${schema}.queue SET singletons_active = NULL`);
}

/** The embedded store has one process, and this is it: whatever was running then is not running now. */
async function releaseTurns({ query }: Database): Promise<void> {
  await query(
    `UPDATE ${schema}.job SET state = 'retry', start_after = ${schema}.job_now()
     WHERE name = $1 AND state = 'active' AND retry_count < retry_limit`,
    [turns],
  );
}

/**
 * A feature has at most one later look, the soonest: a turn that still wants one asks for it again. What comes later is
 * dropped after the new one is stored, so that whoever is last of several that ask at once sees them all.
 */
async function keepSoonestLook({ query }: Database, key: string): Promise<void> {
  const waiting = `name = $1 AND singleton_key = $2 AND state = 'created' AND start_after > ${schema}.job_now()`;
  await query(
    `DELETE FROM ${schema}.job WHERE ${waiting} AND id <>
     (SELECT id FROM ${schema}.job WHERE ${waiting} ORDER BY start_after, id LIMIT 1)`,
    [turns, key],
  );
}

async function reportDead(job: JobWithMetadata<unknown>, { onDead, log }: QueueOptions): Promise<void> {
  const { feature } = job.data as TurnJob['data'];
  const error = failureOf(job.sourceOutput);
  log.error({ feature: featureKey(feature), error: error.message, reason: error.reason }, 'gave up on a feature');
  await onDead(feature, error);
}
