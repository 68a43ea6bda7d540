import { describe, expect, it } from 'vitest';
import type { Playground } from '../../src/playground/server.ts';
import { appId, installed, person, playgroundWith, sampleRepository as sample } from './world.ts';

const createRef = 'createRef(input: $ref) { ref { name } }';
const createCommit = 'createCommitOnBranch(input: $commit) { commit { oid } }';
const commitMutation = `mutation Commit($commit: CreateCommitOnBranchInput!) { ${createCommit} }`;
const branchMutation = `mutation($ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!) { ${createRef} ${createCommit} }`;
const openPullMutation = `mutation OpenPull($input: CreatePullRequestInput!) {
  createPullRequest(input: $input) { pullRequest { id number url } }
}`;

const actor = '__typename login ... on User { databaseId } ... on Bot { databaseId }';
const factsQuery = `query Facts($owner: String!, $name: String!, $issue: Int!, $query: String!, $appId: Int!) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name, followRenames: true) {
    id databaseId name isArchived isEmpty owner { login }
    defaultBranchRef { name target { oid } }
    develop: ref(qualifiedName: "refs/heads/develop") { name }
    readme: object(expression: "HEAD:README.md") { ... on Blob { text isTruncated isBinary } }
    issue(number: $issue) {
      id title body state locked
      labels(first: 50) { nodes { id name } }
      timelineItems(last: 30, itemTypes: [LABELED_EVENT]) {
        nodes { ... on LabeledEvent { createdAt label { name } actor { ${actor} } } }
      }
      comments(last: 100) {
        totalCount
        nodes {
          id databaseId body createdAt includesCreatedEdit viewerDidAuthor url author { ${actor} }
          reactionGroups { content viewerHasReacted }
        }
      }
    }
    refs(refPrefix: "refs/heads/", query: $query, first: 10) {
      nodes {
        name
        target { oid ... on Commit {
          history(first: 50) { nodes { oid message author { email user { login } } signature { isValid wasSignedByGitHub } } }
          checkSuites(first: 3, filterBy: { appId: $appId }) {
            nodes { checkRuns(first: 20) { nodes { id name status conclusion externalId } } }
          }
        } }
        associatedPullRequests(first: 5) { nodes { id state isDraft merged headRefName baseRefName url } }
      }
    }
  }
}`;

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function headOf(playground: Playground, branch = 'main'): Promise<string> {
  const { data } = await person(playground, 'writer').git.getRef({ ...sample, ref: `heads/${branch}` });
  return data.object.sha;
}

const repositoryNodeId = (playground: Playground) => playground.state.repositories[0]?.nodeId ?? '';

function commitInput(expectedHeadOid: string, branchName = 'tdd/1-subtract') {
  return {
    branch: { repositoryNameWithOwner: 'acme/sample', branchName },
    expectedHeadOid,
    message: { headline: 'docs(spec): plan', body: 'Redfirst-Stage: plan\nRedfirst-Issue: 1' },
    fileChanges: { additions: [{ path: 'specs/subtract.md', contents: base64('# Plan\n') }], deletions: [] },
  };
}

/** A branch cut and committed to by the App, and its pull request. */
async function openedPull(playground: Playground) {
  const octokit = installed(playground);
  const repositoryId = repositoryNodeId(playground);
  const head = await headOf(playground);
  await person(playground, 'writer').issues.create({ ...sample, title: 'Subtract' });
  const made = await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(branchMutation, {
    ref: { repositoryId, name: 'refs/heads/tdd/1-subtract', oid: head },
    commit: commitInput(head),
  });
  const input = {
    repositoryId,
    headRefName: 'tdd/1-subtract',
    baseRefName: 'main',
    title: 'Subtract',
    body: '',
    draft: true,
  };
  const opened = await octokit.graphql<{ createPullRequest: { pullRequest: { id: string; number: number } } }>(
    openPullMutation,
    { input },
  );
  return {
    octokit,
    repositoryId,
    oid: made.createCommitOnBranch.commit.oid,
    pull: opened.createPullRequest.pullRequest,
  };
}

const factsVariables = { owner: 'acme', name: 'sample', issue: 1, query: 'tdd/1-', appId };

describe('the GraphQL API', () => {
  it('commits to a branch, signed by GitHub, in the name of the bot', async () => {
    const playground = await playgroundWith();
    const { octokit, oid } = await openedPull(playground);
    const { data: commit } = await octokit.git.getCommit({ ...sample, commit_sha: oid });
    const { bot } = playground;
    expect(commit.author).toMatchObject({ email: `${bot.id}+${bot.login}@users.noreply.github.com` });
    expect(commit.verification.verified).toBe(true);
    expect(commit.message).toBe('docs(spec): plan\n\nRedfirst-Stage: plan\nRedfirst-Issue: 1');
  });

  it('can be looked at as plain data', async () => {
    const playground = await playgroundWith();
    const { oid } = await openedPull(playground);
    const [repository] = playground.state.repositories;
    const snapshot = repository && (await playground.snapshot(repository));
    expect(snapshot).toMatchObject({
      issues: [{ number: 1, title: 'Subtract', author: 'writer', labels: [], comments: [] }],
      pulls: [{ number: 2, head: 'tdd/1-subtract', base: 'main', isDraft: true, isMerged: false }],
      branches: { 'tdd/1-subtract': [{ oid, author: 'redfirst[bot]', isVerified: true }, { isVerified: false }] },
      checks: [],
    });
  });

  it('refuses a commit on a head that moved, in GitHub’s words', async () => {
    const playground = await playgroundWith();
    const { octokit, oid } = await openedPull(playground);
    const stale = octokit.graphql(commitMutation, { commit: commitInput(await headOf(playground)) });
    await expect(stale).rejects.toMatchObject({
      errors: [
        {
          type: 'STALE_DATA',
          path: ['createCommitOnBranch'],
          message: expect.stringMatching(
            /^Expected branch to point to "\w{40}" but it did not\. {2}Pull and try again\.$/,
          ),
        },
      ],
    });
    expect(await headOf(playground, 'tdd/1-subtract')).toBe(oid);
  });

  it('lets exactly one of two commits on the same head through', async () => {
    const playground = await playgroundWith();
    const { octokit, oid } = await openedPull(playground);
    const commit = () => octokit.graphql(commitMutation, { commit: commitInput(oid) });
    const results = await Promise.allSettled([commit(), commit(), commit()]);
    expect(results.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('answers the facts of a feature in one query', async () => {
    const playground = await playgroundWith();
    const { octokit, repositoryId, oid, pull } = await openedPull(playground);
    await octokit.graphql(
      'mutation($input: CreateCheckRunInput!) { createCheckRun(input: $input) { checkRun { id } } }',
      {
        input: {
          repositoryId,
          headSha: oid,
          name: 'redfirst/spec',
          status: 'COMPLETED',
          conclusion: 'SUCCESS',
          externalId: 'x',
        },
      },
    );
    await person(playground, 'writer').issues.addLabels({ ...sample, issue_number: 1, labels: ['tdd-feature'] });
    await octokit.issues.createComment({ ...sample, issue_number: 1, body: 'Working on it.' });
    const { data } = await octokit.request('POST /graphql', { query: factsQuery, variables: factsVariables });
    const labelled = { label: { name: 'tdd-feature' }, actor: { __typename: 'User', login: 'writer' } };
    const run = { name: 'redfirst/spec', status: 'COMPLETED', conclusion: 'SUCCESS', externalId: 'x' };
    const signed = {
      signature: { isValid: true, wasSignedByGitHub: true },
      author: { user: { login: 'redfirst[bot]' } },
    };
    expect(data.data).toMatchObject({
      viewer: { login: 'redfirst[bot]', databaseId: playground.bot.id },
      repository: {
        id: repositoryId,
        defaultBranchRef: { name: 'main' },
        develop: null,
        readme: { text: '# Sample\n', isTruncated: false, isBinary: false },
        issue: {
          labels: { nodes: [{ name: 'tdd-feature' }] },
          timelineItems: { nodes: [labelled] },
          comments: {
            nodes: [
              { viewerDidAuthor: true, includesCreatedEdit: false, author: { __typename: 'Bot', login: 'redfirst' } },
            ],
          },
        },
        refs: {
          nodes: [
            {
              name: 'tdd/1-subtract',
              target: {
                oid,
                history: { nodes: [{ oid, ...signed }, { signature: null }] },
                checkSuites: { nodes: [{ checkRuns: { nodes: [run] } }] },
              },
              associatedPullRequests: {
                nodes: [{ id: pull.id, state: 'OPEN', isDraft: true, headRefName: 'tdd/1-subtract' }],
              },
            },
          ],
        },
      },
    });
  });

  it('runs the mutations of one document in order and reports those that fail', async () => {
    const playground = await playgroundWith();
    await person(playground, 'writer').issues.create({ ...sample, title: 'Subtract' });
    const subjectId = playground.state.repositories[0]?.issues[0]?.nodeId;
    const both = installed(playground).graphql(
      `mutation($subjectId: ID!) {
        first: addComment(input: { subjectId: $subjectId, body: "one" }) { commentEdge { node { body } } }
        second: addReaction(input: { subjectId: "nothing", content: EYES }) { reaction { content } }
        third: addComment(input: { subjectId: $subjectId, body: "two" }) { commentEdge { node { body } } }
      }`,
      { subjectId },
    );
    await expect(both).rejects.toMatchObject({ errors: [{ type: 'NOT_FOUND', path: ['second'] }] });
    expect(playground.state.repositories[0]?.issues[0]?.comments.map(comment => comment.body)).toEqual(['one', 'two']);
  });

  it('finds issues by label', async () => {
    const playground = await playgroundWith();
    await person(playground, 'writer').issues.create({ ...sample, title: 'Subtract', labels: ['tdd-feature'] });
    const octokit = installed(playground);
    const query = `{ repository(owner: "acme", name: "sample") {
      issues(labels: ["tdd-feature"], states: [OPEN], first: 10) { pageInfo { hasNextPage } nodes { number } }
    } }`;
    const issues = { pageInfo: { hasNextPage: false }, nodes: [{ number: 1 }] };
    expect(await octokit.graphql(query)).toMatchObject({ repository: { issues } });
  });

  it.each([
    ['a field that GitHub does not have', '{ viewer { shoeSize } }', /Cannot query field "shoeSize"/],
    [
      'a connection without its size',
      '{ repository(owner: "acme", name: "sample") { issues { totalCount } } }',
      /`first` or `last`/,
    ],
    [
      'a page that is too large',
      '{ repository(owner: "acme", name: "sample") { issues(first: 101) { totalCount } } }',
      /limit of 100/,
    ],
    [
      'a repository that is not there',
      '{ repository(owner: "acme", name: "none") { id } }',
      /Could not resolve to a Repository/,
    ],
  ])('refuses %s', async (_, query, message) => {
    const playground = await playgroundWith();
    await expect(installed(playground).graphql(query)).rejects.toThrow(message);
  });
});
