import { describe, expect, it } from 'vitest';
import { announcementDocument } from '../../../src/adapters/github/announcement.ts';
import { gitHubWriter } from '../../../src/adapters/github/writer.ts';
import type { CheckDraft } from '../../../src/domain/outcome.ts';
import type { Announcement } from '../../../src/ports/github.ts';
import { comment, oidOf } from '../../builders.ts';
import { connectionWith, failureOf, onlyWhatIsServed, repository, serveGraphql, serveTokens } from './host.ts';

onlyWhatIsServed();

const status = { subjectId: 'I_7', existing: undefined, body: 'now' };

const fieldsOf = (announcement: Omit<Announcement, 'repository'>) =>
  [...(announcementDocument({ repository, ...announcement })?.query ?? '').matchAll(/^ {2}(\w+): (\w+)/gm)].map(
    ([, alias, field]) => `${alias} ${field}`,
  );

function checkInput(over: Partial<CheckDraft>) {
  const draft: CheckDraft = {
    name: 'redfirst/red',
    conclusion: 'failure',
    title: 'Two tests are green',
    summary: 'text',
    annotations: [],
    externalId: 'redfirst:1',
    ...over,
  };
  const document = announcementDocument({ repository, checks: { headOid: oidOf('a'), drafts: [draft] } });
  return document?.variables['check0'] as { conclusion: string; output: Record<string, string & object[]> };
}

describe('an announcement', () => {
  it('gives evidence first, then speaks of it, then marks what is answered', () => {
    const draft = { title: 'feat: x', body: 'Closes #7', isReady: true };
    const check = { name: 'redfirst/red', conclusion: 'success', title: '', summary: '', externalId: '' } as const;
    const fields = fieldsOf({
      removeLabel: { issueId: 'I_7', labelId: 'LA_1' },
      reactions: [
        { subjectId: 'IC_1', content: 'THUMBS_UP' },
        { subjectId: 'I_7', content: 'EYES' },
      ],
      replies: [{ subjectId: 'I_7', body: 'a word' }],
      status,
      pull: { id: 'PR_8', draft, wasReady: false },
      checks: {
        headOid: oidOf('a'),
        drafts: [
          { ...check, annotations: [] },
          { ...check, annotations: [] },
        ],
      },
    });
    expect(fields).toEqual([
      'check0 createCheckRun',
      'check1 createCheckRun',
      'pull updatePullRequest',
      'pullState markPullRequestReadyForReview',
      'eyes0 addReaction',
      'status addComment',
      'reply0 addComment',
      'reaction0 addReaction',
      'label removeLabelsFromLabelable',
    ]);
  });

  it.each([
    ['ready', true, false, ['pull updatePullRequest', 'pullState markPullRequestReadyForReview']],
    ['a draft again', false, true, ['pull updatePullRequest', 'pullState convertPullRequestToDraft']],
    ['ready as it was', true, true, ['pull updatePullRequest']],
    ['a draft as it was', false, false, ['pull updatePullRequest']],
  ])('makes a pull request %s', (_, isReady, wasReady, expected) => {
    expect(fieldsOf({ pull: { id: 'PR_8', draft: { title: '', body: '', isReady }, wasReady } })).toEqual(expected);
  });

  it('of nothing is no request', async () => {
    expect(await gitHubWriter(connectionWith().connection).announce({ repository })).toBeUndefined();
  });

  const announce = async (announcement: Omit<Announcement, 'repository'>, body: object) => {
    serveTokens();
    serveGraphql([200, body]);
    return gitHubWriter(connectionWith().connection).announce({ repository, ...announcement });
  };
  const written = { id: 'IC_9', fullDatabaseId: '3141592653' };

  it('gives the status comment that it made, and not a reply', async () => {
    const data = { reply0: { clientMutationId: null }, status: { commentEdge: { node: written } } };
    const announcement = { status, replies: [{ subjectId: 'I_7', body: 'a word' }] };
    expect(await announce(announcement, { data })).toEqual({ id: 3_141_592_653, nodeId: 'IC_9' });
  });

  it('gives the status comment that it changed', async () => {
    const changed = { ...status, existing: comment('old') };
    const data = { status: { issueComment: written } };
    expect(await announce({ status: changed }, { data })).toEqual({ id: 3_141_592_653, nodeId: 'IC_9' });
  });

  it('gives nothing where it wrote no status', async () => {
    const data = { reaction0: { clientMutationId: null } };
    expect(await announce({ reactions: [{ subjectId: 'IC_1', content: 'EYES' }] }, { data })).toBeUndefined();
  });

  it('is looked at again when a part of it failed, or its answer does', async () => {
    const errors = [{ type: 'NOT_FOUND', path: ['reaction0'], message: 'Could not resolve to a node' }];
    const partly = announce({ status }, { data: { status: { commentEdge: { node: written } } }, errors });
    expect(await failureOf(partly)).toMatchObject({ reason: 'gone', retryable: true });
    const silent = announce({ status }, { data: { status: { commentEdge: null } } });
    expect(await failureOf(silent)).toMatchObject({ reason: 'malformed', retryable: true });
  });
});

describe('a check run', () => {
  it('is never neutral, and is done at once', () => {
    expect(checkInput({})).toMatchObject({
      repositoryId: 'R_2',
      headSha: oidOf('a'),
      name: 'redfirst/red',
      externalId: 'redfirst:1',
      status: 'COMPLETED',
      conclusion: 'FAILURE',
    });
    expect(checkInput({ conclusion: 'success' }).conclusion).toBe('SUCCESS');
  });

  it('points at lines, with what to do; a finding without a place stays in the summary', () => {
    const { annotations } = checkInput({
      annotations: [
        { rule: 'red', message: 'It passes.', remedy: 'Assert more.', path: 'a.py', line: 3 },
        { rule: 'red', message: 'A file is missing.', path: 'b.py' },
        { rule: 'red', message: 'No test is red.' },
      ],
    }).output;
    expect(annotations).toEqual([
      {
        path: 'a.py',
        location: { startLine: 3, endLine: 3 },
        annotationLevel: 'FAILURE',
        title: 'red',
        message: 'It passes.\nAssert more.',
      },
      {
        path: 'b.py',
        location: { startLine: 1, endLine: 1 },
        annotationLevel: 'FAILURE',
        title: 'red',
        message: 'A file is missing.',
      },
    ]);
  });

  it('keeps to what GitHub takes', () => {
    const finding = { rule: 'r'.repeat(300), message: 'm'.repeat(70_000), path: 'a.py' };
    const placeless = { rule: 'red', message: 'nowhere' };
    const annotations = [placeless, ...Array.from({ length: 60 }, () => finding)];
    const { output } = checkInput({ summary: `${'s'.repeat(65_534)}🙂`, title: 't'.repeat(300), annotations });
    expect(output['annotations']).toHaveLength(50);
    expect(output['summary']?.length).toBe(65_535);
    expect(output['summary']?.isWellFormed()).toBe(true);
    expect(output['title']?.length).toBe(255);
    const [first] = output['annotations'] as unknown as { title: string; message: string }[];
    expect([first?.title.length, Buffer.byteLength(first?.message ?? '') <= 65_536]).toEqual([255, true]);
  });
});
