import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const cli = resolve(import.meta.dirname, '../../../src/cli.ts');

/** A Redfirst in a process of its own, configured by the environment alone. */
export interface RedfirstProcess {
  pid: number;
  /** What it logged, a line each. */
  log: readonly string[];
  /** Resolves once the log holds this message; fails when the process ends before. */
  said(message: string): Promise<void>;
  isRunning(): boolean;
  /** SIGKILL to the process group: nothing of it has a word to say any more. */
  kill(): Promise<void>;
  /** SIGTERM, and what it ended with. */
  stop(): Promise<number | null>;
}

/** Starts `redfirst serve` or `redfirst worker`; it need not be ready yet. */
export function startProcess(role: 'serve' | 'worker', environment: Record<string, string>): RedfirstProcess {
  const child = spawn(process.execPath, [cli, role], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const look = () => {
    for (const check of [...waiting]) check();
  };
  createInterface({ input: child.stderr }).on('line', line => {
    log.push(line);
    look();
  });
  child.once('exit', look);
  const endWithUs = () => isRunning() && signalGroup(child, 'SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ended = once(child, 'exit');
    if (isRunning()) signalGroup(child, signal);
    if (isRunning()) await ended;
  };
  return {
    pid: child.pid ?? 0,
    log,
    isRunning,
    said: message =>
      new Promise((found, failed) => {
        const check = () => {
          const isSaid = log.some(line => line.includes(`"msg":"${message}"`));
          if (!isSaid && isRunning()) return;
          waiting.delete(check);
          if (isSaid) found();
          else failed(new Error(`redfirst ${role} ended before it said "${message}":\n${log.join('\n')}`));
        };
        waiting.add(check);
        check();
      }),
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      return child.exitCode;
    },
  };
}

function signalGroup(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): void {
  if (signal === 'SIGTERM') child.kill(signal);
  else process.kill(-(child.pid ?? 0), signal);
}

/** A port of loopback that was free a moment ago: webhooks reach the process that comes after as well. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Command lines of the processes on this machine that name something, with blanks between the words. */
export function processesNaming(text: string): string[] {
  const lines = readdirSync('/proc').flatMap(id => (/^\d+$/.test(id) ? [commandLine(id)] : []));
  return lines.filter(line => line.includes(text)).map(line => line.replaceAll('\0', ' '));
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
