import { Failure } from '../../domain/failure.ts';
import { git } from '../git/git-process.ts';
import { runJob } from '../sandbox/job-process.ts';
import type { Answer, Order, TaskName, Tasks } from './messages.ts';

const underway = new Map<number, AbortController>();

process.on('message', async (order: Order) => {
  if (order.kind === 'abort') return underway.get(order.id)?.abort();
  const controller = new AbortController();
  underway.set(order.id, controller);
  const answer = await perform(order, controller.signal).then(
    (output): Answer => ({ kind: 'done', id: order.id, output }),
    (error): Answer => failed(order.id, error),
  );
  underway.delete(order.id);
  process.send?.(answer, () => undefined);
});

// A terminal tells the whole group; whoever gave the orders decides what is still to be finished, and closes the channel.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.once('disconnect', () => {
  for (const controller of underway.values()) controller.abort();
  process.exit();
});

async function perform(
  order: Extract<Order, { kind: 'start' }>,
  signal: AbortSignal,
): Promise<Tasks[TaskName]['output']> {
  if (order.name === 'job') return runJob({ ...order.input, signal });
  return git(order.input.args, order.input.run);
}

function failed(id: number, error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Failure)) return { kind: 'failed', id, message, failure: undefined };
  const { source, reason, retryable, retryAfter } = error;
  const failure = { source, reason, retryable, ...(retryAfter !== undefined && { retryAfter }) };
  return { kind: 'failed', id, message, failure };
}
