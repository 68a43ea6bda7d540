import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import type { DependencyLayer, InstallResult, InstallRun, SandboxResult } from '../../ports/sandbox.ts';
import { markUsed, pruneCache } from '../recent-directories.ts';
import { cacheDirectoriesOf } from './jail.ts';
import type { SandboxOptions } from './options.ts';
import { safePath } from './safe-path.ts';

/** Installs into `work`, a directory of the host, and tells how that ended. */
export type Installer = (run: InstallRun, work: string) => Promise<SandboxResult>;

/** Dependency layers on disk, by the hash of what they were made from. */
export interface LayerStore {
  /** The layer for `run`: the stored one, or a new one made with `install`. Two who ask at once share one install. */
  obtain(run: InstallRun, install: Installer): Promise<InstallResult>;
}

/**
 * A store under `cacheDirectory`, which only we may read: what an install leaves behind can hold set-uid files.
 * A layer is renamed into place when it is whole, so that a crash leaves none half made.
 */
export function layerStore({ cacheDirectory, log }: Pick<SandboxOptions, 'cacheDirectory' | 'log'>): LayerStore {
  const layers = join(cacheDirectory, 'layers');
  const pending = new Map<string, Promise<InstallResult>>();

  async function obtain(run: InstallRun, install: Installer): Promise<InstallResult> {
    const key = await keyOf(run);
    const stored = (await markUsed(join(layers, key))) && storedLayer(join(layers, key), key, run);
    if (stored) return { kind: 'installed', layer: stored };
    const shared = pending.get(key);
    if (shared) return (await endedForOther(shared, run)) ?? obtain(run, install);
    const own = make(key, run, install).finally(() => pending.delete(key));
    pending.set(key, own);
    return own;
  }

  async function make(key: string, run: InstallRun, install: Installer): Promise<InstallResult> {
    await mkdir(layers, { recursive: true, mode: 0o700 });
    const staging = await mkdtemp(join(layers, 'new-'));
    const work = join(staging, 'work');
    const whole = join(staging, 'layer');
    try {
      await Promise.all([mkdir(work), mkdir(whole)]);
      const result = await install(run, work);
      if (result.ending !== 'exited' || result.exitCode !== 0) return { kind: 'failed', result };
      for (const path of run.keeps) await keep(work, whole, safePath(path));
      await rename(whole, join(layers, key)).catch(ignoreExisting);
      const layer = storedLayer(join(layers, key), key, run);
      await pruneCache(layers).catch((error: unknown) => log.warn({ err: error }, 'old layers could not be removed'));
      if (layer) return { kind: 'installed', layer };
      throw new Error(`The layer ${key} is not there after it was renamed into place.`);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  return { obtain };
}

/** The other's result, unless the other was called off: then this one has to do the work itself. */
async function endedForOther(shared: Promise<InstallResult>, run: InstallRun): Promise<InstallResult | undefined> {
  const result = await shared;
  const wasCalledOff = result.kind === 'failed' && result.result.ending === 'aborted';
  return wasCalledOff && !run.signal.aborted ? undefined : result;
}

async function keyOf({ source, keyFiles, command, directory, keeps }: InstallRun): Promise<string> {
  const files = await Promise.all(
    [...keyFiles].sort().map(async path => [path, await contentOf(source, safePath(path))]),
  );
  const node = process.versions.node.split('.')[0];
  const made = JSON.stringify({
    files,
    command,
    directory,
    keeps,
    node,
    platform: `${process.platform}-${process.arch}`,
  });
  return createHash('sha256').update(made).digest('hex').slice(0, 32);
}

/** Of a regular file of the tree only: a link could lead to a host file, or to one that never ends. */
async function contentOf(source: string, path: string): Promise<string | null> {
  const [root, real] = await Promise.all([realpath(source), realpath(join(source, path)).catch(() => undefined)]);
  if (real !== join(root, path) || !lstatSync(real).isFile()) return null;
  return readFile(real, 'base64');
}

function storedLayer(directory: string, key: string, { keeps }: InstallRun): DependencyLayer | undefined {
  if (!lstatSync(directory, { throwIfNoEntry: false })) return undefined;
  return { key, directory, paths: keeps.filter(path => lstatSync(join(directory, path), { throwIfNoEntry: false })) };
}

/** Moves one path into the layer. A link would later be bound as what it points to on the host, so it is refused. */
async function keep(work: string, layer: string, path: string): Promise<void> {
  if (!isRealDirectory(work, path)) return;
  await mkdir(dirname(join(layer, path)), { recursive: true });
  await rename(join(work, path), join(layer, path));
  for (const cache of cacheDirectoriesOf(join(layer, path))) await mkdir(cache, { recursive: true });
}

function isRealDirectory(root: string, path: string): boolean {
  const parts = path.split('/');
  for (const [index] of parts.entries()) {
    const part = parts.slice(0, index + 1).join('/');
    const stats = lstatSync(join(root, part), { throwIfNoEntry: false });
    if (!stats) return false;
    if (!stats.isDirectory()) throw badLayer(part);
  }
  return true;
}

function badLayer(path: string): Failure {
  const message = `The install step left ${JSON.stringify(path)} as something else than a directory. Nothing of it was kept.`;
  return new Failure(message, { source: 'sandbox', reason: 'bad-layer', retryable: false });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error;
}
