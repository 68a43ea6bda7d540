import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { checkGitVersion } from '../../../src/adapters/git/git-version.ts';
import { gitRepositories } from '../../../src/adapters/git/remote.ts';
import { silentLog } from '../sandbox/silent-log.ts';
import { bareRepository, commit, everyFile, type GitServer, git, gitServer } from './git-server.ts';

const token = 'ghs_aTokenThatMustNotLeak';
const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
let root: string;
let server: GitServer;
let directory: string;
let first: string;
let second: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'redfirst-git-'));
  server = await gitServer(root);
  await bareRepository(join(root, 'r.git'));
  first = await commit(join(root, 'r.git'), { a: '1\n', b: '2\n', 'd/c': '3\n' });
  second = await commit(join(root, 'r.git'), { a: '1\n', b: 'two\n', 'd/c': '3\n' }, first);
});
beforeEach(async () => {
  directory = await mkdtemp(join(root, 'data-'));
  Object.assign(server, {
    whileServing: undefined,
    refuseWith: undefined,
    location: undefined,
    isStalled: false,
    authorizations: [],
  });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const open = (name = 'r.git', rest: object = {}) =>
  gitRepositories({ directory, token: async () => token, log: silentLog, ...rest }).open({
    ...{ installationId: 1, id: 7, owner: 'o', name: 'r' },
    cloneUrl: name.includes(':') ? name : `${server.url}/${name}`,
  });

it('sends the token to the server, and shows it on no command line and in no file', async () => {
  let commandLines = '';
  server.whileServing = async () => {
    const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
    const lines = await Promise.all(ids.map(id => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
    commandLines += lines.join('\n');
  };
  const tree = await (await open()).treeAt(first);
  await tree.directory();
  expect(new Set(server.authorizations)).toEqual(new Set([`Basic ${basic}`]));
  expect(commandLines).toMatch(/git\0?.*fetch/);
  for (const secret of [token, basic]) {
    expect(commandLines).not.toContain(secret);
    expect(await everyFile(directory)).not.toContain(secret);
  }
  expect(await everyFile(directory)).toContain('repositoryformatversion');
});

it('follows no redirect, so that no other host sees the token', async () => {
  const other = await gitServer(root);
  Object.assign(server, { refuseWith: 301, location: other.url });
  await expect((await open()).treeAt(first)).rejects.toMatchObject({
    source: 'git',
    reason: 'moved',
    retryable: false,
  });
  expect(other.authorizations).toEqual([]);
  await other.close();
});

it('asks for the blobs of a tree at once, and not again for what is here', async () => {
  const clone = await open();
  await clone.treeAt(first);
  const forFirst = server.authorizations.length;
  await (await clone.treeAt(first)).list();
  expect(server.authorizations.length).toBe(forFirst);
  const tree = await clone.treeAt(second);
  expect(await tree.read('b')).toBe('two\n');
  expect(server.authorizations.length).toBeLessThanOrEqual(2 * forFirst);
  expect(forFirst).toBeLessThanOrEqual(6);
  const history = await git(join(directory, 'clones', '7.git'), ['rev-list', '--count', second]);
  expect(history).toBe('1');
});

it('lets several ask at once for the same and for different commits', async () => {
  const clone = await open();
  const trees = await Promise.all([first, second, first, second].map(oid => clone.treeAt(oid)));
  const texts = await Promise.all(trees.map(tree => tree.read('b')));
  expect(texts).toEqual(['2\n', 'two\n', '2\n', 'two\n']);
});

it('starts without hooks and runs none', async () => {
  const clone = await open();
  const own = join(directory, 'clones', '7.git');
  const mark = join(directory, 'ran');
  await mkdir(join(own, 'hooks'), { recursive: true });
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc']) {
    await writeFile(join(own, 'hooks', hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  }
  await (await clone.treeAt(first)).directory();
  expect(await readdir(directory)).not.toContain('ran');
});

it('accepts nothing that git calls dangerous', async () => {
  const evil = join(root, 'evil.git');
  await bareRepository(evil);
  const blob = await git(evil, ['hash-object', '-w', '--stdin'], 'x');
  const inner = await git(evil, ['mktree'], `100644 blob ${blob}\tconfig\n`);
  const tree = await git(evil, ['mktree'], `040000 tree ${inner}\t.git\n`);
  const oid = await git(evil, ['commit-tree', tree, '-m', 'evil']);
  await git(evil, ['update-ref', 'refs/heads/main', oid]);
  await expect((await open('evil.git')).treeAt(oid)).rejects.toMatchObject({ source: 'git', reason: 'malformed' });
});

it.each([
  [401, 'denied', false],
  [403, 'denied', false],
  [404, 'gone', false],
  [429, 'rate-limited', true],
  [500, 'unreachable', true],
  [503, 'unreachable', true],
])('reads HTTP %i as %s', async (status, reason, retryable) => {
  server.refuseWith = status;
  const clone = await open();
  await expect(clone.treeAt(first)).rejects.toMatchObject({ source: 'git', reason, retryable });
});

it('reads a closed port as unreachable, and file and ssh addresses as not allowed', async () => {
  const failure = (url: string) => open(url).then(clone => clone.treeAt(first));
  await expect(failure('http://127.0.0.1:1/r.git')).rejects.toMatchObject({ reason: 'unreachable', retryable: true });
  await expect(failure('ssh://git@127.0.0.1/r.git')).rejects.toMatchObject({ reason: 'denied', retryable: false });
  await expect(failure('ext::sh -c "touch /tmp/x"')).rejects.toMatchObject({ reason: 'denied', retryable: false });
});

it('gives up on a server that does not answer, with all its processes', async () => {
  server.isStalled = true;
  const clone = await open('r.git', { fetchTimeout: 500 });
  await expect(clone.treeAt(first)).rejects.toMatchObject({ reason: 'timed-out', retryable: true });
});

it('can be asked again after a failure', async () => {
  const clone = await open();
  server.refuseWith = 503;
  await expect(clone.treeAt(first)).rejects.toThrow('cannot be reached');
  server.refuseWith = undefined;
  expect(await (await clone.treeAt(first)).read('a')).toBe('1\n');
});

it('keeps message and reason free of the token', async () => {
  server.refuseWith = 403;
  const failure = await (await open()).treeAt(first).catch((error: unknown) => error);
  expect(JSON.stringify([failure, String(failure)])).not.toContain(basic);
});

it('knows the version of git, and says when there is none', async () => {
  expect(await checkGitVersion()).toMatch(/^\d+\.\d+/);
  await expect(checkGitVersion({ PATH: '/nonexistent' })).rejects.toMatchObject({ source: 'git', reason: 'no-git' });
  const old = await mkdtemp(join(root, 'old-'));
  await writeFile(join(old, 'git'), '#!/bin/sh\necho "git version 2.30.2"\n', { mode: 0o755 });
  await expect(checkGitVersion({ PATH: `${old}:/bin` })).rejects.toMatchObject({ reason: 'old-git' });
});
