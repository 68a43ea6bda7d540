import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PGliteLike } from 'pg-boss';

/** To the thread that holds the store. */
export type StoreOrder = { id: number } & (
  | { kind: 'query'; text: string; values?: unknown[] | undefined }
  | { kind: 'exec'; text: string }
  | { kind: 'listen'; channel: string }
  | { kind: 'close' }
);

/** From it. */
export type StoreAnswer =
  | { kind: 'open' }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; message: string; facts: Record<string, unknown> }
  | { kind: 'notified'; channel: string; payload: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Unnumbered<Order> = Order extends StoreOrder ? Omit<Order, 'id'> : never;

export interface ThreadedStore extends PGliteLike {
  close(): Promise<void>;
}

/**
 * Opens PGlite in a thread of its own. A statement holds up the thread that runs it from beginning to end, disk
 * included; here webhooks are answered meanwhile, and those that wait are stored together.
 */
export async function openThreadedStore(path: string): Promise<ThreadedStore> {
  const script = new URL(`./store-thread${extname(import.meta.filename)}`, import.meta.url);
  const thread = new Worker(script, { workerData: path, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, (payload: string) => void>();
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(error);
      for (const { reject: refuse } of waiting.values()) refuse(error);
    };
    thread.once('error', fail);
    thread.once('exit', () => fail(new Error('the thread of the store has ended')));
    thread.on('message', (answer: StoreAnswer) => {
      if (answer.kind === 'open') return resolve();
      if (answer.kind === 'notified') return listeners.get(answer.channel)?.(answer.payload);
      const asker = waiting.get(answer.id);
      if (answer.kind === 'done') return asker?.resolve(answer.value);
      asker?.reject(Object.assign(new Error(answer.message), answer.facts));
    });
  });
  return { ...proxyOf(thread, waiting, listeners) };
}

function proxyOf(
  thread: Worker,
  waiting: Map<number, Waiting>,
  listeners: Map<string, (payload: string) => void>,
): ThreadedStore {
  let lastId = 0;
  const ask = (order: Unnumbered<StoreOrder>): Promise<unknown> => {
    const id = ++lastId;
    const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    thread.ref();
    thread.postMessage({ ...order, id });
    return answered.finally(() => {
      waiting.delete(id);
      if (waiting.size === 0) thread.unref();
    });
  };
  thread.unref();
  return {
    query: async <T>(text: string, values?: unknown[]) => (await ask({ kind: 'query', text, values })) as { rows: T[] },
    exec: async text => (await ask({ kind: 'exec', text })) as { rows: unknown[] }[],
    listen: async (channel, callback) => {
      listeners.set(channel, callback);
      await ask({ kind: 'listen', channel });
      return async () => void listeners.delete(channel);
    },
    close: async () => {
      await ask({ kind: 'close' });
      await thread.terminate();
    },
  };
}
