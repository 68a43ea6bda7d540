import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../ports/log.ts';
import { markUsed, pruneCache } from '../recent-directories.ts';
import type { ObjectStore } from './object-store.ts';

/** Trees laid out as files, one directory for each commit. */
export interface TreeDirectories {
  directoryOf(store: ObjectStore, oid: string): Promise<string>;
}

/**
 * Lays trees out below `root` and keeps them: the last ones, and all that were asked for within a day. A tree is
 * renamed into place when it is whole; two processes that make the same one end up with the same files.
 */
export function treeDirectories(root: string, log: Log): TreeDirectories {
  const pending = new Map<string, Promise<string>>();

  async function make(store: ObjectStore, oid: string): Promise<string> {
    const target = join(root, oid);
    if (await markUsed(target)) return target;
    await mkdir(root, { recursive: true, mode: 0o700 });
    const staging = await mkdtemp(join(root, '.new-'));
    try {
      await layOut(store, oid, staging);
      await rename(join(staging, 'tree'), target).catch(ignoreExisting);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
    await pruneCache(root).catch((error: unknown) => log.warn({ err: error }, 'old trees could not be removed'));
    return target;
  }

  return {
    directoryOf(store, oid) {
      const running = pending.get(oid) ?? make(store, oid).finally(() => pending.delete(oid));
      pending.set(oid, running);
      return running;
    },
  };
}

/** Through an index of its own. Links become links, submodules empty directories; nothing is run or converted. */
async function layOut(store: ObjectStore, oid: string, staging: string): Promise<void> {
  const worktree = join(staging, 'tree');
  const files = { GIT_INDEX_FILE: join(staging, 'index'), GIT_WORK_TREE: worktree };
  await mkdir(worktree);
  await store.run(['read-tree', '--end-of-options', oid], { files });
  await store.run(['checkout-index', '--all', '--quiet'], { files, timeout: 300_000 });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error;
}
