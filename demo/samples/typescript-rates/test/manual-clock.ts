import type { Clock } from '../src/clock.ts';

/** A clock that stands still until it is told to go on. */
export function manualClock(): Clock & { pass(milliseconds: number): void } {
  let now = 0;
  const clock = () => now;
  return Object.assign(clock, {
    pass(milliseconds: number) {
      now += milliseconds;
    },
  });
}
