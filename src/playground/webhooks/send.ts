import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeFault } from '../faults.ts';
import type { Delivery } from '../records.ts';
import { nextId, type State } from '../state.ts';

/** A webhook to be delivered. */
export interface Hook {
  event: string;
  payload: { action?: string; installation?: { id: number }; repository?: { id: number } };
}

const timeout = 10_000;

/** Sends a webhook in the background, as GitHub does: nobody waits for it and nothing is sent again by itself. */
export function sendHook(state: State, hook: Hook): void {
  const fault = takeFault(state, { kind: 'delivery', event: hook.event, action: hook.payload.action });
  if (!state.app.webhookUrl || fault?.effect.do === 'drop') return;
  const guid = randomUUID();
  const delay = fault?.effect.do === 'delay' ? fault.effect.milliseconds : 0;
  track(state, deliver(state, { hook, guid, isRedelivery: false, delay }));
  if (fault?.effect.do === 'duplicate') track(state, deliver(state, { hook, guid, isRedelivery: false, delay }));
}

/** Sends a delivery once more under its old GUID, as `POST /app/hook/deliveries/{delivery_id}/attempts` does. */
export function redeliver(state: State, delivery: Delivery): void {
  const hook = { event: delivery.event, payload: delivery.request.payload };
  track(state, deliver(state, { hook, guid: delivery.guid, isRedelivery: true, delay: 0 }));
}

function track(state: State, sending: Promise<void>): void {
  const tracked = sending.finally(() => state.underway.delete(tracked));
  state.underway.add(tracked);
}

interface Sending {
  hook: Hook;
  guid: string;
  isRedelivery: boolean;
  delay: number;
}

async function deliver(state: State, { hook, guid, isRedelivery, delay }: Sending): Promise<void> {
  if (delay > 0) await sleep(delay);
  const url = state.app.webhookUrl ?? '';
  const body = JSON.stringify(hook.payload);
  const headers = hookHeaders(state, { hook, guid, body });
  const started = performance.now();
  const delivery: Delivery = {
    id: nextId(state),
    guid,
    event: hook.event,
    action: hook.payload.action ?? null,
    deliveredAt: state.now().toISOString(),
    isRedelivery,
    duration: 0,
    status: 'pending',
    statusCode: 0,
    installationId: hook.payload.installation?.id ?? null,
    repositoryId: hook.payload.repository?.id ?? null,
    url,
    request: { headers, payload: hook.payload },
    response: { headers: {}, payload: '' },
  };
  state.deliveries.push(delivery);
  Object.assign(delivery, await post(url, { headers, body }));
  delivery.duration = Math.round(performance.now() - started) / 1000;
}

function hookHeaders(state: State, { hook, guid, body }: { hook: Hook; guid: string; body: string }) {
  const signature = createHmac('sha256', state.app.webhookSecret).update(body).digest('hex');
  return {
    Accept: '*/*',
    'Content-Type': 'application/json',
    'User-Agent': 'GitHub-Hookshot/playground',
    'X-GitHub-Delivery': guid,
    'X-GitHub-Event': hook.event,
    'X-GitHub-Hook-ID': String(state.app.hookId),
    'X-GitHub-Hook-Installation-Target-ID': String(state.app.id),
    'X-GitHub-Hook-Installation-Target-Type': 'integration',
    'X-Hub-Signature-256': `sha256=${signature}`,
  };
}

async function post(
  url: string,
  request: { headers: Record<string, string>; body: string },
): Promise<Pick<Delivery, 'status' | 'statusCode' | 'response'>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      ...request,
    });
    const payload = (await response.text()).slice(0, 10_000);
    return {
      status: response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`,
      statusCode: response.status,
      response: { headers: Object.fromEntries(response.headers), payload },
    };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return {
      status: isLate ? 'timed out' : 'failed to connect to host',
      statusCode: isLate ? 504 : 502,
      response: { headers: {}, payload: error instanceof Error ? error.message : String(error) },
    };
  }
}
