import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { StoreAnswer, StoreOrder } from './threaded-store.ts';

// The body of the thread that `threaded-store.ts` starts. PGlite does one thing at a time by itself.
const say = (answer: StoreAnswer) => parentPort?.postMessage(answer);
/** PGlite's own parameters, with buffers for a queue instead of its 128 MB. */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB', '-c', 'wal_buffers=256kB'];
const store = await PGlite.create(String(workerData), { startParams });

async function perform(order: StoreOrder): Promise<unknown> {
  if (order.kind === 'query') return store.query(order.text, order.values).then(({ rows }) => ({ rows }));
  if (order.kind === 'exec') return store.exec(order.text).then(results => results.map(({ rows }) => ({ rows })));
  if (order.kind === 'close') return store.close();
  const { channel } = order;
  await store.listen(channel, payload => say({ kind: 'notified', channel, payload }));
  return undefined;
}

parentPort?.on('message', (order: StoreOrder) => {
  perform(order).then(
    value => say({ kind: 'done', id: order.id, value }),
    error => say({ kind: 'failed', id: order.id, message: String(error?.message ?? error), facts: { ...error } }),
  );
});
say({ kind: 'open' });
