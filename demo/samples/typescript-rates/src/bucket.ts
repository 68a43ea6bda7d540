import { interval, type Rate } from './rate.ts';

/** What is known of one key: how many requests it had left, and when that was. */
export interface Bucket {
  tokens: number;
  /** Milliseconds on the limiter's clock. */
  at: number;
}

/** A bucket as it is before the first request. */
export function fullBucket(rate: Rate, now: number): Bucket {
  return { tokens: rate.requests, at: now };
}

/** The same bucket later: what has been refilled since, and never more than a full one. */
export function refill(bucket: Bucket, rate: Rate, now: number): Bucket {
  const gained = Math.max(0, now - bucket.at) / interval(rate);
  return { tokens: Math.min(rate.requests, bucket.tokens + gained), at: now };
}

/** Milliseconds until the bucket holds so many tokens; 0 when it does already. */
export function waitFor(tokens: number, bucket: Bucket, rate: Rate): number {
  return Math.ceil(Math.max(0, tokens - bucket.tokens) * interval(rate));
}
