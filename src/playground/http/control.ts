import type { IncomingMessage, ServerResponse } from 'node:http';
import { fullName } from '../entities.ts';
import { type FaultOrder, orderFault } from '../faults.ts';
import { type CreateRepository, createRepository } from '../repositories.ts';
import type { State } from '../state.ts';
import { answerOf } from './errors.ts';
import { parseJson, readBody, sendJson } from './incoming.ts';

type Handler = (state: State, input: { body: unknown; query: URLSearchParams }) => unknown | Promise<unknown>;

/** What is no part of GitHub: the playground's own switches, for the demo, the benchmarks and its page. */
const handlers: Record<string, Handler> = {
  'GET /_playground/requests': (state, { query }) => {
    const since = Number(query.get('since') ?? 0);
    const byApp = query.get('by') === 'app';
    const requests = state.requests.filter(request => request.id > since && (!byApp || request.byApp));
    const writes = requests.filter(request => request.isWrite).length;
    return { count: requests.length, writes, last: state.lastId, requests };
  },
  'GET /_playground/state': state => ({
    url: state.url,
    violations: state.violations,
    repositories: state.repositories.map(repository => ({ id: repository.id, fullName: fullName(repository) })),
    underway: state.underway.size,
  }),
  'GET /_playground/faults': state => state.faults,
  'POST /_playground/faults': (state, { body }) => orderFault(state, body as FaultOrder),
  'DELETE /_playground/faults': state => {
    state.faults.length = 0;
    return {};
  },
  'GET /_playground/deliveries': state => state.deliveries,
  'POST /_playground/settings': (state, { body }) => {
    const { webhookUrl, banner } = body as { webhookUrl?: string; banner?: string };
    if (webhookUrl !== undefined) state.app.webhookUrl = webhookUrl;
    if (banner !== undefined) state.banner = banner;
    return { webhookUrl: state.app.webhookUrl, banner: state.banner };
  },
  'POST /_playground/repositories': async (state, { body }) => {
    const repository = await createRepository(state, body as CreateRepository);
    return { id: repository.id, fullName: fullName(repository), defaultBranch: repository.defaultBranch };
  },
};

/** Whether the control answers this request; other paths below `/_playground/` are the page's. */
export function isControl(request: IncomingMessage, path: string): boolean {
  return `${request.method} ${path}` in handlers;
}

/** Answers a request to `/_playground/…` in JSON. */
export async function serveControl(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', state.url);
  try {
    const body = parseJson(await readBody(request)) ?? {};
    const handler = handlers[`${request.method} ${url.pathname}`];
    sendJson(response, 200, await handler?.(state, { body, query: url.searchParams }));
  } catch (error) {
    const { status, body } = answerOf(error);
    sendJson(response, status, body);
  }
}
