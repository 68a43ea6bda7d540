import { roleOf } from '../../auth/access.ts';
import { actorOf } from '../../auth/viewer.ts';
import type { Account } from '../../entities.ts';
import type { GraphContext, TypeResolvers } from '../resolve.ts';

const actor: TypeResolvers<Account> = {
  id: account => account.nodeId,
  databaseId: account => account.id,
  login: account => account.login.replace(/\[bot\]$/, ''),
  url: (account, _, { state }) => `${state.url}/${encodeURIComponent(account.login)}`,
  resourcePath: account => `/${encodeURIComponent(account.login)}`,
  avatarUrl: (account, _, { state }) => `${state.url}/_playground/avatars/${account.id}.svg`,
};

/**
 * The caller as GitHub tells it: an App's bot shows up as a User whose login has the suffix, although the same account as the
 * author of a comment is a Bot without it.
 */
export function viewerNode({ viewer }: GraphContext): object {
  const account = actorOf(viewer);
  return { ...account, kind: 'User', fullLogin: account.login };
}

/** The role of the caller on a repository as `RepositoryPermission`. */
export function viewerPermission(repository: Parameters<typeof roleOf>[0], { viewer }: GraphContext): string | null {
  if (viewer.kind !== 'person') return null;
  return roleOf(repository, viewer.account)?.toUpperCase() ?? null;
}

/** Accounts. */
export const actorTypes = {
  User: { ...actor, login: (account: Account & { fullLogin?: string }) => account.fullLogin ?? account.login },
  Bot: actor,
  Organization: actor,
};
