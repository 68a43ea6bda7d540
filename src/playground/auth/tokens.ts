import { randomBytes } from 'node:crypto';
import type { Repository } from '../entities.ts';
import type { Access, Installation, InstallationToken, PermissionName } from '../installations.ts';
import { invalid, Refusal } from '../refusal.ts';
import type { State } from '../state.ts';

/** Body of `POST /app/installations/{installation_id}/access_tokens`. */
export interface TokenRequest {
  repositories?: string[];
  repository_ids?: number[];
  permissions?: Record<string, string>;
}

const lifetime = 60 * 60 * 1000;

/** A token for one hour, for all or some of the installation's repositories and permissions, never for more. */
export function createToken(state: State, installation: Installation, request: TokenRequest): InstallationToken {
  if (installation.suspendedAt) throw new Refusal('FORBIDDEN', 'This installation has been suspended');
  const token: InstallationToken = {
    token: `ghs_${randomBytes(27).toString('base64url').replace(/[-_]/g, '0')}`,
    installation,
    permissions: grantedPermissions(state, request.permissions),
    repositories: grantedRepositories(installation, request),
    expiresAt: new Date(state.now().getTime() + lifetime),
  };
  state.tokens.set(token.token, token);
  return token;
}

function grantedPermissions(
  { app }: State,
  asked: Record<string, string> | undefined,
): InstallationToken['permissions'] {
  if (!asked) return { ...app.permissions };
  const granted: InstallationToken['permissions'] = { metadata: 'read' };
  for (const [name, level] of Object.entries(asked)) {
    const own: Access | undefined = app.permissions[name];
    if (!own || (level === 'write' && own === 'read'))
      throw new Refusal('UNPROCESSABLE', 'The permissions requested are not granted to this installation.');
    granted[name as PermissionName] = level === 'write' ? 'write' : 'read';
  }
  return granted;
}

function grantedRepositories(installation: Installation, request: TokenRequest): Repository[] | undefined {
  if (!request.repositories && !request.repository_ids) return undefined;
  const wanted = [...(request.repositories ?? []), ...(request.repository_ids ?? [])];
  if (wanted.length === 0) return undefined;
  return wanted.map(key => {
    const found = installation.repositories.find(repository => repository.name === key || repository.id === key);
    if (!found)
      throw invalid({
        resource: 'AccessToken',
        field: 'repositories',
        code: 'invalid',
        message: `No access to ${key}.`,
      });
    return found;
  });
}
