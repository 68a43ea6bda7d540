import type { Account } from '../entities.ts';
import type { InstallationToken } from '../installations.ts';
import { findAccount } from '../lookup.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { verifyAppJwt } from './jwt.ts';

/** Who is asking. */
export type Viewer =
  | { kind: 'anonymous' }
  | { kind: 'app' }
  | { kind: 'installation'; account: Account; token: InstallationToken }
  | { kind: 'person'; account: Account };

/** Who an `Authorization` header stands for. A wrong one is refused, a missing one is anonymous. */
export function authenticate(state: State, header: string | undefined): Viewer {
  if (!header) return { kind: 'anonymous' };
  const [, scheme = '', value = ''] = /^(\w+)\s+(.+)$/.exec(header) ?? [];
  if (/^basic$/i.test(scheme)) return viewerOfBasic(state, value);
  if (!/^(bearer|token)$/i.test(scheme)) throw badCredentials();
  return viewerOfToken(state, value);
}

const badCredentials = () => new Refusal('UNAUTHORIZED', 'Bad credentials');

function viewerOfBasic(state: State, value: string): Viewer {
  const [login = '', ...rest] = Buffer.from(value, 'base64').toString().split(':');
  const secret = rest.join(':') || login;
  const viewer = viewerOfToken(state, secret);
  if (viewer.kind === 'person' && ![viewer.account.login, 'x-access-token', secret].includes(login))
    throw badCredentials();
  return viewer;
}

function viewerOfToken(state: State, token: string): Viewer {
  if (token.split('.').length === 3) {
    verifyAppJwt(state, token);
    return { kind: 'app' };
  }
  const installationToken = state.tokens.get(token);
  if (installationToken) return viewerOfInstallation(state, installationToken);
  const account = token.startsWith('ghp_') ? findAccount(state, token.slice(4)) : undefined;
  if (account?.kind !== 'User') throw badCredentials();
  return { kind: 'person', account };
}

function viewerOfInstallation(state: State, token: InstallationToken): Viewer {
  if (token.expiresAt <= state.now()) throw badCredentials();
  if (token.installation.suspendedAt) throw new Refusal('FORBIDDEN', 'This installation has been suspended');
  return { kind: 'installation', account: state.app.bot, token };
}

/** The account that acts; anonymous callers and the bare App have none. */
export function actorOf(viewer: Viewer): Account {
  if (viewer.kind === 'installation' || viewer.kind === 'person') return viewer.account;
  if (viewer.kind === 'anonymous') throw new Refusal('UNAUTHORIZED', 'Requires authentication');
  throw new Refusal('FORBIDDEN', 'Resource not accessible by integration');
}
