import { type Bucket, fullBucket, refill, waitFor } from './bucket.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Decision } from './decision.ts';
import { parseRate, type Rate } from './rate.ts';

/** What a limiter may be given beside its rate. */
export interface LimiterOptions {
  clock?: Clock;
}

/** Allows each key so many requests in so much time. Keeps everything in memory. */
export class Limiter {
  readonly #rate: Rate;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  /** Takes a rate such as `100/min`. Throws a RangeError when it is not one. */
  constructor(rate: string, options: LimiterOptions = {}) {
    this.#rate = parseRate(rate);
    this.#clock = options.clock ?? systemClock;
  }

  /** Counts a request of this key, unless the key has none left. */
  take(key: string): Decision {
    const bucket = this.#bucketOf(key);
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    this.#buckets.set(key, bucket);
    return this.#decision(allowed, bucket);
  }

  /** What `take` would answer, without counting anything. */
  peek(key: string): Decision {
    const bucket = this.#bucketOf(key);
    return this.#decision(bucket.tokens >= 1, bucket);
  }

  /** Forgets keys that have all their requests back; returns how many. Call it from time to time. */
  sweep(): number {
    const full = [...this.#buckets.keys()].filter(
      (key) => this.#bucketOf(key).tokens >= this.#rate.requests,
    );
    for (const key of full) this.#buckets.delete(key);
    return full.length;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  #bucketOf(key: string): Bucket {
    const now = this.#clock();
    const known = this.#buckets.get(key);
    return known ? refill(known, this.#rate, now) : fullBucket(this.#rate, now);
  }

  #decision(allowed: boolean, bucket: Bucket): Decision {
    const retryAfter = allowed ? 0 : waitFor(1, bucket, this.#rate);
    return { allowed, remaining: Math.floor(bucket.tokens), retryAfter };
  }
}
