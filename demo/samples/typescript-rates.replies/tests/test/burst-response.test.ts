import { describe, expect, it } from 'vitest';
import { headersOf, Limiter } from '../src/index.ts';
import { manualClock } from './manual-clock.ts';

/** A handler as an application writes it: status and headers of the response. */
function respond(limiter: Limiter, key: string) {
  const decision = limiter.take(key);
  return { status: decision.allowed ? 200 : 429, headers: headersOf(decision) };
}

describe('the responses to a client with a capped key', () => {
  it('AC-1: count down from the cap and then refuse', () => {
    const limiter = new Limiter('60/min', { clock: manualClock() });
    limiter.capBurst('importer', 2);

    const responses = [1, 2, 3].map(() => respond(limiter, 'importer'));

    expect(responses).toEqual([
      { status: 200, headers: { 'ratelimit-remaining': '1' } },
      { status: 200, headers: { 'ratelimit-remaining': '0' } },
      { status: 429, headers: { 'ratelimit-remaining': '0', 'retry-after': '1' } },
    ]);
  });

  it('AC-2: allow again after the time they named', () => {
    const clock = manualClock();
    const limiter = new Limiter('60/min', { clock });
    limiter.capBurst('importer', 1);
    respond(limiter, 'importer');
    const refused = respond(limiter, 'importer');

    clock.pass(Number(refused.headers['retry-after']) * 1_000);

    expect(respond(limiter, 'importer').status).toBe(200);
  });
});
