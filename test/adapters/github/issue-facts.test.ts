import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/domain/facts.ts';
import { emptyStatus, statusMarker } from '../../../src/domain/status.ts';
import { renderStatus } from '../../../src/publish/status-comment.ts';
import type { IssueOver } from './facts-answer.ts';
import {
  commentAnswer,
  factsAnswer,
  factsFrom,
  issueAnswer,
  ourBot,
  ownCommit,
  pullAnswer,
  refAnswer,
  writer,
} from './facts-answer.ts';
import { onlyWhatIsServed } from './host.ts';

onlyWhatIsServed();

async function factsWith(issue: IssueOver, pullComments: object[] = []): Promise<Facts> {
  const pulls = [pullAnswer({ comments: { nodes: pullComments } })];
  const refs = { nodes: pullComments.length > 0 ? [refAnswer([ownCommit('a', 'plan')], { pulls })] : [] };
  const { facts } = await factsFrom(factsAnswer({ issue: issueAnswer(issue), refs }));
  return facts ?? expect.fail('no facts');
}

const status = () => commentAnswer(renderStatus(emptyStatus), { viewerDidAuthor: true, author: ourBot });

describe('comments', () => {
  it('of issue and pull request are one thread, oldest first, each said where', async () => {
    const at = (minute: number) => ({ createdAt: `2026-02-01T10:0${minute}:00Z` });
    const [same, later] = [commentAnswer('b', at(1)), commentAnswer('c', at(1))];
    const { comments } = await factsWith(
      { comments: [commentAnswer('a', at(0)), later, same, commentAnswer('e', at(3))] },
      [commentAnswer('d', at(2))],
    );
    expect(comments.map(({ body, on }) => `${body} ${on}`)).toEqual([
      'a issue',
      'b issue',
      'c issue',
      'd pull',
      'e issue',
    ]);
  });

  it('have ids of more than 31 bits', async () => {
    const { comments } = await factsWith({ comments: [commentAnswer('a', { fullDatabaseId: '3141592653' })] });
    expect(comments[0]?.id).toBe(3_141_592_653);
  });

  it.each<[string, object, object]>([
    [
      'a person',
      {},
      { author: { id: 11, login: 'writer', kind: 'user' }, isOurs: false, wasEdited: false, reactions: [] },
    ],
    ['us', { author: ourBot, viewerDidAuthor: true }, { author: { id: 99, kind: 'bot' }, isOurs: true }],
    [
      'another bot of our name',
      { author: { ...ourBot, databaseId: 98 } },
      { author: { id: 98, kind: 'bot' }, isOurs: false },
    ],
    ['an account that is gone', { author: null }, { author: undefined, isOurs: false }],
    ['a mannequin', { author: { __typename: 'Mannequin', login: 'old' } }, { author: undefined }],
    ['an organisation', { author: { __typename: 'Organization', login: 'acme' } }, { author: undefined }],
    ['somebody who changed their mind', { includesCreatedEdit: true }, { wasEdited: true }],
  ])('of %s', async (_, over, expected) => {
    const { comments } = await factsWith({ comments: [commentAnswer('a', over)] });
    expect(comments).toMatchObject([expected]);
  });

  it('carry our reactions, not those of others', async () => {
    const group = (content: string, viewerHasReacted: boolean) => ({ content, viewerHasReacted });
    const reactionGroups = [
      group('HEART', true),
      group('CONFUSED', true),
      group('THUMBS_UP', false),
      group('EYES', true),
    ];
    const { comments } = await factsWith({ comments: [commentAnswer('a', { reactionGroups })] });
    expect(comments[0]?.reactions).toEqual(['EYES', 'CONFUSED']);
  });

  it('that are among the first and the last are there once', async () => {
    const [first, both] = [commentAnswer('first'), commentAnswer('both')];
    const { comments } = await factsWith({
      earliest: [first, both],
      comments: [both, commentAnswer('last')],
    });
    expect(comments.map(({ body }) => body)).toEqual(['first', 'both', 'last']);
  });
});

describe('the status comment of a long issue', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => commentAnswer(`${index}`));
  const page = (comments: object[], startCursor: string | null) => ({
    repository: {
      issue: { comments: { pageInfo: { hasPreviousPage: startCursor !== null, startCursor }, nodes: comments } },
    },
  });
  const long = (earliest: object[], totalCount: number) =>
    factsAnswer({ issue: issueAnswer({ earliest, comments: many(100), totalCount }) });

  it('is known by its marker', () => {
    expect(renderStatus(emptyStatus)).toContain(statusMarker);
  });

  it('is among the first comments, without another request', async () => {
    const { facts, requests } = await factsFrom(long([status(), ...many(19)], 400));
    expect(requests).toHaveLength(1);
    expect(facts?.comments.filter(({ isOurs }) => isOurs)).toHaveLength(1);
  });

  it('is looked for between the first and the last, newest page first', async () => {
    const pages = [page(many(100), 'b'), page([...many(50), status(), ...many(49)], 'c')];
    const { facts, requests } = await factsFrom(long(many(20), 400), ...pages);
    expect(requests.map(({ variables }) => variables['before'])).toEqual([undefined, 'comments', 'b']);
    expect(facts?.comments).toHaveLength(320);
    expect(facts?.comments.filter(({ isOurs }) => isOurs)).toHaveLength(1);
  });

  it("is not taken for found by the marker in a stranger's comment", async () => {
    const forged = commentAnswer(renderStatus(emptyStatus));
    const { requests } = await factsFrom(long([forged, ...many(19)], 130), page(many(30), null));
    expect(requests).toHaveLength(2);
  });

  it('is not looked for where everything was read, nor without end', async () => {
    expect((await factsFrom(long(many(20), 120))).requests).toHaveLength(1);
    const pages = Array.from({ length: 5 }, () => page(many(100), 'more'));
    expect((await factsFrom(long(many(20), 2500), ...pages)).requests).toHaveLength(6);
  });
});

describe('who edited the issue last', () => {
  const outsider = { __typename: 'User', login: 'outsider', databaseId: 12 };
  const body = (editor: object | null, lastEditedAt: string) => ({ editor, lastEditedAt });
  const title = (actor: object | null, createdAt: string) => ({ renames: { nodes: [{ createdAt, actor }] } });
  const [early, late] = ['2026-02-01T10:00:00Z', '2026-02-01T11:00:00Z'];

  it.each<[string, object, number | undefined]>([
    ['nobody', { editor: null, lastEditedAt: null, renames: { nodes: [] } }, undefined],
    ['of the body', body(outsider, early), 12],
    ['of the title', title(outsider, early), 12],
    ['of a title after the body', { ...body(outsider, early), ...title(writer, late) }, 11],
    ['of a body after the title', { ...body(outsider, late), ...title(writer, early) }, 12],
    ['whose account is gone', { ...body(writer, early), ...title(null, late) }, undefined],
  ])('is known by number: %s', async (_, over, id) => {
    expect((await factsWith({ over })).issue.editor?.id).toBe(id);
  });
});

describe('who put a label on', () => {
  const labelled = (actor: object | null, createdAt = '2026-02-01T10:00:00Z') => ({
    createdAt,
    label: { name: 'tdd-feature' },
    actor,
  });

  it('is known by number, and nobody stands in for an account that is gone', async () => {
    const { issue } = await factsWith({
      timeline: [labelled(writer), null as never, labelled(ourBot), labelled(null, '2026-02-02T10:00:00Z')],
    });
    expect(issue.labelings).toEqual([
      { label: 'tdd-feature', actor: { id: 11, login: 'writer', kind: 'user' }, at: '2026-02-01T10:00:00Z' },
      { label: 'tdd-feature', actor: { id: 99, login: 'redfirst', kind: 'bot' }, at: '2026-02-01T10:00:00Z' },
      { label: 'tdd-feature', actor: { id: 0, login: 'ghost', kind: 'bot' }, at: '2026-02-02T10:00:00Z' },
    ]);
  });
});
