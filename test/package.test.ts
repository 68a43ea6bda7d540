import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import { startPlayground } from '../src/playground/server.ts';

const root = resolve(import.meta.dirname, '..');
/** npm, and what it starts, on the Node that runs this test. */
const env = { PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };
const Packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);

/** What npm says when it cannot reach a registry, rather than that something is wrong with the package. */
const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|CERT/;

describe('the package', { timeout: 300_000 }, () => {
  let directory: string;
  let files: string[];
  let problem: string | undefined;
  const installed = () => join(directory, 'node_modules', 'redfirst');

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'redfirst-package-'));
    const pack = await execa('npm', ['pack', '--json', '--pack-destination', directory], { cwd: root, env });
    const [packed] = Packed.parse(JSON.parse(pack.stdout.slice(pack.stdout.indexOf('[\n'))));
    files = packed.files.map(({ path }) => path);
    await writeFile(join(directory, 'package.json'), '{ "private": true }\n');
    const options = ['--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    const install = await execa('npm', ['install', ...options, packed.filename], {
      cwd: directory,
      env,
      reject: false,
    });
    problem = install.failed ? install.stderr : undefined;
  }, 300_000);

  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('holds built code, prompts and documents, and nothing that only a checkout needs', () => {
    const folders = new Set(files.map(path => (path.includes('/') ? path.replace(/\/.*/, '/') : path)));
    expect([...folders].sort()).toEqual(
      ['.env.example', 'LICENSE', 'README.md', 'app.yml', 'dist/', 'docs/', 'package.json', 'prompts/'].sort(),
    );
    expect(files.filter(path => /playground|\.ts$|\.png$/.test(path))).toEqual([]);
  });

  it('runs where it is installed with its dependencies alone', async context => {
    context.skip(problem !== undefined && maySkip(problem), "skipped: needs npm's registry");
    expect(problem).toBeUndefined();
    const version = await execa('npx', ['--no-install', 'redfirst', '--version'], { cwd: directory, env });
    expect(version.stdout).toBe(packageJson.version);
    const { url, redfirst } = await serve(installed());
    const ping = await fetch(`${url}/ping`);
    expect([ping.status, await ping.text()]).toEqual([200, expect.stringContaining(packageJson.version)]);
    redfirst.kill('SIGTERM');
    expect(await once(redfirst, 'exit')).toEqual([0, null]);
  });

  /** `redfirst serve` of the installed package, in front of a GitHub that it finds by its environment. */
  async function serve(installation: string): Promise<{ url: string; redfirst: ChildProcess }> {
    const pem = { type: 'pkcs1', format: 'pem' } as const;
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: pem, privateKeyEncoding: pem });
    const webhookSecret = 'a webhook secret of more than thirty-two bytes';
    const app = { id: 1, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret };
    const playground = await startPlayground({ dataDir: join(directory, 'github'), app });
    onTestFinished(() => playground.close());
    const environment: Record<string, string> = {
      ...env,
      APP_ID: '1',
      PRIVATE_KEY: keys.privateKey,
      WEBHOOK_SECRET: webhookSecret,
      HOST: '127.0.0.1',
      PORT: '0',
      GHE_HOST: new URL(playground.url).host,
      GHE_PROTOCOL: 'http',
      REDFIRST_DATA: join(directory, 'data'),
      REDFIRST_SANDBOX: 'trusted',
      LOG_LEVEL: 'warn',
    };
    const redfirst = spawn(process.execPath, [join(installation, packageJson.bin.redfirst), 'serve'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await Promise.race([once(redfirst.stdout, 'data'), once(redfirst, 'exit')]);
    return { url: /http:\S+/.exec(String(said))?.[0] ?? '', redfirst };
  }
});

function maySkip(problem: string): boolean {
  return process.env['REDFIRST_REQUIRE_TOOLCHAINS'] !== '1' && offline.test(problem);
}
