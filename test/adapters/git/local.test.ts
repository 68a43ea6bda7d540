import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localRepositories } from '../../../src/adapters/git/local.ts';
import { silentLog } from '../sandbox/silent-log.ts';
import { commit, git } from './git-server.ts';

let root: string;
let path: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'redfirst-local-'));
  path = join(root, 'project');
  await git(root, ['init', '-q', path]);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const open = (from = path) =>
  localRepositories({ path: from, directory: join(root, 'data'), log: silentLog }).open({
    ...{ installationId: 0, id: 0, owner: '', name: '', cloneUrl: '' },
  });

it('reads a work tree and a linked work tree of it', async () => {
  const oid = await commit(path, { a: '1\n' });
  await git(path, ['worktree', 'add', '-q', '--detach', join(root, 'linked'), oid]);
  for (const from of [path, join(root, 'linked')]) {
    expect(await (await (await open(from)).treeAt(oid)).read('a')).toBe('1\n');
  }
});

it('runs nothing that the repository configures', async () => {
  const oid = await commit(path, { a: '1\n', '.gitattributes': '* filter=evil diff=evil\n' });
  const next = await commit(path, { a: '2\n', '.gitattributes': '* filter=evil diff=evil\n' }, oid);
  const mark = join(root, 'ran');
  const hook = join(path, '.git', 'hooks', 'post-checkout');
  await writeFile(hook, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  const evil = [
    'core.fsmonitor',
    'filter.evil.smudge',
    'diff.evil.textconv',
    'diff.evil.command',
    'diff.external',
    'core.pager',
  ];
  for (const key of evil) await git(path, ['config', key, `touch ${mark}; cat`]);
  const clone = await open();
  await (await clone.treeAt(oid)).directory();
  expect(await clone.diff(oid, next)).toMatchObject([{ path: 'a', added: [{ line: 1, text: '2' }] }]);
  expect(await readdir(root)).not.toContain('ran');
});

it('writes nothing through a link of the tree', async () => {
  const blob = await git(path, ['hash-object', '-w', '--stdin'], 'x');
  const link = await git(path, ['hash-object', '-w', '--stdin'], root);
  const inner = await git(path, ['mktree'], `100644 blob ${blob}\toutside\n`);
  const tree = await git(path, ['mktree'], `120000 blob ${link}\ta\n040000 tree ${inner}\ta\n`);
  const oid = await git(path, ['commit-tree', tree, '-m', 'evil']);
  const clone = await open();
  await clone
    .treeAt(oid)
    .then(evil => evil.directory())
    .catch(() => undefined);
  expect((await readdir(root)).sort()).toEqual(['data', 'project']);
});

it('keeps the last trees and those of a day', async () => {
  const oid = await commit(path, { a: '1\n' });
  const trees = join(root, 'data', 'trees');
  const old = Array.from({ length: 30 }, (_, index) => join(trees, `old-${index}`));
  const daysAgo = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
  for (const directory of old) {
    await mkdir(directory, { recursive: true });
    await utimes(directory, daysAgo, daysAgo);
  }
  const fresh = Array.from({ length: 25 }, (_, index) => join(trees, `fresh-${index}`));
  for (const directory of fresh) await mkdir(directory);
  const directory = await (await (await open()).treeAt(oid)).directory();
  expect(directory).toBe(join(trees, oid));
  expect((await readdir(trees)).filter(name => name.startsWith('old'))).toEqual([]);
  expect((await readdir(trees)).filter(name => !name.startsWith('old'))).toHaveLength(26);
});

it('says what is wrong with the path', async () => {
  await expect(open(join(root, 'nowhere'))).rejects.toMatchObject({ source: 'git' });
  await expect(open(root)).rejects.toMatchObject({ source: 'git', reason: 'gone' });
});
