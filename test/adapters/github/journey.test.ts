import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/adapters/github/connection.ts';
import { hostUrls } from '../../../src/adapters/github/hosts.ts';
import { gitHubReader } from '../../../src/adapters/github/reader.ts';
import { gitHubWriter } from '../../../src/adapters/github/writer.ts';
import { statusMarker } from '../../../src/domain/status.ts';
import { formatTrailers } from '../../../src/domain/trailer.ts';
import type { CommitWrite } from '../../../src/ports/github.ts';
import { appId, keys, person, playgroundWith, sampleRepository } from '../../playground/world.ts';
import { failureOf, handClock } from './host.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The real adapter against a GitHub over HTTP, with a labelled issue in it. */
async function world() {
  const playground = await playgroundWith();
  const { privateKey } = keys;
  const { host } = new URL(playground.url);
  const urls = hostUrls({ host, protocol: 'http' });
  const connection = connect({ appId, privateKey, ...urls, writeSpacing: 0, log: silent, clock: handClock() });
  const writer = person(playground, 'writer');
  await writer.issues.createLabel({ ...sampleRepository, name: 'tdd-feature', color: 'ededed' });
  await writer.issues.create({ ...sampleRepository, title: 'Subtract', body: 'Please.', labels: ['tdd-feature'] });
  const { state } = playground;
  const installationId = state.installations[0]?.id ?? 0;
  const feature = {
    repository: { installationId, id: state.repositories[0]?.id ?? 0, owner: 'acme', name: 'sample' },
    issue: 1,
  };
  const reader = gitHubReader(connection);
  const factsNow = async () => {
    const facts = await reader.readFacts(feature);
    return facts ?? expect.fail('the issue is gone');
  };
  return { playground, writer, reader, feature, factsNow, github: gitHubWriter(connection) };
}

type World = Awaited<ReturnType<typeof world>>;

async function planCommit({ factsNow }: World, over: Partial<CommitWrite> = {}): Promise<CommitWrite> {
  const { repository, base } = await factsNow();
  return {
    repository,
    branch: 'tdd/1-subtract',
    createFrom: base.oid,
    expectedHead: base.oid,
    headline: 'docs(spec): plan subtract',
    body: formatTrailers({ stage: 'plan', issue: 1 }),
    changes: [
      { path: 'specs/subtract.md', content: '# Plan: çedilla\n' },
      { path: 'src/add.py', content: null },
    ],
    ...over,
  };
}

describe('the adapter over HTTP', () => {
  it('reads a labelled issue on which nothing has happened', async () => {
    const { playground, factsNow, reader, feature } = await world();
    const { users, bot } = playground;
    const facts = await factsNow();
    expect(facts).toMatchObject({
      self: { id: bot.id, login: 'redfirst[bot]', kind: 'bot', appId },
      repository: { ...feature.repository, cloneUrl: `${playground.url}/acme/sample.git`, defaultBranch: 'main' },
      base: { name: 'main' },
      issue: { title: 'Subtract', isOpen: true, labels: [{ name: 'tdd-feature' }] },
      comments: [],
      checks: [],
    });
    expect([facts.config, facts.branch, facts.pull]).toEqual([undefined, undefined, undefined]);
    expect(facts.issue.labelings).toMatchObject([{ actor: { id: users.writer.id, login: 'writer', kind: 'user' } }]);
    expect(facts.issue.editor).toBeUndefined();
    expect(await reader.labelledIssues(() => ['tdd-feature'])).toEqual([feature]);
    expect(await reader.labelledIssues(() => ['another'])).toEqual([]);
    expect(await reader.permissionOf(facts.repository, users.writer)).toBe('write');
    expect(await reader.permissionOf(facts.repository, { id: users.writer.id, login: 'triager' })).toBe('none');
    expect(await reader.readBranch(facts.repository, 'main')).toEqual(facts.base);
    expect(await reader.readBranch(facts.repository, 'nowhere')).toBeUndefined();
    expect(await reader.readFacts({ ...feature, issue: 99 })).toBeUndefined();
  });

  it('commits, opens a pull request, says all the rest at once, and reads it again', async () => {
    const here = await world();
    const { github, factsNow, writer } = here;
    const oid = await github.commit(await planCommit(here));
    const { data: spoken } = await writer.issues.createComment({
      ...sampleRepository,
      issue_number: 1,
      body: '/approve',
    });
    const { repository, issue, base } = await factsNow();
    const pull = await github.openPull({
      repository,
      head: 'tdd/1-subtract',
      base: base.name,
      draft: { title: 'Subtract', body: 'Closes #1', isReady: false },
    });
    const status = await github.announce({
      repository,
      status: { subjectId: issue.nodeId, existing: undefined, body: `Planned\n\n${statusMarker}{} -->` },
      checks: {
        headOid: oid,
        drafts: [
          {
            name: 'redfirst/spec',
            conclusion: 'success',
            title: 'Sound',
            summary: '',
            annotations: [],
            externalId: 'e1',
          },
        ],
      },
      pull: { id: pull.nodeId, draft: { title: 'feat: subtract', body: 'Closes #1.', isReady: true }, wasReady: false },
      reactions: [{ subjectId: spoken.node_id, content: 'THUMBS_UP' }],
      replies: [{ subjectId: issue.nodeId, body: 'a word' }],
      removeLabel: { issueId: issue.nodeId, labelId: issue.labels[0]?.nodeId ?? '' },
    });
    const after = await factsNow();
    expect(after).toMatchObject({
      branch: { name: 'tdd/1-subtract', oid, commits: [{ oid, isOurs: true }] },
      pull: { number: pull.number, isDraft: false, isOpen: true, title: 'feat: subtract', body: 'Closes #1.' },
      checks: [{ name: 'redfirst/spec', headOid: oid, conclusion: 'success', externalId: 'e1' }],
      issue: { labels: [] },
      comments: [
        { id: spoken.id, isOurs: false, body: '/approve', reactions: ['THUMBS_UP'] },
        { id: status?.id, nodeId: status?.nodeId, isOurs: true, author: { kind: 'bot' } },
        { isOurs: true, body: 'a word' },
      ],
    });
    const changed = await github.announce({
      repository,
      status: { subjectId: issue.nodeId, existing: after.comments[1], body: 'changed' },
    });
    expect(changed).toEqual(status);
    expect((await factsNow()).comments[1]).toMatchObject({ body: 'changed', wasEdited: true });
    const { data: file } = await writer.repos.getContent({ ...sampleRepository, path: 'specs/subtract.md', ref: oid });
    expect(Buffer.from((file as { content: string }).content, 'base64').toString()).toBe('# Plan: çedilla\n');
  });

  it('commits to a branch that a process which died has left', async () => {
    const here = await world();
    const { writer, github, factsNow } = here;
    const write = await planCommit(here);
    await writer.git.createRef({ ...sampleRepository, ref: `refs/heads/${write.branch}`, sha: write.expectedHead });
    const oid = await github.commit(write);
    expect((await factsNow()).branch).toMatchObject({ oid, commits: [{ oid, isOurs: true }] });
  });

  it("leaves a person's commit alone, and says that the head has moved", async () => {
    const here = await world();
    const { writer, github, factsNow } = here;
    const write = await planCommit(here);
    await github.commit(write);
    await writer.repos.createOrUpdateFileContents({
      ...sampleRepository,
      branch: write.branch,
      path: 'note.md',
      message: 'mine',
      content: '',
    });
    expect(await failureOf(github.commit(write))).toMatchObject({ reason: 'stale-head', retryable: true });
    const { branch } = await factsNow();
    expect(branch?.commits.map(({ message, isOurs }) => [message.split('\n')[0], isOurs])).toEqual([
      ['docs(spec): plan subtract', true],
      ['mine', false],
    ]);
  });

  it('makes one commit and one comment, however GitHub fails after it has done them', async () => {
    const here = await world();
    const { playground, github, factsNow } = here;
    const { repository, issue } = await factsNow();
    const write = await planCommit(here);
    const announcement = { repository, status: { subjectId: issue.nodeId, existing: undefined, body: 'once' } };
    for (const operation of ['Commit', 'Announce'])
      playground.orderFault({ match: { operation }, effect: { do: 'answer', status: 502 }, when: 'after' });
    expect(await failureOf(github.commit(write))).toMatchObject({ reason: 'unavailable', retryable: true });
    expect(await failureOf(github.announce(announcement))).toMatchObject({ reason: 'unavailable', retryable: true });
    const { branch, comments } = await factsNow();
    expect([branch?.commits.length, comments.map(({ body }) => body)]).toEqual([1, ['once']]);
  });

  it('refuses a second pull request for a branch', async () => {
    const here = await world();
    const { github, factsNow } = here;
    await github.commit(await planCommit(here));
    const { repository, base } = await factsNow();
    const draft = { title: 'Subtract', body: '', isReady: false };
    const open = () => github.openPull({ repository, head: 'tdd/1-subtract', base: base.name, draft });
    const { number } = await open();
    expect(await failureOf(open())).toMatchObject({ reason: 'rejected' });
    expect((await factsNow()).pull).toMatchObject({ number, isDraft: true });
  });

  it('finds the plan on a long branch, and the status on a long issue', async () => {
    const here = await world();
    const { github, writer, factsNow } = here;
    const write = await planCommit(here);
    const oid = await github.commit(write);
    const { repository, issue } = await factsNow();
    for (let count = 0; count < 21; count += 1) {
      const body = `before ${count}`;
      await writer.issues.createComment({ ...sampleRepository, issue_number: 1, body });
    }
    const body = `Here\n\n${statusMarker}{} -->`;
    await github.announce({ repository, status: { subjectId: issue.nodeId, existing: undefined, body } });
    for (let count = 0; count < 101; count += 1)
      await writer.issues.createComment({ ...sampleRepository, issue_number: 1, body: `after ${count}` });
    for (let count = 0; count < 25; count += 1)
      await writer.repos.createOrUpdateFileContents({
        ...sampleRepository,
        branch: write.branch,
        path: `note-${count}.md`,
        message: `note ${count}`,
        content: '',
      });
    const { comments, branch } = await factsNow();
    expect(comments).toHaveLength(123);
    expect(comments[21]).toMatchObject({ isOurs: true, body });
    expect(branch?.commits).toHaveLength(26);
    expect(branch?.commits[0]).toMatchObject({ oid, isOurs: true });
  });
});
