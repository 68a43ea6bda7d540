import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { TheatreReady } from './theatre.ts';

/** How one delivery was answered. */
export interface Answered {
  status: number;
  milliseconds: number;
}

export interface Delivery {
  body: string;
  signature: string;
}

/** A signed `issues.labeled` of the size that GitHub sends, about an issue of its own. */
export function delivery({ repository, installation, app }: TheatreReady, number: number): Delivery {
  const body = JSON.stringify({
    action: 'labeled',
    issue: { number, title: `Issue ${number}`, body: 'x'.repeat(12_000), labels: [{ name: 'tdd-feature' }] },
    label: { name: 'tdd-feature' },
    repository,
    installation,
    sender: { id: 1_000_002, login: 'writer', type: 'User' },
  });
  return { body, signature: `sha256=${createHmac('sha256', app.webhookSecret).update(body).digest('hex')}` };
}

/** Sends one delivery, and says how long the answer took. */
export async function send(url: string, { body, signature }: Delivery): Promise<Answered> {
  const startedAt = performance.now();
  const call = request(`${url}/api/github/webhooks`, {
    agent: false,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-github-event': 'issues',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': signature,
    },
  });
  call.end(body);
  const [response] = await once(call, 'response');
  const milliseconds = performance.now() - startedAt;
  response.resume();
  return { status: response.statusCode, milliseconds };
}

/** Sends to each server so many deliveries a second, whether or not the ones before are answered. */
export async function sendAtRate(
  urls: readonly string[],
  deliveries: readonly Delivery[],
  perSecond: number,
): Promise<Answered[][]> {
  const sent: Promise<Answered>[][] = urls.map(() => []);
  const startedAt = performance.now();
  for (const [index, item] of deliveries.entries()) {
    await wait(Math.max(0, startedAt + (index * 1000) / perSecond - performance.now()));
    for (const [server, url] of urls.entries()) sent[server]?.push(send(url, item));
  }
  return Promise.all(sent.map(answers => Promise.all(answers)));
}
