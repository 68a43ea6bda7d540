import type { Account, Entity, GitEntity, Repository } from './entities.ts';
import type { Access, Installation, InstallationToken } from './installations.ts';
import { nodeIdOf } from './node-ids.ts';
import type { Delivery, Fault, LoggedRequest } from './records.ts';

/** The one App that this GitHub knows. */
export interface AppRegistration {
  id: number;
  slug: string;
  /** PEM. */
  publicKey: string;
  webhookSecret: string;
  webhookUrl?: string;
  permissions?: Readonly<Record<string, Access>>;
  events?: readonly string[];
}

/** Everything this GitHub remembers beside the git repositories. Lives as long as the process. */
export interface State {
  app: AppRegistration &
    Required<Pick<AppRegistration, 'permissions' | 'events'>> & {
      owner: Account;
      bot: Account;
      createdAt: Date;
      hookId: number;
    };
  dataDir: string;
  /** Where it listens, without a slash at the end. */
  url: string;
  banner: string | undefined;
  now: () => Date;
  lastId: number;
  accounts: Account[];
  repositories: Repository[];
  installations: Installation[];
  tokens: Map<string, InstallationToken>;
  nodes: Map<string, StoredEntity>;
  /** Commits made through the API on behalf of a bot: GitHub signs them. */
  signedCommits: Set<string>;
  requests: LoggedRequest[];
  deliveries: Delivery[];
  /** Deliveries on their way. */
  underway: Set<Promise<void>>;
  faults: Fault[];
  /** Answers of ours that do not fit GitHub's description of itself. */
  violations: string[];
}

/** An entity that is kept here and not read from git. */
export type StoredEntity = Exclude<Entity, GitEntity>;

/** A number that nothing else here has, so that mixed-up ids never work by chance. */
export function nextId(state: State): number {
  state.lastId += 1;
  return state.lastId;
}

/** A new id, and the node id that belongs to it. */
export function identify<Kind extends StoredEntity['kind']>(state: State, kind: Kind) {
  const id = nextId(state);
  return { kind, id, nodeId: nodeIdOf(kind, id) };
}

/** Makes `node(id:)` find an entity. */
export function register<Kept extends StoredEntity>(state: State, entity: Kept): Kept {
  state.nodes.set(entity.nodeId, entity);
  return entity;
}

/** A new account; people get the personal token `ghp_<login>`. */
export function addAccount(state: State, kind: Account['kind'], login: string): Account {
  const identity = identify(state, kind);
  const email = kind === 'Bot' ? `${identity.id}+${login}@users.noreply.github.com` : `${login}@example.com`;
  const account = register<Account>(state, { ...identity, login, name: login, email });
  state.accounts.push(account);
  return account;
}

/** The time as GitHub writes it: UTC, whole seconds. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** The same, or null where nothing happened yet. */
export function maybeTimestamp(date: Date | null | undefined): string | null {
  return date ? timestamp(date) : null;
}
