import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import { Failure } from '../../src/domain/failure.ts';
import { showDead } from '../../src/engine/dead-letter.ts';
import { tick } from '../../src/engine/tick.ts';
import { comment, facts, self } from '../builders.ts';
import { fakeTurn, fakeWorld, feature, statusSaying, stranger } from './fakes.ts';

const outage = new Failure('The model server cannot be reached.', {
  source: 'model',
  reason: 'unreachable',
  retryable: true,
});
const { issue, repository } = facts();
const question = { stage: 'plan', reason: 'question', text: 'Which?', inputs: 'other' } as const;

async function shown(given: Facts | undefined, error = outage) {
  const { world, seen } = fakeWorld({ facts: given });
  await showDead(world, feature, error);
  return seen;
}

describe('a feature that is given up on', () => {
  it('is told of on its issue, with what happened and what to do', async () => {
    const { announcements, commits } = await shown(facts());
    const body = announcements[0]?.status?.body;
    expect(body).toContain('Redfirst could not go on');
    expect(body).toContain('The model server cannot be reached.');
    expect(body).toContain('tried several times');
    expect(body).toContain('`/retry`');
    expect(body).toContain('model-unreachable');
    expect([announcements.length, commits.length]).toEqual([1, 0]);
  });

  it('was not tried several times when once was enough', async () => {
    const denied = new Failure('The key is refused.', { source: 'model', reason: 'denied', retryable: false });
    expect((await shown(facts(), denied)).announcements[0]?.status?.body).not.toContain('several times');
  });

  it('keeps the comment that is there, and what it says of the stages', async () => {
    const status = statusSaying({ rows: { plan: { state: 'done', summary: 'six criteria' } } });
    const { announcements } = await shown(facts({ comments: [status] }));
    expect(announcements[0]?.status?.existing?.id).toBe(status.id);
    expect(announcements[0]?.status?.body).toContain('six criteria');
  });

  it.each<[string, Partial<Facts>]>([
    ['where the base is a branch of its own', { config: 'base: develop' }],
    ['when a stranger spoke meanwhile', { comments: [comment('/retry', { author: stranger })] }],
    [
      'when a question was answered before',
      {
        comments: [
          statusSaying({ asked: { stage: 'plan', after: [0] }, stop: question }),
          comment('The first of the two.'),
        ],
      },
    ],
  ])('waits for a person, whatever is delivered, %s', async (_, over) => {
    const given = facts(over);
    const { announcements } = await shown(given);
    const body = announcements.at(-1)?.status?.body ?? '';
    const told = comment(body, { isOurs: true, author: self });
    const refused = announcements.flatMap(({ reactions = [] }) => reactions.map(({ subjectId }) => subjectId));
    const after = given.comments
      .filter(({ isOurs }) => !isOurs)
      .map(each => (refused.includes(each.nodeId) ? { ...each, reactions: ['THUMBS_DOWN' as const] } : each));
    const { world, seen } = fakeWorld({ facts: { ...given, comments: [told, ...after] } });
    await tick(world, fakeTurn());
    expect([seen.stages, seen.announcements]).toEqual([[], []]);
  });

  it.each<[string, Facts | undefined]>([
    ['gone', undefined],
    ['in an archived repository', facts({ repository: { ...repository, isArchived: true } })],
    ['none of ours', facts({ issue: { ...issue, labels: [] } })],
  ])('is not told of where the issue is %s', async (_, given) => {
    expect((await shown(given)).announcements).toEqual([]);
  });
});
