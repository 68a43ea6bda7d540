import type { IncomingMessage, ServerResponse } from 'node:http';
import { execa } from 'execa';
import { observePush } from '../actions/pushes.ts';
import { canSee, requireAccess } from '../auth/access.ts';
import { actorOf, authenticate, type Viewer } from '../auth/viewer.ts';
import type { Repository } from '../entities.ts';
import { exclusively } from '../git/lock.ts';
import { cleanEnvironment } from '../git/run.ts';
import { findRenamed, findRepository } from '../lookup.ts';
import { notFound, Refusal } from '../refusal.ts';
import { needs } from '../rest/needs.ts';
import type { State } from '../state.ts';
import { answerOf } from './errors.ts';
import { meetFault } from './fault-effects.ts';
import { logRequest } from './request-log.ts';

const pattern = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether a path is one of git's smart HTTP protocol (git-http-backend(1)). */
export const isGitPath = (path: string) => pattern.test(path);

interface GitCall {
  repository: Repository;
  viewer: Viewer;
  /** Path below the repository. */
  rest: string;
  isPush: boolean;
  query: string;
}

function readCall(state: State, request: IncomingMessage, url: URL): GitCall {
  const [, owner = '', name = '', rest = ''] = pattern.exec(url.pathname) ?? [];
  const repository = findRepository(state, owner, name) ?? findRenamed(state, owner, name);
  const viewer = authenticate(state, request.headers.authorization);
  if (viewer.kind === 'anonymous' && (!repository || !canSee(state, viewer, repository)))
    throw new Refusal('UNAUTHORIZED', 'Repository not found.');
  if (!repository || !canSee(state, viewer, repository)) throw notFound('Repository not found.');
  const isPush = rest === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  requireAccess(state, { viewer, repository, need: isPush ? needs.writeContents : needs.readContents });
  return { repository, viewer, rest, isPush, query: url.search.slice(1) };
}

/** Serves `git clone`, `git fetch` and `git push`; a push is followed by what GitHub does about it. */
export async function serveGit(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = performance.now();
  const url = new URL(request.url ?? '/', state.url);
  let call: GitCall;
  try {
    call = readCall(state, request, url);
  } catch (error) {
    return refuse(response, error);
  }
  const { viewer, isPush } = call;
  const byApp = viewer.kind === 'installation';
  const occurrence = { kind: 'git' as const, method: request.method ?? '', path: url.pathname, byApp };
  const answer = await meetFault(state, { occurrence, response }, async () => {
    await answerCall(state, call, { request, response });
    return { status: response.statusCode };
  });
  if (answer && !response.headersSent) response.writeHead(answer.status).end();
  const method = request.method ?? 'GET';
  const status = answer?.status ?? 0;
  const isWrite = isPush && method === 'POST';
  logRequest(state, {
    kind: 'git',
    method,
    path: url.pathname,
    operation: undefined,
    status,
    isWrite,
    viewer,
    started,
  });
}

function refuse(response: ServerResponse, error: unknown): void {
  const { status, body } = answerOf(error);
  const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
  response.writeHead(status, { 'content-type': 'text/plain', ...challenge });
  response.end((body as { message: string }).message);
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** The answer ends only after a push was noticed, so that whoever pushed finds its pull request up to date. */
async function answerCall(state: State, call: GitCall, exchange: Exchange): Promise<void> {
  const { repository, viewer, rest } = call;
  const run = () => runBackend(call, exchange);
  if (rest === 'git-receive-pack')
    await exclusively(repository.directory, () => observePush(state, { repository, actor: actorOf(viewer) }, run));
  else await run();
  exchange.response.end();
}

/** Runs git's own CGI program and hands its answer through, all but the end. */
async function runBackend({ repository, rest, query }: GitCall, { request, response }: Exchange): Promise<void> {
  const header = (name: string) => String(request.headers[name] ?? '');
  const child = execa('git', ['http-backend'], {
    buffer: false,
    reject: false,
    stderr: 'ignore',
    env: {
      ...cleanEnvironment,
      GIT_PROJECT_ROOT: repository.directory,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: header('git-protocol'),
      PATH_INFO: `/${rest}`,
      REQUEST_METHOD: request.method ?? 'GET',
      QUERY_STRING: query,
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      REMOTE_USER: 'playground',
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    if (response.headersSent) response.write(chunk);
    else head = writeWhenComplete(response, Buffer.concat([head, chunk as Buffer]));
  }
  await child;
  if (!response.headersSent) response.writeHead(500);
}

function writeWhenComplete(response: ServerResponse, head: Buffer): Buffer {
  const end = head.indexOf('\r\n\r\n');
  if (end === -1) return head;
  writeHead(response, head.subarray(0, end).toString());
  response.write(head.subarray(end + 4));
  return Buffer.alloc(0);
}

function writeHead(response: ServerResponse, head: string): void {
  const fields = head
    .split('\r\n')
    .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
  const headers = Object.fromEntries(fields) as Record<string, string>;
  const status = Number.parseInt(headers['Status'] ?? '200', 10);
  delete headers['Status'];
  response.writeHead(status, headers);
}
