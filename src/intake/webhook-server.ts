import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../ports/log.ts';
import { type BodyLimits, bodyReader } from './read-body.ts';
import { Refusal } from './store-signals.ts';

/** Where GitHub sends deliveries: the path that Probot has. */
export const webhookPath = '/api/github/webhooks';

/** GitHub's own cap for a payload (docs.github.com, "Webhook events and payloads"). */
const mebibyte = 2 ** 20;
const bodyLimits: BodyLimits = { each: 25 * mebibyte, together: 100 * mebibyte };

/** Milliseconds. Slow senders are cut off: GitHub itself gives up after ten seconds. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 };

/** A request that looks like a delivery; nothing of it is believed yet. */
export interface RawDelivery {
  id: string;
  name: string;
  body: string;
  signature: string;
}

export interface WebhookServerOptions {
  /** Checks the signature and stores. Throws {@link Refusal} for what is not accepted. */
  receive(delivery: RawDelivery): Promise<void>;
  version: string;
  log: Log;
  bodyLimits?: BodyLimits;
  timeouts?: typeof timeouts;
}

/**
 * The door: `POST /api/github/webhooks` answers 202 once the delivery is stored, `GET /ping` says who is there, and
 * everything else is 404. Never logs a body.
 */
export function webhookServer(options: WebhookServerOptions): Server {
  const readBody = bodyReader(options.bodyLimits ?? bodyLimits);
  const settings = { ...(options.timeouts ?? timeouts), connectionsCheckingInterval: 1000 };

  return createServer(settings, async (request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method === 'GET' && path === '/ping') return answer(response, 200, `PONG redfirst ${options.version}`);
    if (request.method !== 'POST' || path !== webhookPath) return answer(response, 404, 'Not found');
    try {
      const delivery = headersOf(request);
      await options.receive({ ...delivery, body: await readBody(request) });
      answer(response, 202, 'Accepted');
    } catch (error) {
      refuse({ request, response, error, log: options.log });
    } finally {
      // Whatever is left of a body that was refused is let go, not kept.
      request.resume();
    }
  });
}

function headersOf({ headers }: IncomingMessage): Omit<RawDelivery, 'body'> {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw new Refusal(415, 'Set the content type of the webhook to application/json.');
  const id = String(headers['x-github-delivery'] ?? '');
  const name = String(headers['x-github-event'] ?? '');
  const signature = String(headers['x-hub-signature-256'] ?? '');
  if (!/^[\w-]{1,100}$/.test(id) || !/^[a-z_]{1,100}$/.test(name))
    throw new Refusal(400, 'X-GitHub-Delivery and X-GitHub-Event are needed.');
  if (!signature) throw new Refusal(401, 'X-Hub-Signature-256 is needed.');
  return { id, name, signature };
}

interface Refused {
  request: IncomingMessage;
  response: ServerResponse;
  error: unknown;
  log: Log;
}

function refuse({ request, response, error, log }: Refused): void {
  const fields = { event: request.headers['x-github-event'], delivery: request.headers['x-github-delivery'] };
  if (error instanceof Refusal) {
    log.warn({ ...fields, status: error.status, reason: error.message }, 'refused a delivery');
    answer(response, error.status, error.message);
    return;
  }
  // The sender is gone before the end of its body.
  if (request.errored) return;
  log.error({ ...fields, error: String(error) }, 'could not store a delivery');
  answer(response, 503, 'The delivery could not be stored. Send it again.');
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
