import { describe, expect, it } from 'vitest';
import { fullBucket, refill, waitFor } from '../src/bucket.ts';
import { parseRate } from '../src/rate.ts';

const rate = parseRate('10/s');

describe('a bucket', () => {
  it('is full before the first request', () => {
    expect(fullBucket(rate, 7)).toEqual({ tokens: 10, at: 7 });
  });

  it('gets back what its rate allows', () => {
    expect(refill({ tokens: 0, at: 0 }, rate, 250)).toEqual({ tokens: 2.5, at: 250 });
  });

  it('never holds more than a full one', () => {
    expect(refill({ tokens: 9, at: 0 }, rate, 60_000).tokens).toBe(10);
  });

  it('loses nothing when the clock goes back', () => {
    expect(refill({ tokens: 4, at: 500 }, rate, 100).tokens).toBe(4);
  });

  it('says how long a request has to wait', () => {
    expect(waitFor(1, { tokens: 0.5, at: 0 }, rate)).toBe(50);
    expect(waitFor(1, { tokens: 3, at: 0 }, rate)).toBe(0);
  });
});
