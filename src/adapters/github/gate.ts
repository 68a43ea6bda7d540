import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/failure.ts';

interface Lane {
  nextWrite: number;
  closedUntil: number;
  tail: Promise<unknown>;
}

interface Passage {
  installation: number;
  writes: boolean;
}

/** Tries of a request that changes nothing: a look is safe to repeat, a write is not. */
const readTries = 3;

/**
 * The one way to GitHub for each installation: writes go one after another with a second between them, a limit that
 * GitHub announced closes the lane until it has passed, and reads are tried again. Lanes do not wait for one another.
 */
export function openGate(writeSpacing: number): { pass<T>(passage: Passage, request: () => Promise<T>): Promise<T> } {
  const lanes = new Map<number, Lane>();
  const laneOf = (installation: number): Lane => {
    const lane = lanes.get(installation) ?? { nextWrite: 0, closedUntil: 0, tail: Promise.resolve() };
    lanes.set(installation, lane);
    return lane;
  };

  const attempt = async <T>(lane: Lane, request: () => Promise<T>): Promise<T> => {
    if (lane.closedUntil > Date.now()) throw closed(lane.closedUntil - Date.now());
    try {
      return await request();
    } catch (error) {
      if (error instanceof Failure && error.retryAfter !== undefined) lane.closedUntil = Date.now() + error.retryAfter;
      throw error;
    }
  };

  const read = async <T>(lane: Lane, request: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(lane, request);
      } catch (error) {
        const again =
          error instanceof Failure && error.retryable && error.retryAfter === undefined && tries < readTries;
        if (!again) throw error;
        await wait(250 * 2 ** tries * (0.5 + Math.random()));
      }
    }
  };

  const write = async <T>(lane: Lane, request: () => Promise<T>): Promise<T> => {
    const turn = lane.tail.then(async () => {
      await wait(Math.max(0, lane.nextWrite - Date.now()));
      lane.nextWrite = Date.now() + writeSpacing;
      return attempt(lane, request);
    });
    lane.tail = turn.catch(() => undefined);
    return turn;
  };

  return {
    pass: ({ installation, writes }, request) => (writes ? write : read)(laneOf(installation), request),
  };
}

function closed(retryAfter: number): Failure {
  const seconds = Math.ceil(retryAfter / 1000);
  return new Failure(`GitHub asked to be left alone for another ${seconds} s`, {
    source: 'github',
    reason: 'rate-limited',
    retryable: true,
    retryAfter,
  });
}
