import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { localRepositories } from '../../../src/adapters/git/local.ts';
import { gitRepositories } from '../../../src/adapters/git/remote.ts';
import { editedTree, hostileTree, type Repository, repositoriesContract } from '../../contracts/repositories.ts';
import { silentLog } from '../sandbox/silent-log.ts';
import { bareRepository, commit, type GitServer, gitServer } from './git-server.ts';

let root: string;
let server: GitServer;
let hostile: string;
let edited: string;
const reference = { installationId: 1, id: 7, owner: 'o', name: 'r' };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'redfirst-git-'));
  await bareRepository(join(root, 'r.git'));
  hostile = await commit(join(root, 'r.git'), hostileTree);
  edited = await commit(join(root, 'r.git'), editedTree, hostile);
  server = await gitServer(root);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

repositoriesContract('a clone over HTTP', async (): Promise<Repository> => {
  const repositories = gitRepositories({
    directory: join(root, 'clones'),
    token: async () => 'secret',
    log: silentLog,
  });
  return { clone: await repositories.open({ ...reference, cloneUrl: `${server.url}/r.git` }), hostile, edited };
});

repositoriesContract('a repository on this machine', async (): Promise<Repository> => {
  const repositories = localRepositories({ path: join(root, 'r.git'), directory: join(root, 'local'), log: silentLog });
  return { clone: await repositories.open({ ...reference, cloneUrl: '' }), hostile, edited };
});
