import { describe, expect, it } from 'vitest';
import { refill } from '../src/bucket.ts';
import { Limiter } from '../src/index.ts';
import { parseRate } from '../src/rate.ts';
import { manualClock } from './manual-clock.ts';

/** How many requests in a row are allowed. */
function burstOf(limiter: Limiter, key: string): number {
  let allowed = 0;
  while (limiter.take(key).allowed) allowed += 1;
  return allowed;
}

describe('a capped key', () => {
  it('AC-1: makes at most so many requests at once', () => {
    const limiter = new Limiter('10/s', { clock: manualClock() });

    limiter.capBurst('importer', 3);

    expect(burstOf(limiter, 'importer')).toBe(3);
  });

  it('AC-1: does not slow another key down', () => {
    const limiter = new Limiter('10/s', { clock: manualClock() });

    limiter.capBurst('importer', 3);

    expect(burstOf(limiter, 'anna')).toBe(10);
  });

  it('AC-2: gets its requests back at the rate of the limiter', () => {
    const clock = manualClock();
    const limiter = new Limiter('10/s', { clock });
    limiter.capBurst('importer', 3);
    burstOf(limiter, 'importer');

    clock.pass(200);

    expect(limiter.peek('importer').remaining).toBe(2);
  });

  it('AC-2: never gets back more than its cap', () => {
    const clock = manualClock();
    const limiter = new Limiter('10/s', { clock });
    limiter.capBurst('importer', 3);
    burstOf(limiter, 'importer');

    clock.pass(60_000);

    expect(burstOf(limiter, 'importer')).toBe(3);
  });

  it('AC-3: loses at once what it has left above its cap', () => {
    const limiter = new Limiter('10/s', { clock: manualClock() });
    limiter.take('importer');

    limiter.capBurst('importer', 3);

    expect(limiter.peek('importer').remaining).toBe(3);
  });

  it('AC-3: gains nothing at once when its cap is lifted', () => {
    const clock = manualClock();
    const limiter = new Limiter('10/s', { clock });
    limiter.capBurst('importer', 3);
    clock.pass(60_000);

    limiter.uncapBurst('importer');

    expect(limiter.peek('importer').remaining).toBe(3);
  });

  it('AC-3: is back at the full burst some time after its cap is lifted', () => {
    const clock = manualClock();
    const limiter = new Limiter('10/s', { clock });
    limiter.capBurst('importer', 3);
    limiter.uncapBurst('importer');

    clock.pass(700);

    expect(burstOf(limiter, 'importer')).toBe(10);
  });

  it.each([0, -1, 2.5, Number.NaN])('AC-4: cannot be capped at %s', (cap) => {
    const limiter = new Limiter('10/s', { clock: manualClock() });

    expect(() => limiter.capBurst('importer', cap)).toThrow(`"${cap}" is not a burst`);
    expect(burstOf(limiter, 'importer')).toBe(10);
  });

  it('AC-4: is refused a wrong cap as a mistake of the caller', () => {
    const limiter = new Limiter('10/s', { clock: manualClock() });

    expect(() => limiter.capBurst('importer', 0)).toThrow(RangeError);
  });

  it('AC-5: is not affected by a cap above the rate', () => {
    const limiter = new Limiter('10/s', { clock: manualClock() });

    limiter.capBurst('importer', 50);

    expect(burstOf(limiter, 'importer')).toBe(10);
  });

  it('AC-6: is forgotten when it has everything back up to its cap', () => {
    const clock = manualClock();
    const limiter = new Limiter('10/s', { clock });
    limiter.capBurst('importer', 3);
    burstOf(limiter, 'importer');

    clock.pass(299);
    const early = limiter.sweep();
    clock.pass(1);
    const due = limiter.sweep();

    expect([early, due, limiter.size]).toEqual([0, 1, 0]);
  });

  it('AC-6: is still capped after it was forgotten', () => {
    const clock = manualClock();
    const limiter = new Limiter('10/s', { clock });
    limiter.capBurst('importer', 3);
    limiter.sweep();

    expect(burstOf(limiter, 'importer')).toBe(3);
  });
});

describe('a bucket with a capacity of its own', () => {
  it('AC-2: is refilled up to its capacity', () => {
    const rate = parseRate('10/s');

    expect(refill({ tokens: 1, at: 0 }, rate, 60_000, 3)).toEqual({ tokens: 3, at: 60_000 });
  });
});
