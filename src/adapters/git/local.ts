import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import type { Log } from '../../ports/log.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { git } from '../processes/launcher.ts';
import { cloneOf } from './clone.ts';
import { gitFailure } from './git-failure.ts';
import { initBare, type ObjectStore } from './object-store.ts';
import { treeDirectories } from './tree-directories.ts';

export interface LocalRepositoriesOptions {
  /** The repository: a work tree, a linked work tree or a bare one. */
  path: string;
  /** Holds our own git directory and the trees laid out from it. */
  directory: string;
  environment?: Record<string, string>;
  log: Log;
}

/**
 * The same port over a repository on this machine, without fetching: for judging a local clone. Only its objects are
 * used, as alternates of a git directory of ours, so that its configuration, hooks and attributes stay out of it.
 */
export function localRepositories({ path, directory, environment, log }: LocalRepositoriesOptions): Repositories {
  const directories = treeDirectories(join(directory, 'trees'), log);
  const name = createHash('sha256').update(path).digest('hex').slice(0, 16);
  const own = join(directory, 'local', `${name}.git`);
  const store: ObjectStore = {
    directory: own,
    run: (args, rest) => git(args, { directory: own, environment, ...rest }),
    async fetch(_kind, oids) {
      throw gitFailure('fetch', `bad object ${oids[0]}: not in ${path}`);
    },
  };
  return {
    async open() {
      const objects = await objectsOf(path, environment);
      await initBare(own, environment);
      await mkdir(join(own, 'objects', 'info'), { recursive: true });
      await writeFile(join(own, 'objects', 'info', 'alternates'), `${objects}\n`);
      return cloneOf(store, directories);
    },
  };
}

async function objectsOf(path: string, environment: Record<string, string> | undefined): Promise<string> {
  const find = ['--path-format=absolute', '--git-path', 'objects'];
  const output = await git(['rev-parse', ...find], { cwd: path, environment, config: [['safe.directory', '*']] });
  const objects = output.toString().trimEnd();
  if (!objects.includes('\n')) return objects;
  const message = `The path of ${JSON.stringify(path)} holds a line break, which git's alternates cannot express.`;
  throw new Failure(message, { source: 'git', reason: 'bad-path', retryable: false });
}
