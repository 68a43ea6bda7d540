import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Db, fromPglite } from 'pg-boss';
import type { Log } from '../../ports/log.ts';
import { databaseFailure, messageOf } from './database-failure.ts';
import { lockStore } from './store-lock.ts';
import { openThreadedStore } from './threaded-store.ts';

interface EmbeddedStore {
  db: Db;
  close(): Promise<void>;
}

/**
 * Opens PGlite below `directory` for this process alone and hands it to `prepare`. When either fails the store is
 * damaged: it is set aside once and a new one is made, since all that it holds can be read from GitHub again.
 */
export async function openEmbeddedStore<T>(
  { directory, log }: { directory: string; log: Log },
  prepare: (store: EmbeddedStore) => Promise<T>,
): Promise<T> {
  const path = join(directory, 'pglite');
  const unlock = await lockStore(directory);
  let isOpen = false;
  const open = async () => {
    if (!existsSync(path)) await createStore(path);
    const pglite = await openThreadedStore(path);
    const close = async () => {
      await pglite.close();
      if (isOpen) await unlock();
    };
    return prepare({ db: fromPglite(pglite), close });
  };
  try {
    const prepared = await open().catch(error => setAside(path, error, log).then(open));
    isOpen = true;
    return prepared;
  } catch (cause) {
    await unlock();
    const remedy = 'Check that REDFIRST_DATA names a directory with free space that this account may write to.';
    throw databaseFailure(`The embedded store ${path} cannot be opened: ${messageOf(cause)}. ${remedy}`, cause);
  }
}

async function setAside(path: string, error: unknown, log: Log): Promise<void> {
  if (!existsSync(path)) throw error;
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  await rename(path, aside);
  log.error({ error: messageOf(error), aside }, 'the embedded store is damaged: set aside, starting with a new one');
}

/** Made in a thread of its own, whose 400 MB go with it, and moved into place whole, so that a crash leaves no half. */
async function createStore(path: string): Promise<void> {
  const draft = `${path}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const script = new URL(`./create-store${extname(import.meta.filename)}`, import.meta.url);
  const thread = new Worker(script, { workerData: draft, execArgv: [] });
  await new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', resolve);
  });
  await rename(draft, path);
}
