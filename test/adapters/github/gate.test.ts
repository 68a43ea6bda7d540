import { describe, expect, it } from 'vitest';
import { openGate } from '../../../src/adapters/github/gate.ts';
import { Failure } from '../../../src/domain/failure.ts';
import { failureOf, handClock } from './host.ts';

const failure = (reason: string, retryAfter?: number) =>
  new Failure(reason, { source: 'github', reason, retryable: true, ...(retryAfter && { retryAfter }) });

function gateWith() {
  const clock = handClock();
  const { pass } = openGate({ writeSpacing: 1000, clock });
  let calls = 0;
  /** Goes wrong as told, then answers. */
  const requestOf = (...failures: Failure[]) => {
    return async () => {
      calls += 1;
      const next = failures.shift();
      if (next) throw next;
      return 'answer';
    };
  };
  const read = (request: () => Promise<unknown>, installation = 1) => pass({ installation, writes: false }, request);
  const write = (request: () => Promise<unknown>, installation = 1) => pass({ installation, writes: true }, request);
  return { clock, read, write, requestOf, calls: () => calls };
}

describe('the gate', () => {
  it.each(['unreachable', 'unavailable', 'malformed'])('tries a read that is %s three times', async reason => {
    const { read, requestOf, calls, clock } = gateWith();
    const request = requestOf(failure(reason), failure(reason), failure(reason), failure(reason));
    expect(await failureOf(read(request))).toMatchObject({ reason });
    expect(calls()).toBe(3);
    expect(clock.waits).toHaveLength(2);
  });

  it('looks five times for what is not there yet, and all of that within half a minute', async () => {
    const { read, requestOf, calls, clock } = gateWith();
    const gone = () => failure('gone');
    expect(await read(requestOf(gone(), gone(), gone(), gone()))).toBe('answer');
    expect(calls()).toBe(5);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(30_000);
  });

  it('waits longer each time, never twice the same', async () => {
    const waits = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { read, requestOf, clock } = gateWith();
        await read(requestOf(failure('unavailable'), failure('unavailable')));
        return clock.waits;
      }),
    );
    for (const [first = 0, second = 0] of waits) {
      expect([first >= 250 && first <= 750, second >= 500 && second <= 1500]).toEqual([true, true]);
    }
    expect(new Set(waits.map(([first]) => first)).size).toBeGreaterThan(1);
  });

  it.each(['timed-out', 'denied', 'suspended', 'rejected', 'unauthorised'])(
    'asks once where it is %s',
    async reason => {
      const { read, requestOf, calls } = gateWith();
      await failureOf(read(requestOf(failure(reason))));
      expect(calls()).toBe(1);
    },
  );

  it.each(['unreachable', 'unavailable', 'malformed', 'gone', 'timed-out'])(
    'never repeats a write: %s',
    async reason => {
      const { write, requestOf, calls } = gateWith();
      await failureOf(write(requestOf(failure(reason))));
      expect(calls()).toBe(1);
    },
  );

  it('lets nothing of an installation through before a limit has passed, and everything of the others', async () => {
    const { read, write, requestOf, calls, clock } = gateWith();
    expect(await failureOf(read(requestOf(failure('rate-limited', 30_000))))).toMatchObject({ retryAfter: 30_000 });
    clock.pass(29_999);
    expect(await failureOf(read(requestOf()))).toMatchObject({
      reason: 'rate-limited',
      retryable: true,
      retryAfter: 1,
    });
    expect(await failureOf(write(requestOf()))).toMatchObject({ reason: 'rate-limited', retryAfter: 1 });
    expect(calls()).toBe(1);
    expect([await read(requestOf(), 2), await write(requestOf(), 2)]).toEqual(['answer', 'answer']);
    clock.pass(1);
    expect(await read(requestOf())).toBe('answer');
  });

  it('stops a write that was waiting its turn when the limit came', async () => {
    const { write, requestOf, calls } = gateWith();
    const first = failureOf(write(requestOf(failure('rate-limited', 60_000))));
    const second = failureOf(write(requestOf()));
    expect([(await first).retryAfter, (await second).reason]).toEqual([60_000, 'rate-limited']);
    expect(calls()).toBe(1);
  });

  it('stays away for a minute where no time was named, then for two, and forgets it after a success', async () => {
    const { read, requestOf, clock } = gateWith();
    const limited = async () => (await failureOf(read(requestOf(failure('rate-limited'))))).retryAfter;
    expect(await limited()).toBe(60_000);
    clock.pass(60_000);
    expect(await limited()).toBe(120_000);
    clock.pass(120_000);
    await read(requestOf());
    expect(await limited()).toBe(60_000);
  });

  it('counts limits that come at once as one', async () => {
    const { read, requestOf } = gateWith();
    const limited = () => failureOf(read(requestOf(failure('rate-limited'))));
    const waits = (await Promise.all([limited(), limited(), limited()])).map(({ retryAfter }) => retryAfter);
    expect(waits).toEqual([60_000, 60_000, 60_000]);
  });

  it('never stays away for more than an hour where no time was named', async () => {
    const { read, requestOf, clock } = gateWith();
    for (let time = 0; time < 10; time += 1) {
      const { retryAfter = 0 } = await failureOf(read(requestOf(failure('rate-limited'))));
      expect(retryAfter).toBeLessThanOrEqual(3_600_000);
      clock.pass(retryAfter);
    }
  });

  it('leaves a host alone that is down for a named time', async () => {
    const { read, requestOf, calls } = gateWith();
    await failureOf(read(requestOf(failure('unavailable', 5000))));
    expect(await failureOf(read(requestOf()))).toMatchObject({ reason: 'rate-limited', retryAfter: 5000 });
    expect(calls()).toBe(1);
  });

  it('writes one after another with a second between them, and in order', async () => {
    const { write, clock } = gateWith();
    const starts: [string, number][] = [];
    const started = (name: string) => async () => void starts.push([name, clock.now()]);
    await Promise.all([write(started('a')), write(started('b')), write(started('c')), write(started('other'), 2)]);
    const own = starts.filter(([name]) => name !== 'other');
    expect(own.map(([name]) => name)).toEqual(['a', 'b', 'c']);
    const [a = 0, b = 0, c = 0] = own.map(([, at]) => at);
    expect([b - a >= 1000, c - b >= 1000]).toEqual([true, true]);
  });
});
