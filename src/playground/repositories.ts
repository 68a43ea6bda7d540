import { existsSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import type { Account, Label, Repository } from './entities.ts';
import { fullName } from './entities.ts';
import { listRefs, readRef } from './git/refs.ts';
import { cleanEnvironment, git, tryGit } from './git/run.ts';
import type { Installation } from './installations.ts';
import { findAccount, findRepository } from './lookup.ts';
import { Refusal } from './refusal.ts';
import { seededRoles } from './seed.ts';
import { addAccount, identify, nextId, register, type State } from './state.ts';
import { emitInstallation } from './webhooks/events.ts';

export interface CreateRepository {
  owner: string;
  name: string;
  /** A git repository or a plain directory to take the first content from; nothing makes an empty repository. */
  from?: string;
  private?: boolean;
  defaultBranch?: string;
  /** Labels beside GitHub's usual ones, such as the one that the App listens for. */
  labels?: { name: string; color?: string; description?: string }[];
  /** Whether the App is installed on it; it is, unless told otherwise. */
  install?: boolean;
}

const namePattern = /^[\w.-]{1,100}$/;

/** Makes a repository, with the content of a local one, and installs the App on it. */
export async function createRepository(state: State, options: CreateRepository): Promise<Repository> {
  const { owner, name } = options;
  if (![owner, name].every(part => namePattern.test(part)))
    throw new Refusal('UNPROCESSABLE', `"${owner}/${name}" is no repository name: letters, digits, ".", "_" and "-".`);
  if (findRepository(state, owner, name)) throw new Refusal('UNPROCESSABLE', 'name already exists on this account');
  const identity = identify(state, 'Repository');
  const directory = join(resolve(state.dataDir), `${identity.id}.git`);
  await createBare(directory, options);
  const branch = await settleDefaultBranch(directory, options.defaultBranch);
  const repository = register<Repository>(state, {
    ...identity,
    owner: findAccount(state, owner) ?? addAccount(state, 'Organization', owner),
    name,
    formerNames: [],
    forkedFrom: undefined,
    isPrivate: options.private ?? false,
    isArchived: false,
    defaultBranch: branch,
    directory,
    roles: seededRoles(state),
    labels: [],
    issues: [],
    suites: [],
    createdAt: state.now(),
    pushedAt: state.now(),
  });
  for (const label of [...defaultLabels, ...(options.labels ?? [])]) addLabel(state, repository, label);
  state.repositories.push(repository);
  if (options.install !== false) install(state, repository);
  return repository;
}

const defaultLabels = [
  { name: 'bug', color: 'd73a4a', description: "Something isn't working" },
  { name: 'documentation', color: '0075ca', description: 'Improvements or additions to documentation' },
  { name: 'enhancement', color: 'a2eeef', description: 'New feature or request' },
  { name: 'question', color: 'd876e3', description: 'Further information is requested' },
];

/** A label of the repository; an issue that gets an unknown one creates it, as on GitHub. */
export function addLabel(
  state: State,
  repository: Repository,
  label: { name: string; color?: string; description?: string | null },
): Label {
  const { name, color = 'ededed', description = null } = label;
  const created = register<Label>(state, { ...identify(state, 'Label'), repository, name, color, description });
  repository.labels.push(created);
  return created;
}

async function createBare(directory: string, options: CreateRepository): Promise<void> {
  await mkdir(directory, { recursive: true });
  const from = options.from === undefined ? undefined : resolve(options.from);
  if (from !== undefined && !existsSync(from)) throw new Refusal('UNPROCESSABLE', `There is no directory ${from}.`);
  if (from !== undefined && isRepository(from)) await cloneBare(from, directory);
  else await git(directory, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', directory]);
  if (from !== undefined && !isRepository(from)) await commitDirectory(directory, from);
  await appendFile(join(directory, 'config'), servingConfig);
}

/** GitHub serves partial clones and any reachable object, and takes no push to `refs/pull`. */
const servingConfig = `[http]
\treceivepack = true
[uploadpack]
\tallowFilter = true
\tallowAnySHA1InWant = true
[receive]
\thideRefs = refs/pull
[core]
\tlogAllRefUpdates = false
[gc]
\tauto = 0
`;

const isRepository = (path: string) =>
  existsSync(join(path, '.git')) || (existsSync(join(path, 'HEAD')) && existsSync(join(path, 'objects')));

async function cloneBare(from: string, directory: string): Promise<void> {
  await execa('git', ['clone', '--quiet', '--bare', '--no-hardlinks', '--template=', from, directory], {
    env: cleanEnvironment,
  });
  await git(directory, ['remote', 'remove', 'origin']);
}

async function commitDirectory(directory: string, from: string): Promise<void> {
  const workTree = [`--work-tree=${from}`];
  await git(directory, [...workTree, 'add', '--all', '--', from]);
  const author = { GIT_AUTHOR_NAME: 'maintainer', GIT_AUTHOR_EMAIL: 'maintainer@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'maintainer', GIT_COMMITTER_EMAIL: 'maintainer@example.com' };
  await git(directory, [...workTree, 'commit', '--quiet', '--no-verify', '--message=Initial commit'], {
    environment: { ...author, ...committer },
  });
}

async function settleDefaultBranch(directory: string, wanted: string | undefined): Promise<string> {
  const head = (await tryGit(directory, ['symbolic-ref', '--short', 'HEAD']))?.trim();
  const branches = (await listRefs(directory, 'refs/heads/')).map(ref => ref.name.slice('refs/heads/'.length));
  const branch =
    wanted ?? [head, 'main', 'master', ...branches].find(name => name && branches.includes(name)) ?? 'main';
  if (branches.length > 0 && !(await readRef(directory, `refs/heads/${branch}`)))
    throw new Refusal('UNPROCESSABLE', `The repository has no branch ${branch}.`);
  await git(directory, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  return branch;
}

function install(state: State, repository: Repository): void {
  const existing = state.installations.find(installation => installation.account === repository.owner);
  if (existing) {
    existing.repositories.push(repository);
    emitInstallation(state, existing, [repository]);
    return;
  }
  const installation: Installation = {
    id: nextId(state),
    account: repository.owner,
    repositories: [repository],
    createdAt: state.now(),
    suspendedAt: null,
  };
  state.installations.push(installation);
  emitInstallation(state, installation);
}

/** Somebody's own copy of a repository, in which they may do everything; the App is not installed on it. */
export async function forkRepository(state: State, repository: Repository, owner: Account): Promise<Repository> {
  const { name, directory, defaultBranch } = repository;
  const fork = await createRepository(state, {
    owner: owner.login,
    name,
    from: directory,
    defaultBranch,
    install: false,
  });
  fork.forkedFrom = repository;
  fork.roles.set(owner.id, 'admin');
  return fork;
}

/** Renames or transfers a repository; the old name redirects, as on GitHub. */
export function renameRepository(state: State, repository: Repository, to: { owner?: string; name?: string }): void {
  repository.formerNames.push(fullName(repository));
  if (to.owner !== undefined)
    repository.owner = findAccount(state, to.owner) ?? addAccount(state, 'Organization', to.owner);
  if (to.name !== undefined) repository.name = to.name;
}
