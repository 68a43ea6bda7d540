import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/domain/failure.ts';
import type { Feature } from '../../src/domain/feature.ts';
import type { Queue, Turn } from '../../src/ports/queue.ts';

/** Another host on the same store, as far as the store allows one. */
export interface QueueHost {
  queue: Queue;
  /** Failures that ended in the dead letter, with their feature. */
  dead: { feature: Feature; error: Failure }[];
  stop(): Promise<void>;
}

export interface QueueStore {
  host(): Promise<QueueHost>;
  /** Makes every lease look as old as if its host had been silent for a minute. */
  expireLeases(): Promise<void>;
  clear(): Promise<void>;
}

export const feature = (issue: number): Feature => ({
  repository: { installationId: 1, id: 7, owner: 'octo', name: 'shop' },
  issue,
});

/** Waits until something holds; the deadline is only there so that a broken queue does not hang the suite. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 40_000; !(await condition()); ) {
    if (Date.now() > deadline) throw new Error('it never happened');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
const outage = (retryAfter?: number) =>
  new Failure('GitHub answers 502.', {
    source: 'github',
    reason: 'server-error',
    retryable: true,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });

/** What every durable queue promises. `hosts` is how many processes its store allows at once. */
export function queueContract(name: string, options: { hosts: 1 | 2; open(): Promise<QueueStore> }): void {
  describe(`queue on ${name}`, () => {
    let store: QueueStore;
    let hosts: QueueHost[] = [];
    const host = async () => {
      const added = await store.host();
      hosts.push(added);
      return added;
    };
    beforeEach(async () => {
      store ??= await options.open();
      await store.clear();
    });
    afterEach(async () => {
      await Promise.all(hosts.map(each => each.stop()));
      hosts = [];
    });

    it('runs features in the order in which they were asked for', async () => {
      const { queue } = await host();
      for (const issue of [3, 1, 2]) await queue.enqueue(feature(issue));
      const seen: number[] = [];
      await queue.work({ concurrency: 1 }, async turn => void seen.push(turn.feature.issue));
      await until(() => seen.length === 3);
      expect(seen).toEqual([3, 1, 2]);
    });

    it('makes one turn of all requests that wait', async () => {
      const { queue } = await host();
      await Promise.all(Array.from({ length: 20 }, () => queue.enqueue(feature(1))));
      const seen: number[] = [];
      await queue.work({ concurrency: 4 }, async turn => void seen.push(turn.feature.issue));
      await queue.enqueue(feature(2));
      await until(() => seen.includes(2));
      expect(seen.filter(issue => issue === 1)).toHaveLength(1);
    });

    it('follows a turn with one more when requests arrived meanwhile', async () => {
      const { queue } = await host();
      let turns = 0;
      await queue.work({ concurrency: 4 }, async () => {
        if (++turns === 1) await Promise.all([1, 2, 3, 4, 5].map(() => queue.enqueue(feature(1))));
      });
      await queue.enqueue(feature(1));
      await until(() => turns === 2);
      await pause(300);
      expect(turns).toBe(2);
    });

    it('takes a request at once when it is idle', async () => {
      const { queue } = await host();
      const taken: number[] = [];
      let askedAt = 0;
      await queue.work({ concurrency: 1 }, async () => void taken.push(Date.now() - askedAt));
      for (let turn = 1; turn <= 5; turn++) {
        await pause(150);
        askedAt = Date.now();
        await queue.enqueue(feature(turn));
        await until(() => taken.length === turn);
      }
      expect(taken.toSorted((a, b) => a - b)[2], 'polling alone would take a second').toBeLessThan(1000);
    });

    it('never runs a feature twice at once, and runs different features side by side', async () => {
      const teams = await Promise.all(Array.from({ length: options.hosts }, host));
      const running = new Map<number, number>();
      let most = 0;
      let together = 0;
      let turns = 0;
      const run = async ({ feature: { issue } }: Turn) => {
        turns++;
        running.set(issue, (running.get(issue) ?? 0) + 1);
        most = Math.max(most, ...running.values());
        together = Math.max(together, [...running.values()].filter(count => count > 0).length);
        await pause(40);
        running.set(issue, (running.get(issue) ?? 0) - 1);
      };
      await Promise.all(teams.map(({ queue }) => queue.work({ concurrency: 8 }, run)));
      for (let round = 0; round < 12; round++) {
        await Promise.all([1, 2, 3].map(issue => teams[round % teams.length]?.queue.enqueue(feature(issue))));
        await pause(15);
      }
      await until(() => turns >= 6 && [...running.values()].every(count => count === 0));
      expect(most).toBe(1);
      expect(together).toBeGreaterThan(1);
    });

    it('lets a fence pass while the lease is held, and stops a holder that lost it', async () => {
      const { queue } = await host();
      const fences: string[] = [];
      let turns = 0;
      await queue.work({ concurrency: 1 }, async turn => {
        if (++turns > 1) return;
        await turn.fence().then(() => fences.push('held'));
        for (; !turn.signal.aborted; await pause(100)) await store.expireLeases();
        await turn.fence().catch((error: Failure) => fences.push(error.reason));
      });
      await queue.enqueue(feature(1));
      await until(() => turns === 2);
      expect(fences).toEqual(['held', 'lease-lost']);
    });

    it('interrupts a turn under way from any host, and starts the next one after it', async () => {
      const worker = await host();
      const other = options.hosts === 2 ? await host() : worker;
      const events: string[] = [];
      await worker.queue.work({ concurrency: 4 }, async turn => {
        const nth = events.filter(event => event.startsWith('start')).length + 1;
        events.push(`start ${nth}`);
        if (nth === 1) {
          await aborted(turn.signal);
          await turn.fence().catch((error: Failure) => events.push(error.reason));
          await pause(50);
        }
        events.push(`end ${nth}`);
      });
      await worker.queue.enqueue(feature(1));
      await until(() => events.length === 1);
      await other.queue.enqueue(feature(1));
      await pause(50);
      expect(events).toEqual(['start 1']);
      await other.queue.enqueue(feature(1), { interrupts: true });
      await until(() => events.includes('end 2'));
      expect(events).toEqual(['start 1', 'interrupted', 'end 1', 'start 2', 'end 2']);
    });

    it('tries a retryable failure again, no sooner than it was asked to', async () => {
      const { queue, dead } = await host();
      const at: number[] = [];
      await queue.work({ concurrency: 1 }, async () => {
        if (at.push(Date.now()) === 1) throw outage(2500);
      });
      await queue.enqueue(feature(1));
      await until(() => at.length === 2);
      const [first = 0, second = 0] = at;
      expect(second - first).toBeGreaterThanOrEqual(2400);
      expect(dead).toEqual([]);
    });

    it('gives up at once on a failure that is not retryable', async () => {
      const { queue, dead } = await host();
      let turns = 0;
      await queue.work({ concurrency: 1 }, async () => {
        turns++;
        throw new Failure('The App lost its permission.', { source: 'github', reason: 'forbidden', retryable: false });
      });
      await queue.enqueue(feature(1));
      await until(() => dead.length === 1);
      expect(turns).toBe(1);
      expect(dead[0]?.feature).toEqual(feature(1));
      expect(dead[0]?.error).toMatchObject({
        message: 'The App lost its permission.',
        source: 'github',
        reason: 'forbidden',
        retryable: false,
      });
    });

    it('gives up on a failure that stays, and listens to the feature again afterwards', async () => {
      const { queue, dead } = await host();
      const tries: (Date | undefined)[] = [];
      await queue.work({ concurrency: 1 }, async ({ nextTry }) => {
        if (tries.push(nextTry(outage())) <= 3) throw outage();
      });
      await queue.enqueue(feature(1));
      await until(() => dead.length === 1);
      expect(tries).toEqual([expect.any(Date), expect.any(Date), undefined]);
      expect(dead[0]?.error.reason).toBe('server-error');
      await queue.enqueue(feature(1));
      await until(() => tries.length === 4);
    });

    it('treats a defect as a failure that is not retryable', async () => {
      const { queue, dead } = await host();
      await queue.work({ concurrency: 1 }, async () => {
        throw new TypeError('undefined is not a function');
      });
      await queue.enqueue(feature(1));
      await until(() => dead.length === 1);
      expect(dead[0]?.error).toMatchObject({ message: 'undefined is not a function', reason: 'defect' });
    });

    it('keeps a later look, and lets a request now overtake it', async () => {
      const { queue } = await host();
      const at: number[] = [];
      await queue.work({ concurrency: 1 }, async () => void at.push(Date.now()));
      const asked = Date.now();
      await queue.enqueue(feature(1), { after: 1500 });
      await queue.enqueue(feature(1));
      await until(() => at.length >= 2);
      expect((at[1] ?? 0) - asked).toBeGreaterThanOrEqual(1400);
      expect(at[0]).toBeLessThan(at[1] ?? 0);
    });

    it('keeps only the soonest of the later looks that are asked for at once', async () => {
      const { queue } = await host();
      const at: number[] = [];
      await queue.work({ concurrency: 1 }, async () => void at.push(Date.now()));
      const asked = Date.now();
      await Promise.all([2000, 1000, 60_000].map(after => queue.enqueue(feature(1), { after })));
      await until(() => at.length >= 1);
      expect((at[0] ?? 0) - asked).toBeGreaterThanOrEqual(900);
      await pause(4500);
      expect(at).toHaveLength(1);
    });

    it('counts what runs or waits, and no later look', async () => {
      const { queue } = await host();
      await queue.enqueue(feature(1));
      await queue.enqueue(feature(2), { after: 60_000 });
      expect(await queue.unfinished()).toBe(1);
      const during: number[] = [];
      await queue.work({ concurrency: 1 }, async () => void during.push(await queue.unfinished()));
      await until(async () => during.length === 1 && (await queue.unfinished()) === 0);
      expect(during).toEqual([1]);
    });

    it('counts what is to be tried again', async () => {
      const { queue } = await host();
      let tries = 0;
      await queue.work({ concurrency: 1 }, async () => {
        tries += 1;
        if (tries === 1) throw outage();
      });
      await queue.enqueue(feature(1));
      await until(() => tries === 1);
      await pause(300);
      expect([tries, await queue.unfinished()]).toEqual([1, 1]);
      await until(async () => tries === 2 && (await queue.unfinished()) === 0);
    });

    it('hands its turns over when it stops', async () => {
      const { queue, stop } = await host();
      const events: string[] = [];
      await queue.work({ concurrency: 1 }, async turn => {
        events.push('start');
        await aborted(turn.signal);
        events.push('aborted');
        turn.signal.throwIfAborted();
      });
      await queue.enqueue(feature(1));
      await until(() => events.length === 1);
      hosts = [];
      await stop();
      expect(events).toEqual(['start', 'aborted']);

      const next = await host();
      await next.queue.work({ concurrency: 1 }, async () => void events.push('again'));
      await until(() => events.length === 3);
      expect(events).toEqual(['start', 'aborted', 'again']);
      expect(next.dead).toEqual([]);
    });
  });
}
