import { permissions } from '../../domain/actor.ts';
import type { Account, Issue, Repository, Role } from '../entities.ts';
import type { Access, PermissionName } from '../installations.ts';
import { installationOf } from '../lookup.ts';
import { notAccessible, notFound, Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import type { Viewer } from './viewer.ts';

/** What a request needs on a repository: a permission of the App's token, or a role of a person. */
export interface Need {
  permission: PermissionName;
  level: Access;
  /** Least role of a person; `read` for reading and `write` for writing unless told otherwise. */
  role?: Role;
}

/** A person's role; everybody reads a public repository. */
export function roleOf(repository: Repository, account: Account): Role | undefined {
  return repository.roles.get(account.id) ?? (repository.isPrivate ? undefined : 'read');
}

const atLeast = (role: Role | undefined, least: Role) =>
  role !== undefined && permissions.indexOf(role) >= permissions.indexOf(least);

/** Refuses what GitHub would refuse this caller: 404 for what may not be seen, 403 for what may not be done. */
export function requireAccess(state: State, request: { viewer: Viewer; repository: Repository; need: Need }): void {
  const { viewer, repository, need } = request;
  if (viewer.kind === 'installation') requireInstallationAccess(state, { viewer, repository, need });
  else requirePersonalAccess(viewer, repository, need);
  if (need.level === 'write' && repository.isArchived)
    throw new Refusal('FORBIDDEN', 'Repository was archived so is read-only.');
}

type InstallationViewer = Extract<Viewer, { kind: 'installation' }>;

function reaches(state: State, viewer: InstallationViewer, repository: Repository): boolean {
  const { token } = viewer;
  const installed = installationOf(state, repository) === token.installation;
  return installed && (token.repositories?.includes(repository) ?? true);
}

function requireInstallationAccess(
  state: State,
  { viewer, repository, need }: { viewer: InstallationViewer; repository: Repository; need: Need },
): void {
  if (!reaches(state, viewer, repository)) {
    if (repository.isPrivate) throw notFound();
    if (need.level === 'write') throw notAccessible();
    return;
  }
  const granted = viewer.token.permissions[need.permission];
  if (granted === undefined || (need.level === 'write' && granted !== 'write')) throw notAccessible();
}

function requirePersonalAccess(viewer: Viewer, repository: Repository, need: Need): void {
  if (viewer.kind === 'app') throw notAccessible();
  const role =
    viewer.kind === 'person' ? roleOf(repository, viewer.account) : repository.isPrivate ? undefined : 'read';
  if (role === undefined) throw notFound();
  if (viewer.kind === 'anonymous' && need.level === 'write')
    throw new Refusal('UNAUTHORIZED', 'Requires authentication');
  if (need.permission === 'checks' && need.level === 'write')
    throw new Refusal('FORBIDDEN', 'You must authenticate via a GitHub App.');
  if (!atLeast(role, need.role ?? need.level)) throw new Refusal('FORBIDDEN', 'Must have admin rights to Repository.');
}

/** Whether this caller may see that the repository exists. */
export function canSee(state: State, viewer: Viewer, repository: Repository): boolean {
  if (!repository.isPrivate) return true;
  if (viewer.kind === 'installation') return reaches(state, viewer, repository);
  return viewer.kind === 'person' && roleOf(repository, viewer.account) !== undefined;
}

/** Refuses a comment on a locked conversation by somebody without write access. */
export function requireUnlocked(viewer: Viewer, issue: Issue): void {
  const mayPass =
    viewer.kind === 'installation' ||
    (viewer.kind === 'person' && atLeast(roleOf(issue.repository, viewer.account), 'write'));
  if (issue.locked && !mayPass) throw new Refusal('FORBIDDEN', 'Unable to create comment because issue is locked.');
}
