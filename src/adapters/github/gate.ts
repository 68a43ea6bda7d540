import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../domain/failure.ts';

/** Time as the gate knows it: milliseconds since any fixed moment. */
export interface Clock {
  now(): number;
  wait(milliseconds: number): Promise<unknown>;
}

/** Does not move when somebody sets the system's time. */
export const systemClock: Clock = { now: () => performance.now(), wait: milliseconds => sleep(milliseconds) };

interface Lane {
  nextWrite: number;
  closedUntil: number;
  /** Limits in a row for which GitHub named no time. */
  unnamedLimits: number;
  tail: Promise<unknown>;
}

interface Passage {
  installation: number;
  writes: boolean;
}

/**
 * How often a read is tried, by why it failed. What GitHub has just told us of may be missing for a moment on the server
 * that is asked. A time-out is not repeated here: it has already cost half a minute, and the turn is tried again.
 */
const readTries: Partial<Record<string, number>> = { unreachable: 3, unavailable: 3, malformed: 3, gone: 5 };

const minute = 60_000;
const longestPause = 60 * minute;

/**
 * The one way to GitHub for each installation: writes go one after another with some time between them, a limit that
 * GitHub announced closes the lane until it has passed, and reads are tried again. Lanes do not wait for one another.
 */
export function openGate({ writeSpacing, clock }: { writeSpacing: number; clock: Clock }): {
  pass<T>(passage: Passage, request: () => Promise<T>): Promise<T>;
} {
  const lanes = new Map<number, Lane>();
  const laneOf = (installation: number): Lane => {
    const lane = lanes.get(installation) ?? { nextWrite: 0, closedUntil: 0, unnamedLimits: 0, tail: Promise.resolve() };
    lanes.set(installation, lane);
    return lane;
  };

  const attempt = async <T>(lane: Lane, request: () => Promise<T>): Promise<T> => {
    const left = lane.closedUntil - clock.now();
    if (left > 0) throw closed(left);
    try {
      const answer = await request();
      lane.unnamedLimits = 0;
      return answer;
    } catch (error) {
      throw error instanceof Failure ? closeIfLimited(lane, error, clock.now()) : error;
    }
  };

  const read = async <T>(lane: Lane, request: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(lane, request);
      } catch (error) {
        const isWorthIt = error instanceof Failure && error.retryAfter === undefined;
        if (!isWorthIt || tries >= (readTries[error.reason] ?? 1)) throw error;
        await clock.wait(250 * 2 ** tries * (0.5 + Math.random()));
      }
    }
  };

  const write = async <T>(lane: Lane, request: () => Promise<T>): Promise<T> => {
    const turn = lane.tail.then(async () => {
      const early = lane.nextWrite - clock.now();
      if (early > 0) await clock.wait(early);
      lane.nextWrite = clock.now() + writeSpacing;
      return attempt(lane, request);
    });
    lane.tail = turn.catch(() => undefined);
    return turn;
  };

  return {
    pass: ({ installation, writes }, request) => (writes ? write : read)(laneOf(installation), request),
  };
}

/**
 * Closes the lane for as long as GitHub asked for; where it named no time, for a minute that doubles each time
 * (docs.github.com, "Rate limits for the REST API": exceeding the rate limit).
 */
function closeIfLimited(lane: Lane, failure: Failure, now: number): Failure {
  const { message, source, reason, retryable, retryAfter, cause } = failure;
  if (reason !== 'rate-limited' && retryAfter === undefined) return failure;
  if (retryAfter === undefined && lane.closedUntil <= now) lane.unnamedLimits += 1;
  const pause = retryAfter ?? Math.min(minute * 2 ** (lane.unnamedLimits - 1), longestPause);
  lane.closedUntil = Math.max(lane.closedUntil, now + pause);
  return retryAfter === undefined
    ? new Failure(message, { source, reason, retryable, retryAfter: pause }, cause)
    : failure;
}

function closed(retryAfter: number): Failure {
  const seconds = Math.ceil(retryAfter / 1000);
  return new Failure(`GitHub asked to be left alone for another ${seconds} s.`, {
    source: 'github',
    reason: 'rate-limited',
    retryable: true,
    retryAfter,
  });
}
