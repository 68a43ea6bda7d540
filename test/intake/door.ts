import { createHmac, generateKeyPairSync } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebhookServer, type DoorOptions } from '../../src/index.ts';
import type { Delivery } from '../../src/intake/signals.ts';
import type { Intake } from '../../src/intake/store-signals.ts';
import type { Log } from '../../src/ports/log.ts';
import { self } from './deliveries.ts';

export const secret = 'a secret of more than thirty-two bytes';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

export interface Answer {
  status: number;
  text: string;
  headers: IncomingHttpHeaders;
}

/** A door on loopback with everything that went through it. */
export interface Door {
  port: number;
  /** What was stored, as `<installation>/<repository>/<issue>`, with `!` when it interrupts. */
  stored: string[];
  lookedThrough: number[];
  lines: { level: string; fields: object; message: string }[];
  close(): Promise<void>;
}

export async function openDoor(options: Partial<DoorOptions> & { part?: Partial<Intake> } = {}): Promise<Door> {
  const stored: string[] = [];
  const lookedThrough: number[] = [];
  const lines: Door['lines'] = [];
  const record = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  const log: Log = { debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') };
  const intake: Intake = {
    self,
    queue: {
      enqueue: async ({ repository, issue }, how) => {
        stored.push(`${repository.installationId}/${repository.id}/${issue}${how?.interrupts ? '!' : ''}`);
      },
    },
    lookThrough: async installation => lookedThrough.push(installation),
    log,
    ...options.part,
  };
  const server = await createWebhookServer({
    appId: self.appId,
    privateKey,
    secret,
    version: '1.2.3',
    log,
    intake: () => intake,
    ...options,
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
  return { port, stored, lookedThrough, lines, close };
}

/** A request that GitHub would send, with what is to be different. */
export function send(
  port: number,
  { id, name, payload }: Delivery,
  change: { body?: string | Buffer; headers?: Record<string, string>; path?: string; method?: string } = {},
): Promise<Answer> {
  const body = Buffer.from(change.body ?? JSON.stringify(payload));
  const headers = {
    'content-type': 'application/json',
    'content-length': String(body.length),
    'x-github-event': name,
    'x-github-delivery': id,
    'x-hub-signature-256': signature(body),
    ...change.headers,
  };
  const path = change.path ?? '/api/github/webhooks';
  return new Promise((resolve, reject) => {
    const sending = request({ port, path, method: change.method ?? 'POST', headers, agent: false }, response => {
      let text = '';
      response.on('data', chunk => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

export function signature(body: Buffer | string, key = secret): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}
