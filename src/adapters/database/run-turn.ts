import type { Job, JobResult } from 'pg-boss';
import { Failure } from '../../domain/failure.ts';
import { type Feature, featureKey } from '../../domain/feature.ts';
import type { Log } from '../../ports/log.ts';
import type { Queue, Turn } from '../../ports/queue.ts';
import { type Database, schema } from './database.ts';
import { messageOf } from './database-failure.ts';
import { outputOf } from './job-failure.ts';

export type TurnJob = Job<{ feature: Feature; interrupts: boolean }>;

interface TurnContext {
  job: TurnJob;
  run(turn: Turn): Promise<void>;
  database: Database;
  log: Log;
  /** By feature, how to make a turn of this process look for interruptions now and not at its next look. */
  running: Map<string, () => Promise<void>>;
  stopping: AbortSignal;
  enqueue: Queue['enqueue'];
  retry: Retry;
}

/** How often a retryable failure is tried again, and how far apart, in seconds. */
export interface Retry {
  limit: number;
  delaySeconds: number;
  maxDelaySeconds: number;
}

/** Runs one job to its end and says what is to become of it. Never throws for what the turn did. */
export async function runTurn(context: TurnContext): Promise<JobResult> {
  const { job, running } = context;
  const key = featureKey(job.data.feature);
  // Before anything looks for interruptions: one that is absorbed has been heard.
  await absorbWaiting(context);
  const ending = new AbortController();
  job.signal.addEventListener('abort', () => ending.abort(leaseLost(key)), { once: true });
  const look = () => lookForInterruption(context, ending);
  const watch = setInterval(look, 1000);
  running.set(key, look);
  try {
    return await settle(context, openTurn(context, ending));
  } finally {
    clearInterval(watch);
    running.delete(key);
  }
}

/** This turn stands in for every request that waits; a later look keeps its time. */
async function absorbWaiting({ job, database }: TurnContext): Promise<void> {
  await database.query(
    `DELETE FROM ${schema}.job WHERE name = $1 AND singleton_key = $2 AND id <> $3
     AND (state = 'retry' OR (state = 'created' AND start_after <= ${schema}.job_now()))`,
    [job.name, featureKey(job.data.feature), job.id],
  );
}

async function lookForInterruption(context: TurnContext, ending: AbortController): Promise<void> {
  const key = featureKey(context.job.data.feature);
  try {
    if (await isInterrupted(context)) ending.abort(interrupted(key));
  } catch (error) {
    context.log.warn({ feature: key, error: messageOf(error) }, 'could not look for interruptions');
  }
}

/** Whether a request that ends work under way has come in since this turn began. */
async function isInterrupted({ job, database }: TurnContext): Promise<boolean> {
  const found = await database.query(
    `SELECT FROM ${schema}.job WHERE name = $1 AND singleton_key = $2 AND state = 'created' AND data @> '{"interrupts":true}'`,
    [job.name, featureKey(job.data.feature)],
  );
  return found.length > 0;
}

function openTurn(context: TurnContext, ending: AbortController): Turn {
  const { job, database, stopping } = context;
  const key = featureKey(job.data.feature);
  const signal = AbortSignal.any([ending.signal, stopping]);
  const fence = async () => {
    const [touched, isOver] = await Promise.all([database.boss.touch(job.name, job), isInterrupted(context)]);
    // pg-boss answers `{ affected }` and types it as `{}`.
    if (!('affected' in touched) || touched.affected === 0) ending.abort(leaseLost(key));
    if (isOver) ending.abort(interrupted(key));
    signal.throwIfAborted();
  };
  return { feature: job.data.feature, signal, fence, nextTry: failure => nextTry(context, failure) };
}

/** pg-boss draws the pause between half of this and this: `retryDelay * 2 ** retryCount`, up to `retryDelayMax`. */
function nextTry({ job, retry }: TurnContext, { retryable, retryAfter }: Failure): Date | undefined {
  if (!retryable || job.retryCount >= retry.limit) return undefined;
  const seconds = Math.min(retry.maxDelaySeconds, retry.delaySeconds * 2 ** job.retryCount);
  return new Date(Date.now() + (retryAfter ?? seconds * 1000));
}

async function settle(context: TurnContext, turn: Turn): Promise<JobResult> {
  const { job, run, stopping, log } = context;
  try {
    await run(turn);
    return { id: job.id, status: 'completed' };
  } catch (error) {
    if (turn.signal.aborted) return { id: job.id, status: 'completed' };
    const output = outputOf(error);
    log.warn({ feature: featureKey(turn.feature), error: output.message, reason: output.reason }, 'a turn failed');
    if (!output.retryable) return { id: job.id, status: 'deadletter', output };
    if (error instanceof Failure && error.retryAfter !== undefined) await retryLater(context, output, error.retryAfter);
    return { id: job.id, status: 'failed', output };
  } finally {
    if (stopping.aborted) await context.enqueue(turn.feature);
  }
}

/** Fails the job here, since a result cannot say when to come back; the result that follows finds nothing to do. */
async function retryLater({ job, database }: TurnContext, output: object, retryAfter: number): Promise<void> {
  await database.boss.fail(job.name, job, output);
  await database.boss.update(job.name, undefined, { id: job.id, startAfter: new Date(Date.now() + retryAfter) });
}

function interrupted(key: string): Failure {
  const message = `The work on ${key} was interrupted by a newer request.`;
  return new Failure(message, { source: 'database', reason: 'interrupted', retryable: false });
}

function leaseLost(key: string): Failure {
  const message = `This worker no longer holds ${key}.`;
  return new Failure(message, { source: 'database', reason: 'lease-lost', retryable: false });
}
