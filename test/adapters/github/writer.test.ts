import { describe, expect, it } from 'vitest';
import { gitHubWriter } from '../../../src/adapters/github/writer.ts';
import type { CommitWrite } from '../../../src/ports/github.ts';
import { oidOf } from '../../builders.ts';
import { connectionWith, failureOf, onlyWhatIsServed, repository, serveGraphql, serveTokens } from './host.ts';

onlyWhatIsServed();

type Answer = [number, unknown];

async function writerThat(...answers: Answer[]) {
  serveTokens();
  const requests = serveGraphql(...answers);
  return { requests, writer: gitHubWriter(connectionWith().connection) };
}

const operations = (requests: { query: string }[]) =>
  requests.map(({ query }) => (query.includes('createRef') ? 'create and commit' : query.split(/\W/)[1]));

const write: CommitWrite = {
  repository,
  branch: 'tdd/7-x',
  createFrom: undefined,
  expectedHead: oidOf('a'),
  headline: 'test(x): add tests',
  body: 'Redfirst-Stage: red',
  changes: [
    { path: 'test/ü.py', content: 'assert "é"\n' },
    { path: 'empty', content: '' },
    { path: 'old.py', content: null },
  ],
};
const onNewBranch = { ...write, createFrom: oidOf('a') };

const committed = { createCommitOnBranch: { commit: { oid: oidOf('b') } } };
const taken = {
  type: 'UNPROCESSABLE',
  path: ['createRef'],
  extensions: { saml_failure: false },
  message: 'A ref named "refs/heads/tdd/7-x" already exists in the repository.',
};
const stale = {
  type: 'STALE_DATA',
  path: ['createCommitOnBranch'],
  message: `Expected branch to point to "${oidOf('a')}" but it did not.  Pull and try again.`,
};
const neither = { createRef: null, createCommitOnBranch: null };
const headAt = (letter: string | undefined): Answer => {
  const ref = letter ? { name: 'tdd/7-x', target: { oid: oidOf(letter) } } : null;
  return [200, { data: { repository: { ref } } }];
};

describe('a commit', () => {
  it('holds what is written and what is deleted, on the head that is expected', async () => {
    const { requests, writer } = await writerThat([200, { data: committed }]);
    expect(await writer.commit(write)).toBe(oidOf('b'));
    expect(requests[0]?.variables).toEqual({
      commit: {
        branch: { repositoryNameWithOwner: 'acme/shelf', branchName: 'tdd/7-x' },
        expectedHeadOid: oidOf('a'),
        message: { headline: 'test(x): add tests', body: 'Redfirst-Stage: red' },
        fileChanges: {
          additions: [
            { path: 'test/ü.py', contents: Buffer.from('assert "é"\n').toString('base64') },
            { path: 'empty', contents: '' },
          ],
          deletions: [{ path: 'old.py' }],
        },
      },
    });
  });

  it('comes with its branch in one document', async () => {
    const data = { createRef: { clientMutationId: null }, ...committed };
    const { requests, writer } = await writerThat([200, { data }]);
    expect(await writer.commit(onNewBranch)).toBe(oidOf('b'));
    expect(requests[0]?.variables).toMatchObject({
      ref: { repositoryId: 'R_2', name: 'refs/heads/tdd/7-x', oid: oidOf('a') },
    });
  });

  it.each<[string, Answer[], string, string[]]>([
    [
      'done where only the branch was there',
      [[200, { data: { createRef: null, ...committed }, errors: [taken] }]],
      oidOf('b'),
      ['create and commit'],
    ],
    [
      'tried without the branch where it was not tried',
      [[200, { data: neither, errors: [taken] }], headAt('a'), [200, { data: committed }]],
      oidOf('b'),
      ['create and commit', 'Branch', 'Commit'],
    ],
  ])('is %s', async (_, answers, expected, asked) => {
    const { requests, writer } = await writerThat(...answers);
    expect(await writer.commit(onNewBranch)).toBe(expected);
    expect(operations(requests)).toEqual(asked);
  });

  const forbidden = { type: 'FORBIDDEN', path: ['createRef'], message: 'Repository rule violations found' };
  const unknown = { type: 'NOT_FOUND', path: ['createCommitOnBranch'], message: 'No such branch' };
  it.each<[string, CommitWrite, Answer[], string, boolean]>([
    [
      'on a head that moved',
      write,
      [[200, { data: { createCommitOnBranch: null }, errors: [stale] }]],
      'stale-head',
      true,
    ],
    [
      'on a branch that was there and is further',
      onNewBranch,
      [[200, { data: neither, errors: [taken, stale] }]],
      'stale-head',
      true,
    ],
    [
      'on one that was there and was found further',
      onNewBranch,
      [[200, { data: neither, errors: [taken] }], headAt('c')],
      'stale-head',
      true,
    ],
    [
      'on one that was there and is gone again',
      onNewBranch,
      [[200, { data: neither, errors: [taken] }], headAt(undefined)],
      'stale-head',
      true,
    ],
    [
      'where a rule forbids the branch',
      onNewBranch,
      [[200, { data: neither, errors: [forbidden, unknown] }]],
      'denied',
      false,
    ],
    [
      'on a branch that GitHub has not heard of yet',
      onNewBranch,
      [[200, { data: neither, errors: [unknown] }]],
      'gone',
      true,
    ],
    ['that nobody speaks of', write, [[200, { data: { createCommitOnBranch: null } }]], 'malformed', true],
    ['after a bad moment, which may have come after it', write, [[502, 'Bad Gateway']], 'unavailable', true],
  ])('is not made %s', async (_, what, answers, reason, retryable) => {
    const { writer } = await writerThat(...answers);
    expect(await failureOf(writer.commit(what))).toMatchObject({ reason, retryable });
  });
});

describe('a pull request', () => {
  const draft = { title: 'feat: x', body: 'Closes #7', isReady: false };
  const open = async (...answers: Answer[]) => {
    const { requests, writer } = await writerThat(...answers);
    return { requests, opened: writer.openPull({ repository, head: 'tdd/7-x', base: 'develop', draft }) };
  };

  it('is opened as a draft', async () => {
    const pullRequest = { id: 'PR_8', number: 8, url: 'https://github.com/acme/shelf/pull/8' };
    const { requests, opened } = await open([200, { data: { createPullRequest: { pullRequest } } }]);
    expect(await opened).toEqual({ nodeId: 'PR_8', number: 8, url: pullRequest.url });
    expect(requests[0]?.variables).toEqual({
      input: {
        repositoryId: 'R_2',
        headRefName: 'tdd/7-x',
        baseRefName: 'develop',
        title: 'feat: x',
        body: 'Closes #7',
        draft: true,
      },
    });
  });

  it('is not opened twice', async () => {
    const message = 'A pull request already exists for acme:tdd/7-x.';
    const errors = [{ type: 'UNPROCESSABLE', path: ['createPullRequest'], message }];
    const { opened } = await open([200, { data: { createPullRequest: null }, errors }]);
    const failure = await failureOf(opened);
    expect(failure).toMatchObject({ reason: 'rejected', retryable: true });
    expect(failure.message).toBe(`GitHub refused OpenPull: ${message}`);
  });
});
