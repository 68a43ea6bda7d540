import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** A server that runs in a process of its own, and how long it took to say where it listens. */
export interface Started {
  process: ChildProcess;
  url: string;
  milliseconds: number;
}

/** Starts a script of this repository and waits until it prints its address. Throws when it ends before that. */
export async function startServer(script: readonly string[], environment: Record<string, string>): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [resolve(root, script[0] ?? ''), ...script.slice(1)], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const url = await new Promise<string>((found, failed) => {
    child.once('exit', code => failed(new Error(`${script.join(' ')} ended with ${code} before it listened`)));
    child.stdout.on('data', chunk => {
      said += String(chunk);
      const match = /https?:\/\/[\w.:[\]-]+/.exec(said);
      if (match) found(match[0]);
    });
  });
  return { process: child, url, milliseconds: performance.now() - startedAt };
}

/** Ends a process that was started here, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A process and all that it has started, by id. */
export function treeOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter(entry => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (id: number): number[] => [id, ...(children.get(id) ?? []).flatMap(below)];
  return below(pid);
}

function parentOf(pid: number): number | undefined {
  const status = textOf(`/proc/${pid}/status`);
  const [, parent] = /^PPid:\s+(\d+)$/m.exec(status) ?? [];
  return parent === undefined ? undefined : Number(parent);
}

/** What a process calls itself. */
export const nameOf = (pid: number): string => textOf(`/proc/${pid}/comm`).trim();

/** Megabytes that a process and its children hold: RSS, and PSS, in which shared pages are counted once. */
export function memoryOf(pid: number): { rss: number; pss: number } {
  const kilobytes = (text: string, key: string) =>
    Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
  const maps = treeOf(pid).map(id => textOf(`/proc/${id}/smaps_rollup`));
  const sum = (key: string) => Math.round(maps.reduce((total, text) => total + kilobytes(text, key), 0) / 1024);
  return { rss: sum('Rss'), pss: sum('Pss') };
}

/** Processes end while one looks at them. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
