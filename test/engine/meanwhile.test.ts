import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { scriptedModel } from '../../demo/scripted-model/model.ts';
import { scripted } from '../../demo/scripted-model/script.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { StatusState } from '../../src/domain/status.ts';
import { tick } from '../../src/engine/tick.ts';
import type { Model } from '../../src/ports/model.ts';
import { findStatus } from '../../src/publish/status-comment.ts';
import { branchOf, checksOn, comment, facts, pullOf, self } from '../builders.ts';
import { type FakeOptions, fakeTurn, fakeWorld, planHash, statusSaying } from './fakes.ts';

const minutes = 60_000;
const since = '2026-03-01T12:00:10.000Z';
const waiting = { kind: 'waiting' as const, since, why: 'It cannot be reached.', next: '2026-03-01T12:00:20.000Z' };
const working = { kind: 'working' as const, stage: 'plan' as const, since };
const failure = (reason: string, source: 'model' | 'sandbox' = 'model') =>
  new Failure(`It is ${reason}.`, { source, reason, retryable: true });

interface Case {
  status?: Partial<StatusState>;
  error?: Error;
  /** Until the next try, in milliseconds; there is none when missing. */
  pause?: number | undefined;
  model?: Model;
}

/** A turn in which the plan asks the model, where there is one, and then fails. */
async function played({ status, error = failure('unavailable'), pause, model }: Case) {
  const given = facts(status ? { comments: [statusSaying(status)] } : {});
  const plan = async ({ model: asked }: { model: Model }) => {
    const signal = new AbortController().signal;
    const call = { name: 'plan', system: '', user: '', schema: z.object({}), signal };
    if (model) await asked.ask(call).then(() => asked.ask(call));
    throw error;
  };
  const { world, seen } = fakeWorld({ facts: given, stages: { plan }, ...(model && { model }) });
  const next = pause === undefined ? undefined : new Date(Date.now() + pause);
  const thrown = await tick(world, fakeTurn(undefined, next)).catch((reason: unknown) => reason);
  const states = seen.announcements.flatMap(({ status: write }) => {
    const found = write && findStatus([comment(write.body, { isOurs: true, author: self })]);
    return found ? [found.state] : [];
  });
  return { seen, thrown, next, states };
}

describe('a model that is out of reach', () => {
  it('is told of when the turn fails, with when it is tried next, and the turn fails all the same', async () => {
    const error = failure('unavailable');
    const { seen, thrown, next, states } = await played({ error, pause: 5000 });
    expect(thrown).toBe(error);
    expect(states).toMatchObject([
      { meanwhile: { kind: 'waiting', why: 'It is unavailable.', next: next?.toISOString() } },
    ]);
    expect(seen.announcements[0]?.reactions).toEqual([{ subjectId: 'I_5', content: 'EYES' }]);
  });

  it('leaves what the comment remembers as it is', async () => {
    const status = { headline: 'A question', startedAt: '2026', asked: { stage: 'plan' as const, after: [3] } };
    const { states } = await played({ status, pause: 5000 });
    expect(states).toMatchObject([status]);
  });

  it('is told of once while the pauses are short', async () => {
    expect((await played({ status: { meanwhile: waiting }, pause: minutes })).states).toEqual([]);
  });

  it('is told of again before a pause of minutes, since the same time', async () => {
    const { states, next } = await played({ status: { meanwhile: waiting }, pause: 6 * minutes });
    expect(states).toMatchObject([{ meanwhile: { kind: 'waiting', since, next: next?.toISOString() } }]);
  });

  it('is told of anew, since now, when it was there in between', async () => {
    const { states } = await played({ status: { meanwhile: working }, pause: 5000 });
    expect(states).toHaveLength(1);
    expect(states[0]?.meanwhile?.kind).toBe('waiting');
    expect(states[0]?.meanwhile?.since).not.toBe(since);
  });

  it.each<[string, Case]>([
    ['when it is not tried again', { pause: undefined }],
    ['when something else is out of order', { pause: 5000, error: failure('unusable', 'sandbox') }],
    ['when what failed is a defect', { pause: 5000, error: new TypeError('x is undefined') }],
  ])('is not told of %s', async (_, given) => {
    expect((await played(given)).states).toEqual([]);
  });

  it('is there again with its first answer, and that is told of once', async () => {
    const model = scriptedModel(scripted({ plan: [{}, {}] }));
    const { states } = await played({ status: { meanwhile: waiting }, model });
    expect(states).toMatchObject([{ meanwhile: { kind: 'working', stage: 'plan' } }]);
    expect((await played({ model: scriptedModel(scripted({ plan: [{}, {}] })) })).states).toEqual([]);
  });

  it('is not said to be waited for after an outcome that would be told later', async () => {
    const rows = { red: { state: 'done', summary: '' } } as const;
    const branch = branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: planHash });
    const { world, seen } = fakeWorld({
      facts: facts({
        branch,
        pull: pullOf(),
        checks: checksOn('b', 'success', ['redfirst/red']),
        comments: [
          statusSaying({ shown: { hash: planHash, after: 0 }, rows, meanwhile: waiting }),
          comment('/implement'),
        ],
      }),
      stages: {
        green: () => ({
          stage: 'green',
          headline: 'The tests are green',
          next: '',
          row: { state: 'done', summary: '' },
          commit: { headline: 'feat: x', body: '', changes: [] },
        }),
      },
    });
    await tick(world, fakeTurn()).catch(() => 'nobody expected refactor');
    expect(seen.announcements[0]?.status?.body).toContain('### The tests are green');
  });

  it('is waited for no more when it is a person’s turn', async () => {
    const status = { headline: 'The plan waits', shown: { hash: planHash, after: 0 }, meanwhile: waiting };
    const { world, seen } = fakeWorld({
      facts: facts({ branch: branchOf({ stage: 'plan', letter: 'a' }), comments: [statusSaying(status)] }),
    });
    await tick(world, fakeTurn());
    expect(seen.announcements).toHaveLength(1);
    expect(seen.announcements[0]?.status?.body).toContain('### The plan waits');
    expect(seen.announcements[0]?.status?.body).not.toContain('"meanwhile"');
  });
});

describe('a stage that takes its time', () => {
  const planned: Outcome = {
    stage: 'plan',
    headline: 'Planned',
    next: '',
    stop: { reason: 'question', text: '', holds: true },
  };
  const atOnce = { first: 0, every: 3_600_000 };

  /** A plan that is made when the issue says something, or that nobody waits for. */
  async function planWhile(options: FakeOptions, isSaid: (seen: ReturnType<typeof fakeWorld>['seen']) => boolean) {
    const plan = () => vi.waitFor(() => (isSaid(seen) ? planned : Promise.reject(new Error('nothing yet'))));
    const { world, seen } = fakeWorld({ stages: { plan }, pace: atOnce, ...options });
    await tick(world, fakeTurn());
    return seen.announcements.map(({ status, reactions }) => ({ status, reactions }));
  }

  it('is told of with eyes on the issue, and what comes of it goes into the same comment', async () => {
    const [first, second, ...more] = await planWhile({}, seen => seen.announcements.length === 1);
    expect(first?.status?.body).toMatch(/^### Redfirst is at work: Plan/);
    expect(first?.reactions).toEqual([{ subjectId: 'I_5', content: 'EYES' }]);
    expect(second?.status).toMatchObject({ existing: { id: 900 }, body: expect.stringMatching(/^### Planned/) });
    expect(second?.reactions).toEqual([]);
    expect(more).toEqual([]);
  });

  it('is told of when it ends, and no sooner, where it is quick', async () => {
    const said = await planWhile({ pace: { ...atOnce, first: 3_600_000 } }, () => true);
    expect(said.map(({ status }) => status?.body.split('\n')[0])).toEqual(['### Planned']);
  });

  it('is not said to be at work while it waits for a model that was out of reach', async () => {
    const status = { meanwhile: waiting };
    const pause = () => new Promise(resolve => setTimeout(resolve, 50));
    const { world, seen } = fakeWorld({
      facts: facts({ comments: [statusSaying(status)] }),
      stages: { plan: () => pause().then(() => planned) },
      pace: atOnce,
    });
    await tick(world, fakeTurn());
    expect(seen.announcements.map(each => each.status?.body.split('\n')[0])).toEqual(['### Planned']);
  });

  it('fails when it is not known whether the comment that tells of it is there', async () => {
    const { world, seen } = fakeWorld({ stages: { plan: () => vi.waitFor(told).then(() => planned) }, pace: atOnce });
    let isTold = false;
    const told = () => (isTold ? true : Promise.reject(new Error('nothing yet')));
    const lost = new Failure('GitHub answers 502.', { source: 'github', reason: 'server-error', retryable: true });
    world.writer.announce = async announcement => {
      isTold = true;
      seen.announcements.push(announcement);
      throw lost;
    };
    await expect(tick(world, fakeTurn())).rejects.toBe(lost);
    expect(seen.announcements).toHaveLength(1);
  });
});
