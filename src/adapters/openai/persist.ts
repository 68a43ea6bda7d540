import { setTimeout } from 'node:timers/promises';
import type { Failure } from '../../domain/failure.ts';
import { abortedFailure, failureOf } from './failures.ts';

const tries = 3;
const firstPause = 500;
/** A server that wants more patience than this gets it from the queue, not from a worker that sits and waits. */
const longestPause = 20_000;

/** Asks again when the server is busy or unwell, as often and as late as it says. A time-out is not asked again. */
export async function persist<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await attempt();
    } catch (error) {
      const failure = failureOf(error);
      const pause = failure.retryAfter ?? firstPause * 2 ** (turn - 1);
      if (turn === tries || pause > longestPause || !isWorthAsking(failure)) throw failure;
      await rest(pause, signal);
    }
  }
}

const isWorthAsking = ({ reason }: Failure) => reason === 'rate-limited' || reason === 'unavailable';

async function rest(pause: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(pause, undefined, { signal });
  } catch (error) {
    throw abortedFailure(error);
  }
}
