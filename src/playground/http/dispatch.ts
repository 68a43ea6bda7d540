import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { canSee, requireAccess } from '../auth/access.ts';
import { authenticate, type Viewer } from '../auth/viewer.ts';
import { fullName } from '../entities.ts';
import { firstFields, operationsOf } from '../graphql/operations.ts';
import { findRenamed, findRepository } from '../lookup.ts';
import { notAccessible, notFound, Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import type { ApiAnswer, ApiRequest } from './api.ts';
import type { Conformity } from './conformity.ts';
import { answerOf } from './errors.ts';
import { meetFault } from './fault-effects.ts';
import { parseJson, readBody } from './incoming.ts';
import { countRequest, type RateLimits } from './rate-limit.ts';
import { logRequest } from './request-log.ts';
import type { Match, Router } from './router.ts';

/** What answers API requests. */
export interface Api {
  state: State;
  router: Router;
  limits: RateLimits;
  conformity: Conformity;
}

interface Incoming {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  viewer: Viewer;
  address: string;
}

/** The path below the API's root, for github.com's layout and GitHub Enterprise Server's. */
export function apiPath(path: string): string {
  if (path === '/api/graphql') return '/graphql';
  return path.startsWith('/api/v3/') ? path.slice('/api/v3'.length) : path;
}

/** `/repositories/{id}/…` is the lasting name of `/repos/{owner}/{repo}/…`, where redirects of renamed ones lead. */
function lastingPath(state: State, path: string): string {
  const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const repository = state.repositories.find(other => other.id === Number(id));
  return id && repository ? `/repos/${fullName(repository)}${rest}` : path;
}

interface Received {
  body: unknown;
  viewer: Viewer | undefined;
  /** Why it cannot even be looked at. */
  refused: ApiAnswer | undefined;
}

async function receive(state: State, request: IncomingMessage): Promise<Received> {
  let viewer: Viewer | undefined;
  try {
    const raw = await readBody(request);
    viewer = authenticate(state, request.headers.authorization);
    return { body: parseJson(raw), viewer, refused: undefined };
  } catch (error) {
    return { body: undefined, viewer, refused: answerOf(error) };
  }
}

/** Answers one request to the REST or GraphQL API. */
export async function dispatch(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = performance.now();
  const { state } = api;
  const url = new URL(request.url ?? '/', state.url);
  const method = request.method ?? 'GET';
  const path = lastingPath(state, apiPath(url.pathname));
  const { body, viewer = { kind: 'anonymous' }, refused } = await receive(state, request);
  const kind = path === '/graphql' ? 'graphql' : 'rest';
  const operations = kind === 'graphql' ? operationsOf(body) : [];
  const byApp = viewer.kind === 'app' || viewer.kind === 'installation';
  const occurrence = { kind, method, path, operations, byApp } as const;
  const incoming = { method, path, query: url.searchParams, body, viewer, address: `${url.origin}${url.pathname}` };
  const work = (fields?: number) =>
    answerRequest(api, fields === undefined ? incoming : { ...incoming, body: firstFields(body, fields) });
  const answer = refused ?? (await meetFault(state, { occurrence, response }, work));
  const isWrite = kind === 'graphql' ? operations.includes('mutation') : method !== 'GET' && method !== 'HEAD';
  const operation = operations.join(' ') || undefined;
  const status = answer?.status ?? 0;
  logRequest(state, { kind, method, path: url.pathname, operation, status, isWrite, viewer, started });
  if (!answer) return;
  const resource = kind === 'graphql' ? 'graphql' : 'core';
  const limits = countRequest(api.limits, { state, viewer, resource });
  send(response, { answer, limits, ifNoneMatch: request.headers['if-none-match'], now: state.now() });
}

/** The same without HTTP, for the pages: checked like any request, but not logged and not subject to faults. */
export function answerInternally(
  api: Api,
  request: { method: string; path: string; body: unknown; viewer: Viewer },
): Promise<ApiAnswer> {
  return answerRequest(api, { ...request, query: new URLSearchParams(), address: `${api.state.url}${request.path}` });
}

async function answerRequest(api: Api, incoming: Incoming): Promise<ApiAnswer> {
  const match = api.router(incoming.method, incoming.path);
  try {
    if (!match) throw notFound();
    const { viewer, query, body, address } = incoming;
    const request: ApiRequest = { state: api.state, viewer, params: match.params, query, body, address };
    const moved = redirectOf(api.state, incoming, match);
    if (moved) return moved;
    refuseMisfit(api, match, request);
    const answer = await handle(match, request);
    for (const problem of api.conformity.answer(match.route.route, answer))
      api.state.violations.push(`${match.route.route} ${answer.status}: ${problem}`);
    return answer;
  } catch (error) {
    return answerOf(error);
  }
}

function refuseMisfit(api: Api, match: Match, request: ApiRequest): void {
  const problems = api.conformity.request(match.route.route, request);
  if (problems.length > 0) throw new Refusal('UNPROCESSABLE', `Invalid request.\n\n${problems.join('\n')}`);
}

async function handle(match: Match, request: ApiRequest): Promise<ApiAnswer> {
  const { state, viewer, params } = request;
  if (match.route.need) {
    const repository = findRepository(state, params['owner'] ?? '', params['repo'] ?? '');
    if (!repository || !canSee(state, viewer, repository)) throw notFound();
    requireAccess(state, { viewer, repository, need: match.route.need });
    return match.route.handle({ ...request, repository });
  }
  const { for: audience } = match.route;
  if (audience === 'app' && viewer.kind !== 'app')
    throw new Refusal('UNAUTHORIZED', 'A JSON web token could not be decoded');
  if (audience === 'installation' && viewer.kind !== 'installation') throw notAccessible();
  return match.route.handle(request);
}

function redirectOf(state: State, incoming: Incoming, match: Match): ApiAnswer | undefined {
  const { owner, repo } = match.params;
  if (!owner || !repo || findRepository(state, owner, repo)) return undefined;
  const renamed = findRenamed(state, owner, repo);
  if (!renamed || !canSee(state, incoming.viewer, renamed)) return undefined;
  const rest = incoming.path.split('/').slice(4).join('/');
  const base = incoming.address.includes('/api/v3/') ? `${state.url}/api/v3` : state.url;
  const location = `${base}/repositories/${renamed.id}${rest && `/${rest}`}${incoming.query.size > 0 ? `?${incoming.query}` : ''}`;
  const status = incoming.method === 'GET' ? 301 : 307;
  return { status, body: { message: 'Moved Permanently', url: location }, headers: { location } };
}

function send(
  response: ServerResponse,
  sending: { answer: ApiAnswer; limits: Record<string, string>; ifNoneMatch: string | undefined; now: Date },
): void {
  const { answer, limits, ifNoneMatch, now } = sending;
  const bytes = Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
  const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
  const isSame = answer.status === 200 && ifNoneMatch?.replace(/^W\//, '') === etag;
  response.sendDate = false;
  response.writeHead(isSame ? 304 : answer.status, {
    date: now.toUTCString(),
    'x-github-request-id': randomUUID(),
    'x-github-media-type': 'github.v3; format=json',
    ...(answer.status === 200 && { etag }),
    ...limits,
    ...(answer.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    ...answer.headers,
  });
  response.end(isSame || answer.status === 204 ? undefined : bytes);
}
