import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Playground } from '../../src/playground/server.ts';
import {
  hookReceiver,
  installed,
  person,
  playgroundWith,
  sampleRepository as sample,
  scratch,
  tokenFor,
} from './world.ts';

const env = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'writer',
  GIT_AUTHOR_EMAIL: 'writer@example.com',
  GIT_COMMITTER_NAME: 'writer',
  GIT_COMMITTER_EMAIL: 'writer@example.com',
};

const git = (cwd: string, ...args: string[]) => execa('git', args, { cwd, env });

function remote(playground: Playground, credentials?: string): string {
  const url = new URL('/acme/sample.git', playground.url);
  const [username = '', password = ''] = (credentials ?? '').split(':');
  Object.assign(url, { username, password });
  return String(url);
}

async function cloned(
  playground: Playground,
  credentials = 'writer:ghp_writer',
  ...options: string[]
): Promise<string> {
  const directory = join(scratch(), 'clone');
  await git('.', 'clone', '--quiet', ...options, remote(playground, credentials), directory);
  return directory;
}

async function push(directory: string, branch: string, file: string): Promise<string> {
  await git(directory, 'checkout', '--quiet', '-B', branch);
  writeFileSync(join(directory, file), `${file}\n`);
  await git(directory, 'add', '.');
  await git(directory, 'commit', '--quiet', '-m', `feat: ${file}`);
  await git(directory, 'push', '--quiet', 'origin', branch);
  return (await git(directory, 'rev-parse', 'HEAD')).stdout;
}

describe('git over HTTP', () => {
  it('clones with an installation token, and without the blobs', async () => {
    const playground = await playgroundWith();
    const directory = await cloned(
      playground,
      `x-access-token:${await tokenFor(playground)}`,
      '--filter=blob:none',
      '--bare',
    );
    const { stdout } = await git(directory, 'rev-list', '--objects', '--all', '--missing=print');
    expect(stdout).toContain('?');
    expect((await git(directory, 'log', '--format=%s')).stdout).toBe('Initial commit');
  });

  it('fetches one commit by its id', async () => {
    const playground = await playgroundWith();
    const directory = await cloned(playground);
    const oid = (await git(directory, 'rev-parse', 'HEAD')).stdout;
    const bare = scratch();
    await git(bare, 'init', '--quiet', '--bare');
    await git(bare, 'fetch', '--quiet', '--depth=1', remote(playground), oid);
    expect((await git(bare, 'cat-file', '-t', oid)).stdout).toBe('commit');
  });

  it('follows a push with the pull request and the webhooks', async () => {
    const playground = await playgroundWith();
    const hooks = await hookReceiver();
    const directory = await cloned(playground);
    const writer = person(playground, 'writer');
    await push(directory, 'topic', 'one.txt');
    await writer.pulls.create({ ...sample, title: 'Topic', head: 'topic', base: 'main' });
    playground.setWebhookUrl(hooks.url);
    const oid = await push(directory, 'topic', 'two.txt');
    await playground.settled();
    const { data: pull } = await writer.pulls.get({ ...sample, pull_number: 1 });
    expect([pull.head.sha, pull.commits, pull.changed_files, pull.mergeable]).toEqual([oid, 2, 2, true]);
    expect(hooks.names().sort()).toEqual(['pull_request.synchronize', 'push']);
    const sent = hooks.received.find(hook => hook.event === 'push')?.payload;
    expect(sent).toMatchObject({ ref: 'refs/heads/topic', after: oid, forced: false, sender: { login: 'writer' } });
    expect((await git(directory, 'ls-remote', 'origin', 'refs/pull/1/head')).stdout).toContain(oid);
  });

  it('refuses a push by somebody who may only read, and by nobody', async () => {
    const playground = await playgroundWith();
    for (const credentials of ['outsider:ghp_outsider', '']) {
      const directory = await cloned(playground, credentials);
      await expect(push(directory, 'topic', 'one.txt')).rejects.toThrow(/403|Authentication|could not read Username/);
    }
  });

  it('shows a private repository to those who may see it only', async () => {
    const playground = await playgroundWith();
    await playground.createRepository({ owner: 'acme', name: 'hidden', private: true });
    const list = (auth: string) => git('.', 'ls-remote', remote(playground, auth).replace('sample', 'hidden'));
    await expect(list('outsider:ghp_outsider')).rejects.toThrow(/not found/i);
    await expect(list('writer:ghp_writer')).resolves.toMatchObject({ exitCode: 0 });
  });

  it('shows real diffs and merges as a person', async () => {
    const playground = await playgroundWith();
    const writer = person(playground, 'writer');
    await writer.issues.create({ ...sample, title: 'Greet' });
    await push(await cloned(playground), 'topic', 'one.txt');
    const { data: pull } = await writer.pulls.create({
      ...sample,
      title: 'Greet',
      body: 'Closes #1',
      head: 'topic',
      base: 'main',
    });
    const { data: files } = await writer.pulls.listFiles({ ...sample, pull_number: pull.number });
    expect(files).toMatchObject([
      { filename: 'one.txt', status: 'added', additions: 1, patch: '@@ -0,0 +1 @@\n+one.txt' },
    ]);
    await writer.pulls.merge({ ...sample, pull_number: pull.number });
    const { data: issue } = await writer.issues.get({ ...sample, issue_number: 1 });
    const { data: content } = await writer.repos.getContent({ ...sample, path: 'one.txt' });
    expect([issue.state, (content as { size: number }).size]).toEqual(['closed', 8]);
  });

  it('takes a repository as it is, with its branches', async () => {
    const playground = await playgroundWith();
    const source = await cloned(playground);
    await push(source, 'develop', 'one.txt');
    await playground.createRepository({ owner: 'acme', name: 'taken', from: source, defaultBranch: 'develop' });
    const { data } = await person(playground, 'writer').repos.listBranches({ owner: 'acme', repo: 'taken' });
    expect(data.map(branch => branch.name)).toEqual(['develop', 'main']);
  });

  it('answers 409 for an empty repository', async () => {
    const playground = await playgroundWith({ files: {} });
    await expect(installed(playground).git.getRef({ ...sample, ref: 'heads/main' })).rejects.toMatchObject({
      status: 409,
    });
  });
});
