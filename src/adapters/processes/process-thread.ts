import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../domain/failure.ts';
import type { GitRun } from '../git/git-process.ts';
import type { JobEnd, JobProcess } from '../sandbox/job-process.ts';
import type { Answer, Order, TaskName, Tasks } from './messages.ts';

/*
 * Starting a process holds up the thread that does it: the kernel copies the page tables of a large process, and the
 * call returns only once the new program runs, which takes hundreds of milliseconds on a busy machine. The thread that
 * answers webhooks must not be that one, so processes are started from a thread of their own.
 */

interface Waiting {
  resolve(output: Tasks[TaskName]['output']): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
let thread: Worker | undefined;
let lastId = 0;

/** Runs git in the thread for processes, see {@link import('../git/git-process.ts').git}. */
export async function git(args: Tasks['git']['input']['args'], run: GitRun): Promise<Buffer> {
  const output = await ask({ name: 'git', input: { args, run } });
  return Buffer.from(output as Tasks['git']['output']);
}

/** Runs a job in the thread for processes, see {@link import('../sandbox/job-process.ts').runJob}. */
export async function runJob({ signal, ...input }: JobProcess): Promise<JobEnd> {
  return (await ask({ name: 'job', input }, signal)) as JobEnd;
}

type Asked = { [Name in TaskName]: { name: Name; input: Tasks[Name]['input'] } }[TaskName];

async function ask(asked: Asked, signal?: AbortSignal): Promise<Tasks[TaskName]['output']> {
  const id = ++lastId;
  const worker = openThread();
  const abort = () => worker.postMessage({ kind: 'abort', id } satisfies Order);
  const answered = new Promise<Tasks[TaskName]['output']>((resolve, reject) => waiting.set(id, { resolve, reject }));
  worker.ref();
  worker.postMessage({ kind: 'start', id, ...asked } satisfies Order);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  return answered.finally(() => {
    signal?.removeEventListener('abort', abort);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
}

function openThread(): Worker {
  if (thread) return thread;
  const opened = new Worker(new URL(`./thread${extname(import.meta.filename)}`, import.meta.url), { execArgv: [] });
  opened.on('message', (answer: Answer) => {
    const asker = waiting.get(answer.id);
    if (answer.kind === 'done') asker?.resolve(answer.output);
    else asker?.reject(answer.failure ? new Failure(answer.message, answer.failure) : new Error(answer.message));
  });
  opened.on('error', error => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
  });
  thread = opened;
  return opened;
}
