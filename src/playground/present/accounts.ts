import type { Account } from '../entities.ts';
import type { State } from '../state.ts';

/** Where the REST API answers: GitHub Enterprise Server's layout. */
export const apiUrl = (state: State) => `${state.url}/api/v3`;

/** `simple-user`. */
export function presentAccount(state: State, account: Account) {
  const url = `${apiUrl(state)}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: `${state.url}/_playground/avatars/${account.id}.svg`,
    gravatar_id: '',
    url,
    html_url: `${state.url}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.kind,
    site_admin: false,
  };
}

/** The account, or null where GitHub says null. */
export function presentMaybe(state: State, account: Account | null) {
  return account && presentAccount(state, account);
}
