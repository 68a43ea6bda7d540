import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCheckRun } from './actions/checks.ts';
import { enqueuePull } from './actions/merge-queue.ts';
import { type Conclusion, isPull, type Repository } from './entities.ts';
import { type FaultOrder, orderFault } from './faults.ts';
import { graphqlRoutes } from './graphql/execute.ts';
import { createConformity } from './http/conformity.ts';
import { isControl, serveControl } from './http/control.ts';
import { type Api, apiPath, dispatch } from './http/dispatch.ts';
import { isGitPath, serveGit } from './http/git-backend.ts';
import { isLocal, sendJson } from './http/incoming.ts';
import { createRouter } from './http/router.ts';
import { findAccount, findIssue } from './lookup.ts';
import { servePage } from './page/serve.ts';
import type { Delivery, Fault, LoggedRequest } from './records.ts';
import { notFound } from './refusal.ts';
import { type CreateRepository, createRepository, forkRepository, renameRepository } from './repositories.ts';
import { restRoutes } from './rest/routes.ts';
import { createState, type PersonName, people } from './seed.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';
import type { AppRegistration, State } from './state.ts';

export interface PlaygroundOptions {
  /** 0, the default, takes any free port of 127.0.0.1. */
  port?: number;
  /** Where the bare repositories are kept. */
  dataDir: string;
  app: AppRegistration;
  clock?: () => Date;
  /** A sentence on top of every page. */
  banner?: string;
}

/** A GitHub of one's own on loopback. */
export interface Playground {
  readonly url: string;
  /** The seeded people; everyone's token is `ghp_<login>`. */
  readonly users: Record<PersonName, { id: number; login: string; token: string }>;
  /** The App's bot account, whose id is not the App's. */
  readonly bot: { id: number; login: string };
  /** Every API and git request so far, oldest first. */
  readonly requests: readonly LoggedRequest[];
  readonly deliveries: readonly Delivery[];
  /** Answers of ours that do not fit GitHub's description of its API: tests expect none. */
  readonly violations: readonly string[];
  readonly faults: readonly Fault[];
  /** Everything it remembers, for tests that look inside. */
  readonly state: State;
  createRepository(options: CreateRepository): Promise<Repository>;
  forkRepository(repository: Repository, owner: PersonName): Promise<Repository>;
  /** Puts a pull request into the merge queue; the commit that is to be checked. */
  enqueuePull(repository: Repository, number: number): Promise<string>;
  /** Another App reports a check run. */
  reportAsAnother(repository: Repository, check: { headOid: string; name: string; conclusion: Conclusion }): void;
  renameRepository(repository: Repository, to: { owner?: string; name?: string }): void;
  /** What GitHub shows of a repository now, as plain data. */
  snapshot(repository: Repository): Promise<Snapshot>;
  setWebhookUrl(url: string): void;
  orderFault(order: FaultOrder): Fault;
  /** Resolves when no webhook is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a GitHub of one's own: REST, GraphQL, git over HTTP, webhooks and pages, over real bare repositories. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const state = createState(options);
  const router = createRouter([...graphqlRoutes, ...restRoutes]);
  const api: Api = { state, router, limits: new Map(), conformity: createConformity() };
  const server = createServer((request, response) => {
    serve(api, request, response).catch(error => failed(response, error));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return handleOf(state, server);
}

function handleOf(state: State, server: Server): Playground {
  const accountOf = (login: PersonName) => findAccount(state, login) ?? state.app.owner;
  const logins = Object.keys(people) as PersonName[];
  const user = (login: PersonName) => ({
    id: state.accounts.find(account => account.login === login)?.id ?? 0,
    login,
    token: `ghp_${login}`,
  });
  const { bot } = state.app;
  return {
    url: state.url,
    users: Object.fromEntries(logins.map(login => [login, user(login)])) as Playground['users'],
    bot: { id: bot.id, login: bot.login },
    requests: state.requests,
    deliveries: state.deliveries,
    violations: state.violations,
    faults: state.faults,
    state,
    createRepository: options => createRepository(state, options),
    forkRepository: (repository, owner) => forkRepository(state, repository, accountOf(owner)),
    enqueuePull: (repository, number) => {
      const pull = findIssue(repository, number);
      if (!pull || !isPull(pull)) throw notFound();
      return enqueuePull(state, { pull, actor: state.app.owner });
    },
    reportAsAnother: (repository, { headOid, name, conclusion }) => {
      const appId = state.app.id + 1;
      createCheckRun(state, { repository, headOid, appId, name, edit: { status: 'completed', conclusion } });
    },
    renameRepository: (repository, to) => renameRepository(state, repository, to),
    snapshot: repository => snapshotOf(state, repository),
    setWebhookUrl: url => {
      state.app.webhookUrl = url;
    },
    orderFault: order => orderFault(state, order),
    settled: async () => {
      while (state.underway.size > 0) await Promise.all(state.underway);
    },
    close: async () => {
      state.app.webhookUrl = '';
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

const apiRoots = /^\/(repos|repositories|app|installation|installations|user|users|graphql|api)(\/|$)/;

async function serve(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', api.state.url);
  if (!isLocal(request)) return sendJson(response, 403, { message: 'The playground answers this machine only.' });
  if (isGitPath(pathname)) return serveGit(api.state, request, response);
  if (isControl(request, pathname)) return serveControl(api.state, request, response);
  if (apiRoots.test(apiPath(pathname))) return dispatch(api, request, response);
  return servePage(api, request, response);
}

function failed(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (!response.headersSent) sendJson(response, 500, { message: `Playground fault: ${message}` });
  else response.destroy();
}
