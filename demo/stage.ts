import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Playground, startPlayground } from '../src/playground/server.ts';
import { labels } from './labels.ts';
import { registryEnvironment } from './registry.ts';

export const owner = 'acme';

export interface Play {
  repositories: readonly { name: string; from: string }[];
  /** How Redfirst reaches a model; nothing for the referee alone. */
  model: Record<string, string>;
  /** On top of every page. */
  banner: string;
  port?: number;
  trusted?: boolean;
  /** Another build of Redfirst than the one of this checkout. */
  cli?: string;
}

/** A GitHub on this machine, and Redfirst as a process that was told where it is. */
export interface Theatre {
  playground: Playground;
  /** Where Redfirst listens. */
  url: string;
  close(): Promise<void>;
}

/** Starts both and waits until Redfirst answers. */
export async function stage({ repositories, model, banner, port = 0, trusted = false, cli }: Play): Promise<Theatre> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-'));
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const webhookSecret = randomBytes(32).toString('hex');
  const app = { id: 1, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret };
  const playground = await startPlayground({ dataDir: join(directory, 'github'), app, banner, port });
  for (const repository of repositories) await playground.createRepository({ owner, ...repository, labels });
  const redfirst = await serve(
    {
      APP_ID: String(app.id),
      PRIVATE_KEY: keys.privateKey,
      WEBHOOK_SECRET: webhookSecret,
      HOST: '127.0.0.1',
      PORT: '0',
      GHE_HOST: new URL(playground.url).host,
      GHE_PROTOCOL: 'http',
      REDFIRST_DATA: join(directory, 'redfirst'),
      REDFIRST_WRITE_SPACING: '0',
      LOG_LEVEL: 'warn',
      ...(trusted && { REDFIRST_SANDBOX: 'trusted' }),
      ...registryEnvironment(),
      ...model,
    },
    cli,
  );
  playground.setWebhookUrl(`${redfirst.url}/api/github/webhooks`);
  return {
    playground,
    url: redfirst.url,
    async close() {
      redfirst.process.kill('SIGTERM');
      await Promise.race([new Promise(ended => redfirst.process.once('exit', ended)), wait(10_000)]);
      await playground.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** `redfirst serve`, configured by the environment alone; resolves with where it listens, as it says on its output. */
export async function serve(
  environment: Record<string, string>,
  cli = resolve(import.meta.dirname, '..', 'src', 'cli.ts'),
): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [cli, 'serve'], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((found, failed) => {
    child.once('exit', code => failed(new Error(`redfirst serve ended with ${code} before it listened`)));
    child.stdout?.on('data', chunk => {
      const match = /https?:\/\/[\w.:[\]-]+/.exec(String(chunk));
      if (match) found(match[0]);
    });
  });
  return { process: child, url };
}
