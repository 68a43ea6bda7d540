import { describe, expect, it } from 'vitest';
import { headersOf, Limiter } from '../src/index.ts';
import { manualClock } from './manual-clock.ts';

describe('Limiter', () => {
  it('allows what the rate allows and no more', () => {
    const limiter = new Limiter('2/s', { clock: manualClock() });

    const decisions = [limiter.take('anna'), limiter.take('anna'), limiter.take('anna')];

    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  });

  it('counts each key by itself', () => {
    const limiter = new Limiter('1/s', { clock: manualClock() });
    limiter.take('anna');

    expect(limiter.take('ben').allowed).toBe(true);
  });

  it('says when to try again', () => {
    const clock = manualClock();
    const limiter = new Limiter('2/s', { clock });
    limiter.take('anna');
    limiter.take('anna');
    clock.pass(100);

    expect(limiter.take('anna')).toEqual({ allowed: false, remaining: 0, retryAfter: 400 });
  });

  it('allows again after that time', () => {
    const clock = manualClock();
    const limiter = new Limiter('1/s', { clock });
    limiter.take('anna');
    clock.pass(1_000);

    expect(limiter.take('anna').allowed).toBe(true);
  });

  it('counts nothing when it is only asked', () => {
    const limiter = new Limiter('1/s', { clock: manualClock() });
    limiter.peek('anna');

    expect(limiter.peek('anna')).toEqual({ allowed: true, remaining: 1, retryAfter: 0 });
  });

  it('forgets keys that have everything back', () => {
    const clock = manualClock();
    const limiter = new Limiter('1/s', { clock });
    limiter.take('anna');
    clock.pass(500);
    limiter.take('ben');
    clock.pass(500);

    expect(limiter.sweep()).toBe(1);
    expect(limiter.size).toBe(1);
  });

  it('refuses a rate that is none', () => {
    expect(() => new Limiter('fast')).toThrow(RangeError);
  });
});

describe('headersOf', () => {
  it('tells a refused client how many seconds to wait', () => {
    expect(headersOf({ allowed: false, remaining: 0, retryAfter: 1_200 })).toEqual({
      'ratelimit-remaining': '0',
      'retry-after': '2',
    });
  });

  it('tells an allowed client what is left', () => {
    expect(headersOf({ allowed: true, remaining: 3, retryAfter: 0 })).toEqual({
      'ratelimit-remaining': '3',
    });
  });
});
