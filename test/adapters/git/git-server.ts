import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';

/** A web server for bare repositories, by git's own `http-backend`. */
export interface GitServer {
  url: string;
  /** `Authorization` of every request, in order. */
  authorizations: (string | undefined)[];
  /** Looks at the machine while a request is being served. */
  whileServing: (() => Promise<void>) | undefined;
  /** Answers instead of git, with this status. */
  refuseWith: number | undefined;
  /** Where a refusal with a 3xx status leads to. */
  location: string | undefined;
  /** Leaves requests without an answer. */
  isStalled: boolean;
  /** Sends a pack as far as its beginning, and then nothing. */
  isCutInPack: boolean;
  close(): Promise<void>;
}

/** Serves the repositories below `root` on loopback, with partial clones as GitHub allows them. */
export async function gitServer(root: string): Promise<GitServer> {
  const server = createServer((request, response) => void answer(state, root, { request, response }));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const state: GitServer = {
    url: `http://127.0.0.1:${port}`,
    authorizations: [],
    whileServing: undefined,
    refuseWith: undefined,
    location: undefined,
    isStalled: false,
    isCutInPack: false,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  return state;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

async function answer(state: GitServer, root: string, { request, response }: Exchange): Promise<void> {
  state.authorizations.push(request.headers.authorization);
  await state.whileServing?.();
  if (state.isStalled) return;
  if (state.refuseWith) {
    if (state.location) response.setHeader('Location', state.location + request.url);
    response.writeHead(state.refuseWith).end('refused');
    return;
  }
  const url = new URL(request.url ?? '/', 'http://host');
  const environment = {
    PATH: process.env['PATH'],
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: url.pathname,
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    REMOTE_ADDR: '127.0.0.1',
  };
  const backend = spawn('git', ['http-backend'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
  request.pipe(backend.stdin).on('error', () => undefined);
  await relay(backend.stdout, response, state.isCutInPack);
}

/** CGI: header lines, an empty line, the body. */
async function relay(stdout: NodeJS.ReadableStream, response: ServerResponse, isCut: boolean): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdout) chunks.push(Buffer.from(chunk));
  const all = Buffer.concat(chunks);
  const end = all.indexOf('\r\n\r\n');
  const headers = all
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .map(line => line.split(': '));
  const status = headers.find(([name]) => name === 'Status')?.[1];
  for (const [name = '', value = ''] of headers) if (name && name !== 'Status') response.setHeader(name, value);
  const body = all.subarray(end + 4);
  const pack = body.indexOf('packfile');
  response.writeHead(Number.parseInt(status ?? '200', 10));
  if (isCut && pack >= 0) response.write(body.subarray(0, pack + 20));
  else response.end(body);
}

/** A tree to commit: content, a link, or an executable, by path. */
export type Files = Record<
  string,
  string | Uint8Array | { link: string } | { executable: string } | { submodule: string }
>;

/** git with nothing of this machine's configuration. */
export async function git(cwd: string, args: string[], input?: string | Uint8Array): Promise<string> {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  const env = { ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const { stdout } = await execa('git', args, { cwd, env, ...(input === undefined ? {} : { input }) });
  return stdout;
}

/** A bare repository that serves partial clones. */
export async function bareRepository(path: string): Promise<void> {
  await git('/', ['init', '-q', '--bare', path]);
  for (const key of ['allowFilter', 'allowAnySHA1InWant']) await git(path, ['config', `uploadpack.${key}`, 'true']);
}

/** Commits exactly `files` on `main` by plumbing, so that names and modes can be anything git can hold. */
export async function commit(repository: string, files: Files, parent?: string): Promise<string> {
  const lines: string[] = [];
  for (const [path, file] of Object.entries(files)) lines.push(`${await entryOf(repository, file)}\t${path}`);
  await git(repository, ['read-tree', '--empty']);
  await git(repository, ['update-index', '-z', '--index-info'], `${lines.join('\0')}\0`);
  const tree = await git(repository, ['write-tree']);
  const oid = await git(repository, ['commit-tree', tree, '-m', 'a commit', ...(parent ? ['-p', parent] : [])]);
  await git(repository, ['update-ref', 'refs/heads/main', oid]);
  return oid;
}

async function entryOf(repository: string, file: Files[string]): Promise<string> {
  const hash = (content: string | Uint8Array) => git(repository, ['hash-object', '-w', '--stdin'], content);
  if (typeof file === 'string' || file instanceof Uint8Array) return `100644 ${await hash(file)}`;
  if ('link' in file) return `120000 ${await hash(file.link)}`;
  if ('executable' in file) return `100755 ${await hash(file.executable)}`;
  return `160000 ${file.submodule}`;
}

/** The text of every file below a directory, whatever it is. */
export async function everyFile(directory: string): Promise<string> {
  const found = spawn('grep', ['-ra', '', directory], { stdio: ['ignore', 'pipe', 'ignore'] });
  return text(found.stdout);
}
