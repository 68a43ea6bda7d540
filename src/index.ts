import type { Server } from 'node:http';
import { pino } from 'pino';
import { Probot } from 'probot';
import { events } from './intake/signals.ts';
import { type Intake, Refusal, storeSignals } from './intake/store-signals.ts';
import { type RawDelivery, type WebhookServerOptions, webhookServer } from './intake/webhook-server.ts';

/** The Probot app: every event that we listen to is stored as a signal, and nothing else happens here. */
export function redfirst(intake: () => Intake): (app: Probot) => void {
  return app => {
    app.on(events, ({ id, name, payload }) => storeSignals({ id, name, payload }, intake()));
  };
}

export interface DoorOptions extends Omit<WebhookServerOptions, 'receive'> {
  appId: number;
  privateKey: string;
  secret: string;
  /** Where signals go; until it gives something, deliveries are answered 503. */
  intake(): Intake | undefined;
}

/** The webhook server with Probot behind it, not listening yet. Probot only checks signatures and calls handlers. */
export async function createWebhookServer(options: DoorOptions): Promise<Server> {
  const { appId, privateKey, secret, intake } = options;
  const probot = new Probot({ appId, privateKey, secret, log: pino({ level: 'silent' }) });
  await probot.load(redfirst(() => opened(intake())));
  return webhookServer({ ...options, receive: delivery => receive(probot, delivery) });
}

async function receive({ webhooks }: Probot, { id, name, body, signature }: RawDelivery): Promise<void> {
  const isSigned = await webhooks.verify(body, signature).catch(() => false);
  if (!isSigned) throw new Refusal(401, 'The signature does not fit the body.');
  const event = events.find(known => known === name);
  const payload = parse(body);
  if (!event) return;
  try {
    // Probot types a payload by its event; ours is checked by `intake/`, whatever its header says.
    await webhooks.receive({ id, name: event, payload } as Parameters<typeof webhooks.receive>[0]);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}

function parse(body: string): object {
  try {
    const payload: unknown = JSON.parse(body);
    if (typeof payload === 'object' && payload !== null) return payload;
  } catch {}
  throw new Refusal(400, 'The body is not a JSON object.');
}

function opened(intake: Intake | undefined): Intake {
  if (!intake) throw new Refusal(503, 'Redfirst is starting. Send the delivery again.');
  return intake;
}
