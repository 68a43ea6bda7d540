import type { Account, Role } from './entities.ts';
import { appEvents, appPermissions } from './installations.ts';
import { type AppRegistration, addAccount, nextId, type State } from './state.ts';

/** The people who are always there, with their role on every repository. Their token is `ghp_<login>`. */
export const people = { maintainer: 'admin', writer: 'write', triager: 'triage', outsider: 'read' } as const;
export type PersonName = keyof typeof people;

export interface SeedOptions {
  app: AppRegistration;
  dataDir: string;
  clock?: () => Date;
  banner?: string;
}

/** A GitHub with its people, the App and the App's bot account, and no repository yet. */
export function createState(options: SeedOptions): State {
  const now = options.clock ?? (() => new Date());
  const nobody = {} as Account;
  const state: State = {
    app: {
      permissions: appPermissions,
      events: appEvents,
      ...options.app,
      owner: nobody,
      bot: nobody,
      createdAt: now(),
      hookId: 0,
    },
    dataDir: options.dataDir,
    url: '',
    banner: options.banner,
    now,
    lastId: 1_000_000,
    accounts: [],
    repositories: [],
    installations: [],
    tokens: new Map(),
    nodes: new Map(),
    signedCommits: new Set(),
    requests: [],
    deliveries: [],
    underway: new Set(),
    faults: [],
    violations: [],
  };
  const [maintainer = nobody] = Object.keys(people).map(login => addAccount(state, 'User', login));
  state.app.owner = maintainer;
  state.app.hookId = nextId(state);
  state.app.bot = addAccount(state, 'Bot', `${options.app.slug}[bot]`);
  return state;
}

/** Roles of the seeded people, by account id. The outsider has none: what is public anybody may read. */
export function seededRoles(state: State): Map<number, Role> {
  const roles = new Map<number, Role>();
  for (const account of state.accounts) {
    const role = people[account.login as PersonName];
    if (role && role !== 'read') roles.set(account.id, role);
  }
  return roles;
}
