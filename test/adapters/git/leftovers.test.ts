import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gitRepositories } from '../../../src/adapters/git/remote.ts';
import { Failure } from '../../../src/domain/failure.ts';
import { silentLog } from '../sandbox/silent-log.ts';
import { bareRepository, commit, type GitServer, gitServer } from './git-server.ts';

let root: string;
let server: GitServer;
let directory: string;
let first: string;
let second: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'redfirst-git-'));
  server = await gitServer(root);
  await bareRepository(join(root, 'r.git'));
  first = await commit(join(root, 'r.git'), { a: '1\n' });
  second = await commit(join(root, 'r.git'), { a: '2\n' }, first);
});
beforeEach(async () => {
  directory = await mkdtemp(join(root, 'data-'));
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

/** As a turn does it: again, for as long as the failure is one that passes. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  return work().catch(error => {
    if (error instanceof Failure && error.retryable) return wait(20).then(() => persist(work));
    throw error;
  });
}

/** The clones as a process sees them that has just been started. */
const start = (options: { isShared?: boolean; fetchTimeout?: number } = {}) =>
  gitRepositories({ directory, token: async () => undefined, log: silentLog, ...options }).open({
    ...{ installationId: 1, id: 7, owner: 'o', name: 'r' },
    cloneUrl: `${server.url}/r.git`,
  });
const own = (...path: string[]) => join(directory, 'clones', '7.git', ...path);
const leave = async (...paths: string[]) => {
  for (const path of paths) await writeFile(own(path), '');
};

describe('a clone in which git was killed', () => {
  it('is fetched into again by the next process, which throws away what was left', async () => {
    await (await start()).treeAt(first);
    await leave('shallow.lock', 'config.lock', 'HEAD.lock', 'objects/pack/tmp_pack_abc');

    expect(await (await (await start()).treeAt(second)).read('a')).toBe('2\n');

    const left = [...(await readdir(own())), ...(await readdir(own('objects', 'pack')))];
    expect(left.filter(name => /lock$|^tmp_/.test(name))).toEqual([]);
  });

  it('is left alone while another process may be at work in it, and freed when that must have ended', async () => {
    await (await start()).treeAt(first);
    await leave('shallow.lock');
    const clone = await start({ isShared: true, fetchTimeout: 30_000 });

    await expect(clone.treeAt(second)).rejects.toMatchObject({ source: 'git', reason: 'locked', retryable: true });
    expect((await stat(own('shallow.lock'))).isFile()).toBe(true);
    const longAgo = new Date(Date.now() - 31_000);
    await utimes(own('shallow.lock'), longAgo, longAgo);
    await expect(clone.treeAt(second)).rejects.toMatchObject({ reason: 'locked', retryable: true });

    expect(await (await clone.treeAt(second)).read('a')).toBe('2\n');
  });

  it('keeps no lock when a fetch took too long and was ended', async () => {
    const clone = await start({ fetchTimeout: 1500 });
    await clone.treeAt(first);
    server.isCutInPack = true;
    await expect(clone.treeAt(second)).rejects.toMatchObject({ reason: 'timed-out' });
    server.isCutInPack = false;

    expect(await (await clone.treeAt(second)).read('a')).toBe('2\n');
  });

  it('is there whole or not at all', async () => {
    const clones = await Promise.all([start(), start(), start()]);
    const trees = await Promise.all(clones.map(clone => persist(() => clone.treeAt(first))));
    expect(await Promise.all(trees.map(tree => tree.read('a')))).toEqual(['1\n', '1\n', '1\n']);
    expect(await readdir(join(directory, 'clones'))).toEqual(['7.git']);
  });
});
