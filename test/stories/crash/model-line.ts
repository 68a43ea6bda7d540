import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The line to a model server, which can go dead before a question arrives or after it was answered. */
export interface ModelLine {
  url: string;
  /** Questions that were sent so far. */
  sent(): number;
  /** The `skip`-th question from now on gets no answer. Tells whether that happened yet. */
  cut(order: { skip: number; when: 'before' | 'after' }): { isHit(): boolean };
  mend(): void;
  close(): Promise<void>;
}

export async function openModelLine(target: string): Promise<ModelLine> {
  let sent = 0;
  let order: { at: number; when: 'before' | 'after'; isHit: boolean } | undefined;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const cut = order?.at === sent ? order : undefined;
    sent += 1;
    if (cut?.when === 'before') {
      cut.isHit = true;
      return;
    }
    const { pathname } = new URL(request.url ?? '/', target);
    const id = String(request.headers['x-client-request-id'] ?? '');
    const headers = { 'content-type': 'application/json', 'x-client-request-id': id };
    const answer = await fetch(new URL(pathname, target), { method: 'POST', headers, body });
    const text = await answer.text();
    if (cut) cut.isHit = true;
    else response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    sent: () => sent,
    cut({ skip, when }) {
      const ordered = { at: sent + skip, when, isHit: false };
      order = ordered;
      return { isHit: () => ordered.isHit };
    },
    mend() {
      order = undefined;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
