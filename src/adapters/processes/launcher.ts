import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../domain/failure.ts';
import type { GitRun } from '../git/git-process.ts';
import type { JobEnd, JobProcess } from '../sandbox/job-process.ts';
import type { Answer, Order, TaskName, Tasks } from './messages.ts';

/*
 * Starting a process copies the page tables of the one that starts it, and every page that is written to afterwards is
 * copied too: hundreds of milliseconds for a large process on a busy machine. So a small process, the launcher, starts
 * all others. It ends when the channel to this one closes, however this one came to its end.
 */

interface Waiting {
  resolve(output: Tasks[TaskName]['output']): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
let launcher: ChildProcess | undefined;
let lastId = 0;

/** Runs git through the launcher, see {@link import('../git/git-process.ts').git}. */
export async function git(args: Tasks['git']['input']['args'], run: GitRun): Promise<Buffer> {
  const output = await ask({ name: 'git', input: { args, run } });
  return Buffer.from(output as Tasks['git']['output']);
}

/** Runs a job through the launcher, see {@link import('../sandbox/job-process.ts').runJob}. */
export async function runJob({ signal, ...input }: JobProcess): Promise<JobEnd> {
  return (await ask({ name: 'job', input }, signal)) as JobEnd;
}

type Asked = { [Name in TaskName]: { name: Name; input: Tasks[Name]['input'] } }[TaskName];

async function ask(asked: Asked, signal?: AbortSignal): Promise<Tasks[TaskName]['output']> {
  const id = ++lastId;
  const opened = openLauncher();
  const abort = () => opened.send({ kind: 'abort', id } satisfies Order, () => undefined);
  const answered = new Promise<Tasks[TaskName]['output']>((resolve, reject) => waiting.set(id, { resolve, reject }));
  opened.channel?.ref();
  opened.send({ kind: 'start', id, ...asked } satisfies Order, () => undefined);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  return answered.finally(() => {
    signal?.removeEventListener('abort', abort);
    waiting.delete(id);
    if (waiting.size === 0) opened.channel?.unref();
  });
}

/** Nothing of the environment goes to it: what a program needs comes with the order. */
function openLauncher(): ChildProcess {
  if (launcher) return launcher;
  const program = fileURLToPath(new URL(`./launcher-process${extname(import.meta.filename)}`, import.meta.url));
  const opened = fork(program, { serialization: 'advanced', execArgv: [], env: {} });
  opened.on('message', (answer: Answer) => {
    const asker = waiting.get(answer.id);
    if (answer.kind === 'done') asker?.resolve(answer.output);
    else asker?.reject(answer.failure ? new Failure(answer.message, answer.failure) : new Error(answer.message));
  });
  opened.once('error', reason => lose(opened, reason.message));
  opened.once('exit', (code, signal) => lose(opened, `It ended with ${signal ?? `exit code ${code}`}.`));
  opened.unref();
  launcher = opened;
  return opened;
}

/** What it was at is not done; the next order opens another one. */
function lose(lost: ChildProcess, reason: string): void {
  if (launcher !== lost) return;
  launcher = undefined;
  const message = `The process that starts git and the sandbox was lost. ${reason}`;
  const failure = new Failure(message, { source: 'environment', reason: 'launcher-lost', retryable: true });
  for (const { reject } of waiting.values()) reject(failure);
}
