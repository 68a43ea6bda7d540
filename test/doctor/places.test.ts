import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtDataDirectory } from '../../src/adapters/data-directory.ts';
import { lookAtStore } from '../../src/adapters/database/look.ts';
import { lockStore } from '../../src/adapters/database/store-lock.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'redfirst-places-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('looking at places', () => {
  it('makes nothing', async () => {
    const path = join(directory, 'not', 'yet');
    expect(await lookAtDataDirectory(path)).toMatchObject({ path, isThere: false, free: expect.any(Number) });
    expect(await lookAtStore({ directory: path })).toEqual({ kind: 'none', path: join(path, 'pglite') });
    expect(await lookAtDataDirectory(path)).toMatchObject({ isThere: false });
  });

  it('tells a file from a directory', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expect(lookAtDataDirectory(join(file, 'data'))).rejects.toMatchObject({ reason: 'no-data-directory' });
    expect(await lookAtDataDirectory(directory)).toMatchObject({ isThere: true });
  });

  it('sees that somebody holds the store', async () => {
    const unlock = await lockStore(directory);
    expect(await lookAtStore({ directory })).toMatchObject({ kind: 'held' });
    await unlock();
    expect(await lookAtStore({ directory })).toMatchObject({ kind: 'none' });
  });

  it('does not find a PostgreSQL that is not there, and keeps its password', async () => {
    const look = lookAtStore({ directory, url: 'postgresql://redfirst:a-password@127.0.0.1:9/redfirst' });
    await expect(look).rejects.toMatchObject({
      source: 'database',
      message: expect.stringMatching(/^PostgreSQL at 127\.0\.0\.1:9\/redfirst cannot be used: connect ECONNREFUSED/),
    });
  });
});
