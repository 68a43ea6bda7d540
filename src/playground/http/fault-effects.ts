import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Occurrence, takeFault } from '../faults.ts';
import type { FaultEffect } from '../records.ts';
import type { State } from '../state.ts';
import type { ApiAnswer } from './api.ts';

/**
 * Lets an ordered fault befall a request: before the work, so that it has no effect, or after it, so that the effect stays
 * and only the answer is lost. No answer means that the connection was left hanging or cut.
 */
export async function meetFault(
  state: State,
  { occurrence, response }: { occurrence: Occurrence; response: ServerResponse },
  work: (fields?: number) => Promise<ApiAnswer>,
): Promise<ApiAnswer | undefined> {
  const fault = takeFault(state, occurrence);
  if (!fault) return work();
  if (fault.effect.do === 'delay') {
    await sleep(fault.effect.milliseconds);
    return work();
  }
  if (fault.effect.do === 'cut') await work(fault.effect.after);
  if (fault.when === 'after') await work();
  if (fault.effect.do === 'reset') response.socket?.resetAndDestroy();
  return faultyAnswer(state, fault.effect);
}

function faultyAnswer(state: State, effect: FaultEffect): ApiAnswer | undefined {
  const documentation_url = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api';
  if (effect.do === 'cut')
    return { status: 502, body: { message: 'Something went wrong while executing your query.' } };
  if (effect.do === 'answer') {
    const body = effect.body ?? { message: `Fault ordered: ${effect.status}` };
    return { status: effect.status, body, ...(effect.headers && { headers: effect.headers }) };
  }
  if (effect.do === 'secondary-limit') {
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    const headers = { 'retry-after': String(effect.retryAfter) };
    return { status: effect.status, body: { message, documentation_url }, headers };
  }
  if (effect.do === 'primary-limit') {
    const reset = Math.floor(state.now().getTime() / 1000) + effect.seconds;
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    return { status: 403, body: { message: 'API rate limit exceeded.', documentation_url }, headers };
  }
  return undefined;
}
