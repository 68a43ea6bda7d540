import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

const kept = 20;
const keptFor = 24 * 60 * 60 * 1000;

/** Marks a cached directory as used now. Says whether it is there. */
export async function markUsed(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

/** Removes from a cache what is neither among the last twenty nor used within a day; so also what a crash left. */
export async function pruneCache(root: string): Promise<void> {
  const names = await readdir(root);
  const entries = await Promise.all(names.map(async name => ({ name, usedAt: await usedAt(join(root, name)) })));
  const old = entries.toSorted((a, b) => b.usedAt - a.usedAt).slice(kept);
  const gone = old.filter(entry => Date.now() - entry.usedAt > keptFor);
  await Promise.all(gone.map(entry => rm(join(root, entry.name), { recursive: true, force: true })));
}

async function usedAt(path: string): Promise<number> {
  return stat(path).then(
    stats => stats.mtimeMs,
    () => 0,
  );
}
