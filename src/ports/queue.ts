import type { Failure } from '../domain/failure.ts';
import type { Feature } from '../domain/feature.ts';

/** One turn of a worker on one feature. */
export interface Turn {
  feature: Feature;
  /** Ends when the feature is cancelled, the lease is lost or the process stops: pass it to everything that waits. */
  signal: AbortSignal;
  /** Throws a {@link Failure} when this worker no longer holds the feature. Called before each irreversible write. */
  fence(): Promise<void>;
  /** When this feature is taken again at the latest if the turn ends with this failure; nothing where it is given up on. */
  nextTry(failure: Failure): Date | undefined;
}

/** The durable queue. Any number of enqueues while a feature waits are one turn; at most one turn runs per feature. */
export interface Queue {
  /** Resolves when the request is stored. `interrupts` aborts a turn under way; the next one starts after it. */
  enqueue(feature: Feature, options?: { interrupts?: boolean; after?: number }): Promise<void>;
  /** Starts taking turns, `concurrency` features at once. */
  work(options: { concurrency: number }, run: (turn: Turn) => Promise<void>): Promise<void>;
  /** How many features run now, wait for a free worker or are to be tried again; later looks do not count. */
  unfinished(): Promise<number>;
  stop(): Promise<void>;
}

/** Paid work by the hash of its input, so that a crash never pays twice. A cache: safe to lose, holds no control flow. */
export interface Journal {
  recall(key: string): Promise<unknown | undefined>;
  record(entry: { key: string; feature: string; value: unknown }): Promise<void>;
}
