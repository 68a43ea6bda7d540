import { actorOf } from '../auth/viewer.ts';
import type { Account } from '../entities.ts';
import type { Route } from '../http/api.ts';
import { ok } from '../http/api.ts';
import { findAccount } from '../lookup.ts';
import { presentAccount } from '../present/accounts.ts';
import { notAccessible, notFound } from '../refusal.ts';
import { type State, timestamp } from '../state.ts';

function presentProfile(state: State, account: Account) {
  const empty = { company: null, blog: null, location: null, hireable: null, bio: null, twitter_username: null };
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  const time = timestamp(state.app.createdAt);
  const profile = { name: account.name, email: account.email, created_at: time, updated_at: time };
  return { ...presentAccount(state, account), ...empty, ...counts, ...profile };
}

/** Accounts. */
export const userRoutes: Route[] = [
  {
    route: 'GET /user',
    for: 'anyone',
    handle: ({ state, viewer }) => {
      const account = actorOf(viewer);
      if (viewer.kind === 'installation') throw notAccessible();
      return ok(presentProfile(state, account));
    },
  },
  {
    route: 'GET /users/{username}',
    for: 'anyone',
    handle: ({ state, params }) => {
      const account = findAccount(state, params['username'] ?? '');
      if (!account) throw notFound();
      return ok(presentProfile(state, account));
    },
  },
];
