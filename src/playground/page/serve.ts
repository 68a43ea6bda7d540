import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { canSee } from '../auth/access.ts';
import type { Api } from '../http/dispatch.ts';
import { readBody } from '../http/incoming.ts';
import { findAccount, findRenamed, findRepository } from '../lookup.ts';
import { notFound, Refusal } from '../refusal.ts';
import { people } from '../seed.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { type PageAnswer, type PageRequest, sendFile } from './request.ts';
import { pageRoutes } from './routes.ts';

const asset = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url));

/** Scripts and styles come from here only, so that nothing a comment holds can run. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function actorOf(api: Api, request: IncomingMessage) {
  const login = /(?:^|;\s*)as=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const account = login in people ? findAccount(api.state, login) : undefined;
  return account ?? api.state.app.owner;
}

async function pageRequestOf(api: Api, request: IncomingMessage, url: URL): Promise<PageRequest> {
  const isForm = request.method === 'POST';
  const form = new URLSearchParams(isForm ? (await readBody(request)).toString() : '');
  const from = request.headers.referer ? new URL(request.headers.referer) : url;
  const shown = isForm ? from : url;
  const query = new URLSearchParams(shown.search);
  query.delete('notice');
  const here = `${shown.pathname}${query.size > 0 ? `?${query}` : ''}`;
  return { api, actor: actorOf(api, request), params: {}, query: url.searchParams, form, here };
}

async function answerOf(request: PageRequest, method: string, path: string): Promise<PageAnswer> {
  for (const route of pageRoutes) {
    const found = route.method === method ? route.pattern.exec(path) : null;
    if (!found) continue;
    const params = Object.fromEntries(Object.entries(found.groups ?? {}).map(([key, value]) => [key, decode(value)]));
    if (!route.ofRepository) return route.handle({ ...request, params });
    const { state } = request.api;
    const [owner = '', name = ''] = [params['owner'], params['repo']];
    const repository = findRepository(state, owner, name) ?? findRenamed(state, owner, name);
    const viewer = { kind: 'person', account: request.actor } as const;
    if (!repository || !canSee(state, viewer, repository)) throw notFound('There is no such repository.');
    return route.handle({ ...request, params, repository });
  }
  throw notFound('There is no such page.');
}

const decode = (value: string | undefined) => {
  try {
    return decodeURIComponent(value ?? '');
  } catch {
    return value ?? '';
  }
};

/** Answers a request that is neither API nor git: a page, a form, or a file. */
export async function servePage(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', api.state.url);
  if (url.pathname === '/_playground/style.css')
    return sendFile(response, { bytes: asset('style.css'), type: 'text/css; charset=utf-8' });
  if (url.pathname === '/_playground/refresh.js')
    return sendFile(response, { bytes: asset('refresh.js'), type: 'text/javascript; charset=utf-8' });
  const page = await pageRequestOf(api, request, url);
  if (request.method === 'POST' && url.pathname === '/_playground/act') return act(page, response);
  const answer = await answerOf(page, request.method ?? 'GET', url.pathname).catch(error =>
    refused(error, page, request),
  );
  send(page, answer, response);
}

function act({ form }: PageRequest, response: ServerResponse): void {
  const login = form.get('as') ?? '';
  const to = /^\/(?!\/)/.test(form.get('back') ?? '') ? (form.get('back') ?? '/') : '/';
  const cookie = login in people ? { 'set-cookie': `as=${login}; Path=/; SameSite=Strict; HttpOnly` } : {};
  response.writeHead(303, { location: to, ...cookie }).end();
}

/** A refused form goes back to where it was filled in, with the reason; a page that is not there says so. */
function refused(error: unknown, page: PageRequest, request: IncomingMessage): PageAnswer {
  if (!(error instanceof Refusal)) throw error;
  if (request.method === 'POST') return { kind: 'redirect', to: page.here, notice: error.message };
  const body = html`<h1>Not found</h1><p>${error.message}</p>`;
  return { kind: 'page', title: 'Not found', body, status: 404 };
}

function send(page: PageRequest, answer: PageAnswer, response: ServerResponse): void {
  if (answer.kind === 'file') {
    sendFile(response, answer);
    return;
  }
  if (answer.kind === 'redirect') {
    const notice = answer.notice
      ? `${answer.to.includes('?') ? '&' : '?'}notice=${encodeURIComponent(answer.notice)}`
      : '';
    response.writeHead(303, { location: answer.to + notice }).end();
    return;
  }
  const { kind: _, status = 200, ...shown } = answer;
  const { state } = page.api;
  const notice = page.query.get('notice') ?? undefined;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  response.end(layout({ state, actor: page.actor, here: page.here, notice, ...shown }));
}
