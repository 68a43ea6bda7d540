import { join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import type { RepositoryRef } from '../../domain/feature.ts';
import type { Log } from '../../ports/log.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { git } from '../processes/launcher.ts';
import { cloneOf } from './clone.ts';
import type { GitConfig } from './git-process.ts';
import { removeLeftovers } from './leftovers.ts';
import { initBare, type ObjectStore } from './object-store.ts';
import { treeDirectories } from './tree-directories.ts';

export interface GitRepositoriesOptions {
  /** Holds the clones and the trees laid out from them. */
  directory: string;
  /** An installation token for one repository, asked for before each fetch; nothing where none is needed. */
  token(repository: RepositoryRef): Promise<string | undefined>;
  /** PATH, proxy and certificate settings for git. Nothing else of our environment reaches it. */
  environment?: Record<string, string>;
  /** Milliseconds for one fetch; ten minutes by default. */
  fetchTimeout?: number;
  /** Whether other processes may be at work in `directory` too. */
  isShared?: boolean;
  log: Log;
}

type Remote = RepositoryRef & { cloneUrl: string };

/**
 * Clones of GitHub repositories by repository id: bare, without history, and without blobs until a tree is asked for.
 * The token goes to git as a header for the clone's host only, through the environment.
 */
export function gitRepositories(options: GitRepositoriesOptions): Repositories {
  const directories = treeDirectories(join(options.directory, 'trees'), options.log);
  const prepared = new Map<number, Promise<void>>();
  const queues = new Map<number, Promise<void>>();

  function prepare(id: number, directory: string): Promise<void> {
    const forget = (error: unknown) => {
      prepared.delete(id);
      throw error;
    };
    const ready = prepared.get(id) ?? makeReady(directory, options).catch(forget);
    prepared.set(id, ready);
    return ready;
  }

  /** Two fetches into one clone would fight for its lock. */
  function inTurn(id: number, fetch: () => Promise<void>): Promise<void> {
    const turn = (queues.get(id) ?? Promise.resolve()).then(fetch);
    queues.set(
      id,
      turn.catch(() => undefined),
    );
    return turn;
  }

  return {
    async open(repository) {
      const directory = join(options.directory, 'clones', `${repository.id}.git`);
      await prepare(repository.id, directory);
      const store = remoteStore(options, repository, directory);
      return cloneOf(
        { ...store, fetch: (kind, oids) => inTurn(repository.id, () => store.fetch(kind, oids)) },
        directories,
      );
    },
  };
}

/** Where nobody else is at work, whatever locks a clone is of a process that is gone. */
async function makeReady(directory: string, { isShared = false, environment }: GitRepositoriesOptions): Promise<void> {
  await initBare(directory, environment);
  if (!isShared) await removeLeftovers(directory, Date.now());
}

function remoteStore(options: GitRepositoriesOptions, remote: Remote, directory: string): ObjectStore {
  const { environment, log, fetchTimeout = 600_000 } = options;
  /** No fetch lasts longer, so its lock is nobody's: the next try finds it gone. */
  const unlock = async (error: unknown): Promise<never> => {
    if (error instanceof Failure && error.reason === 'locked')
      await removeLeftovers(directory, Date.now() - fetchTimeout);
    throw error;
  };
  return {
    directory,
    run: (args, rest) => git(args, { directory, environment, ...rest }),
    async fetch(kind, oids) {
      const started = performance.now();
      const shallow = kind === 'commits' ? ['--depth=1'] : [];
      const flags = ['--quiet', '--no-tags', '--no-write-fetch-head', '--filter=blob:none', ...shallow, '--stdin'];
      const config = remoteConfig(remote.cloneUrl, await options.token(remote));
      const input = `${oids.join('\n')}\n`;
      const run = { directory, environment, config, input, timeout: fetchTimeout };
      await git(['fetch', ...flags, 'origin'], run).catch(unlock);
      log.debug({ repository: remote.id, [kind]: oids.length, ms: performance.now() - started }, 'fetched');
    },
  };
}

/** GitHub takes an installation token as the password of `x-access-token` (docs: "authenticating as an installation"). */
function remoteConfig(url: string, token: string | undefined): GitConfig {
  const { protocol, origin } = new URL(url);
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const header = [[`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`]] as const;
  const file = protocol === 'file:' ? ([['protocol.file.allow', 'always']] as const) : [];
  return [['remote.origin.url', url], ...(token && protocol.startsWith('http') ? header : []), ...file];
}
