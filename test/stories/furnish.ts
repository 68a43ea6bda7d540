import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openDatabase } from '../../src/adapters/database/database.ts';
import { silentLog } from '../silent-log.ts';

const root = resolve(import.meta.dirname, '..', '..');
const shelf = join(tmpdir(), 'redfirst-stories');

/**
 * Puts an embedded store into a data directory that has never been used. Making one anew takes seconds, and stories are
 * many: one is made for each version of the code that makes it, and copied.
 */
export async function furnish(data: string): Promise<void> {
  const store = join(shelf, await versionOf());
  await mkdir(data, { recursive: true });
  const copy = () => cp(join(store, 'pglite'), join(data, 'pglite'), { recursive: true });
  await copy().catch(async () => {
    await rm(join(data, 'pglite'), { recursive: true, force: true });
    await make(store);
    await copy();
  });
}

async function make(store: string): Promise<void> {
  await mkdir(shelf, { recursive: true });
  const draft = await mkdtemp(join(shelf, 'draft-'));
  const database = await openDatabase({ directory: draft, log: silentLog });
  await database.close();
  // Somebody else's is as good as ours.
  await rename(draft, store).catch(() => rm(draft, { recursive: true, force: true }));
}

async function versionOf(): Promise<string> {
  const adapters = join(root, 'src', 'adapters', 'database');
  const sources = (await readdir(adapters)).sort().map(name => join(adapters, name));
  const hash = createHash('sha256');
  for (const path of [join(root, 'package-lock.json'), ...sources]) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
}
