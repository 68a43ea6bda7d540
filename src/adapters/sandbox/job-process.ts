import type { ChildProcess } from 'node:child_process';
import { execa } from 'execa';
import { HeadTail } from './head-tail.ts';

/** A program to start and what ends it. */
export interface JobProcess {
  argv: readonly string[];
  timeout: number;
  signal: AbortSignal;
  outputBytes: number;
  /** Bytes that may come on fd 3. */
  reportBytes: number;
}

/** How the program ended, and what came on its streams. */
export interface JobEnd {
  killed: 'timed-out' | 'aborted' | undefined;
  exitCode: number | null;
  /** Not started at all: the program is missing or may not be run. */
  problem: string | undefined;
  output: string;
  /** What was written outside the command's own output: trouble while the jail was set up. */
  setup: string;
  /** Lines of fd 3; the first is `ready` once the command could start. */
  report: string[];
  seconds: number;
}

/** Only where the programs that build the jail are; the command gets a PATH of its own. */
const path = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

/**
 * Suites may take a core, but not from the process that has webhooks to answer. On hosts that give each session its own
 * share of the processor, the session's own niceness is what counts: sched(7), "The autogroup feature".
 */
const modest = '{ echo 10 >/proc/$$/autogroup; } 2>/dev/null; exec nice -n 10 "$@"';

/** Milliseconds that streams may stay open after the program has ended. */
const grace = 500;

/** Runs a program in a process group of its own, which dies as a whole at the time-out, on abort and at the end. */
export async function runJob({ argv, timeout, signal, outputBytes, reportBytes }: JobProcess): Promise<JobEnd> {
  const output = new HeadTail(outputBytes);
  const clock = { started: performance.now() };
  const subprocess = execa('bash', ['-c', modest, 'modest', ...argv], {
    env: { PATH: path },
    extendEnv: false,
    reject: false,
    detached: true,
    encoding: 'buffer',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    buffer: { stdout: false, stderr: true, fd3: true },
    maxBuffer: { stderr: 64 * 2 ** 10, fd3: reportBytes },
  });
  subprocess.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  subprocess.stdio[3]?.once('data', () => {
    clock.started = performance.now();
  });
  const killed = killWhenDue(subprocess.nodeChildProcess, timeout, signal);
  const result = await subprocess;
  return {
    killed: killed(),
    exitCode: killed() ? null : (result.exitCode ?? null),
    problem: subprocess.pid === undefined ? result.originalMessage : undefined,
    output: output.toString(),
    setup: textOf(result.stderr),
    report: textOf(result.stdio[3]).split('\n'),
    seconds: (performance.now() - clock.started) / 1000,
  };
}

function textOf(bytes: unknown): string {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : '';
}

function killWhenDue(subprocess: ChildProcess, timeout: number, signal: AbortSignal): () => JobEnd['killed'] {
  let killed: JobEnd['killed'];
  const kill = (reason: JobEnd['killed']) => {
    killed ??= reason;
    killGroup(subprocess.pid);
  };
  const timer = setTimeout(() => kill('timed-out'), timeout);
  const abort = () => kill('aborted');
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  const stop = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    killGroup(subprocess.pid);
  };
  subprocess.once('exit', stop).once('error', stop);
  subprocess.once('exit', () => setTimeout(() => closeStreams(subprocess), grace).unref());
  return () => killed;
}

/** Without a jail a process can leave the group, and would keep the streams open for as long as it lives. */
function closeStreams({ stdio }: ChildProcess): void {
  for (const stream of stdio) stream?.destroy();
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
