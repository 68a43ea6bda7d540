import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const cli = resolve(import.meta.dirname, '..', '..', '..', 'src', 'cli.ts');

/** Keys of a GitHub App. */
export const newKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });

/** `redfirst` as an operator starts it: a process of its own that knows nothing but its environment and its directory. */
export function startCli(command: readonly string[], { cwd, env }: { cwd: string; env: Record<string, string> }) {
  return spawn(process.execPath, [cli, ...command], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs it to its end: the exit code, and all that it said on standard error. */
export async function runCli(...call: Parameters<typeof startCli>): Promise<{ code: number | null; said: string }> {
  const child = startCli(...call);
  child.stdout.resume();
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, said };
}

/** Where it listens, once it says so. */
export async function addressOf({ stdout }: ChildProcess): Promise<string> {
  for await (const chunk of stdout ?? []) {
    const [address] = /https?:\/\/[\w.:[\]-]+/.exec(String(chunk)) ?? [];
    if (address) return address;
  }
  throw new Error('redfirst ended before it listened');
}
