import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Playground, startPlayground } from '../src/playground/server.ts';
import { registryEnvironment } from './registry.ts';
import { readSample, type SampleName } from './scripted-model/samples.ts';
import { startScriptedModel } from './scripted-model/server.ts';

/** A GitHub, a scripted model, and Redfirst as a process that was told where they are. */
export interface Theatre {
  playground: Playground;
  close(): Promise<void>;
}

export const owner = 'acme';

/** Starts all three and waits until Redfirst answers. */
export async function stage(names: readonly SampleName[]): Promise<Theatre> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-demo-'));
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const webhookSecret = randomBytes(32).toString('hex');
  const app = { id: 1, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret };
  const banner = 'A playground: a small GitHub on this machine. The model is scripted.';
  const playground = await startPlayground({ dataDir: join(directory, 'github'), app, banner });
  const samples = await Promise.all(names.map(readSample));
  for (const { name, directory: from } of samples) await playground.createRepository({ owner, name, from });
  const model = await startScriptedModel({ scripts: samples.map(({ script }) => script) });
  const { process: redfirst, url } = await serve({
    APP_ID: String(app.id),
    PRIVATE_KEY: keys.privateKey,
    WEBHOOK_SECRET: webhookSecret,
    HOST: '127.0.0.1',
    PORT: '0',
    GHE_HOST: new URL(playground.url).host,
    GHE_PROTOCOL: 'http',
    OPENAI_API_KEY: 'scripted',
    OPENAI_BASE_URL: model.url,
    REDFIRST_MODEL: 'scripted',
    REDFIRST_DATA: join(directory, 'redfirst'),
    REDFIRST_WRITE_SPACING: '0',
    LOG_LEVEL: 'warn',
    ...registryEnvironment(),
  });
  playground.setWebhookUrl(`${url}/api/github/webhooks`);
  return {
    playground,
    async close() {
      redfirst.kill('SIGTERM');
      await Promise.race([new Promise(resolve => redfirst.once('exit', resolve)), wait(10_000)]);
      await Promise.all([playground.close(), model.close()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** `redfirst serve`, configured by the environment alone; resolves with where it listens, as it says on its output. */
export async function serve(environment: Record<string, string>): Promise<{ process: ChildProcess; url: string }> {
  const cli = resolve(import.meta.dirname, '..', 'src', 'cli.ts');
  const path = process.env['PATH'] ?? '';
  const child = spawn(process.execPath, [cli, 'serve'], {
    env: { PATH: path, ...environment },
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
