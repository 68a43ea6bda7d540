import type { Installation, InstallationToken } from '../installations.ts';
import { type State, timestamp } from '../state.ts';
import { apiUrl, presentAccount } from './accounts.ts';
import { presentRepository } from './repositories.ts';

/** `integration`. */
export function presentApp(state: State) {
  const { app } = state;
  return {
    id: app.id,
    slug: app.slug,
    node_id: `A_kwDO${Buffer.from(String(app.id)).toString('base64url')}`,
    owner: presentAccount(state, app.owner),
    name: app.slug,
    description: null,
    external_url: state.url,
    html_url: `${state.url}/apps/${app.slug}`,
    created_at: timestamp(app.createdAt),
    updated_at: timestamp(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  };
}

/** `installation`. */
export function presentInstallation(state: State, installation: Installation) {
  const url = `${apiUrl(state)}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    account: presentAccount(state, installation.account),
    repository_selection: 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${apiUrl(state)}/installation/repositories`,
    html_url: `${state.url}/settings/installations/${installation.id}`,
    app_id: state.app.id,
    app_slug: state.app.slug,
    target_id: installation.account.id,
    target_type: installation.account.kind,
    permissions: state.app.permissions,
    events: state.app.events,
    created_at: timestamp(installation.createdAt),
    updated_at: timestamp(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt ? presentAccount(state, installation.account) : null,
    suspended_at: installation.suspendedAt ? timestamp(installation.suspendedAt) : null,
  };
}

/** `installation-token`. */
export function presentToken(state: State, token: InstallationToken) {
  return {
    token: token.token,
    expires_at: timestamp(token.expiresAt),
    permissions: token.permissions,
    repository_selection: 'selected',
    ...(token.repositories && {
      repositories: token.repositories.map(repository => presentRepository(state, repository)),
    }),
  };
}
