import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { expect, onTestFinished } from 'vitest';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/server.ts';

export const appId = 4242;
export const secret = 'a webhook secret that is long enough for anyone';
export const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** A directory that is gone after the test. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'redfirst-playground-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Files below a new directory. */
export function project(files: Record<string, string>): string {
  const root = scratch();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export const sample = { 'README.md': '# Sample\n', 'src/add.py': 'def add(a, b):\n    return a + b\n' };

/** A playground that is closed after the test; `acme/sample` is in it unless `files` is empty. */
export async function playgroundWith(
  options: Partial<PlaygroundOptions> & { files?: Record<string, string> } = {},
): Promise<Playground> {
  const { files = sample, ...rest } = options;
  const playground = await startPlayground({
    dataDir: scratch(),
    app: { id: appId, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret: secret },
    ...rest,
  });
  onTestFinished(async () => {
    await playground.close();
    expect(playground.violations).toEqual([]);
  });
  const from = Object.keys(files).length > 0 ? { from: project(files) } : {};
  await playground.createRepository({ owner: 'acme', name: 'sample', ...from });
  return playground;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A person with a personal token, as Octokit. */
export function person(playground: Playground, login: string, prefix = '/api/v3'): Octokit {
  return new Octokit({ baseUrl: `${playground.url}${prefix}`, auth: `ghp_${login}`, log: silent });
}

/** The App itself: JWT for its own routes, an installation token for repositories. */
export function app(playground: Playground): Octokit {
  return new Octokit({
    baseUrl: `${playground.url}/api/v3`,
    authStrategy: createAppAuth,
    auth: { appId, privateKey: keys.privateKey },
    log: silent,
  });
}

/** A token of the installation, by default for everything that the App may do. */
export async function tokenFor(playground: Playground, scope: object = {}): Promise<string> {
  const made = (await installed(playground).auth({ type: 'installation', ...scope })) as { token: string };
  return made.token;
}

/** The installation with fewer permissions or repositories. */
export async function scoped(playground: Playground, scope: object): Promise<Octokit> {
  return new Octokit({
    baseUrl: `${playground.url}/api/v3`,
    auth: await tokenFor(playground, scope),
    log: silent,
  });
}

/** An installation of the App with everything it may do. */
export function installed(playground: Playground, index = 0): Octokit {
  const installationId = playground.state.installations[index]?.id;
  return new Octokit({
    baseUrl: `${playground.url}/api/v3`,
    authStrategy: createAppAuth,
    auth: { appId, privateKey: keys.privateKey, installationId },
    log: silent,
  });
}

export const sampleRepository = { owner: 'acme', repo: 'sample' };

export interface ReceivedHook {
  event: string;
  guid: string;
  headers: IncomingMessage['headers'];
  text: string;
  payload: Record<string, unknown>;
}

/** A receiver of webhooks; what it answers is up to the test. */
export async function hookReceiver(status: () => number = () => 202) {
  const received: ReceivedHook[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { headers } = request;
    const [event, guid] = [String(headers['x-github-event']), String(headers['x-github-delivery'])];
    received.push({ event, guid, headers, text, payload: JSON.parse(text) });
    response.writeHead(status()).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const names = () =>
    received.map(({ event, payload }) => (payload['action'] ? `${event}.${payload['action']}` : event));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received, names };
}
