import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scripted } from '../../../demo/scripted-model/script.ts';
import { type ScriptedModelServer, startScriptedModel } from '../../../demo/scripted-model/server.ts';
import type { Line } from '../../../src/doctor/line.ts';
import { violations } from '../../../src/doctor/violations.ts';
import { type Playground, startPlayground } from '../../../src/playground/server.ts';
import { describeWith } from '../../toolchains.ts';
import { newKeys, startCli } from './command-line.ts';

const keys = newKeys();
const webhookSecret = 'f3a1c0de'.repeat(8);
const app = { id: 4711, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret };
let directory: string;
let model: ScriptedModelServer;
let playground: Playground;
let weak: Playground;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'redfirst-doctor-story-'));
  const adding = { calls: [{ tool: 'add', arguments: { left: 2, right: 3 } }] };
  model = await startScriptedModel({
    scripts: [scripted({ 'doctor-answer': [{ sum: 5 }], 'doctor-tools': [adding] })],
  });
  playground = await startPlayground({ dataDir: join(directory, 'github'), app });
  await playground.createRepository({ owner: 'acme', name: 'shelf' });
  playground.setWebhookUrl('http://127.0.0.1:3000/api/github/webhooks');
  const permissions = { contents: 'read', issues: 'write', metadata: 'read', workflows: 'write' } as const;
  weak = await startPlayground({ dataDir: join(directory, 'weak'), app: { ...app, permissions, events: ['push'] } });
  await weak.createRepository({ owner: 'acme', name: 'shelf' });
  weak.setWebhookUrl('http://127.0.0.1:3000/');
});
afterAll(async () => {
  await Promise.all([playground.close(), weak.close(), model.close()]);
  await rm(directory, { recursive: true, force: true });
});

/** `redfirst doctor` where everything is right, but for what is set here. */
async function doctor(args: readonly string[], changed: Record<string, string> = {}) {
  const env = {
    APP_ID: '4711',
    PRIVATE_KEY: keys.privateKey,
    WEBHOOK_SECRET: webhookSecret,
    GHE_HOST: new URL(playground.url).host,
    GHE_PROTOCOL: 'http',
    REDFIRST_DATA: join(directory, 'data'),
    OPENAI_API_KEY: 'sk-not-to-be-shown',
    OPENAI_BASE_URL: model.url,
    REDFIRST_MODEL: 'scripted',
    ...changed,
  };
  const child = startCli(['doctor', ...args], { cwd: directory, env });
  const [said, wrong] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect(wrong).toBe('');
  for (const secret of [keys.privateKey.slice(40, 80), webhookSecret, 'sk-not-to-be-shown', 'a-password'])
    expect(said).not.toContain(secret);
  return { code: child.exitCode, said };
}

const linesOf = (said: string): Line[] => JSON.parse(said).lines;
const wrongIn = (said: string) => linesOf(said).filter(({ result }) => result === 'wrong');

describeWith(['git', 'bubblewrap'], 'redfirst doctor', () => {
  it('finds everything right, and writes nothing to GitHub', async () => {
    const { code, said } = await doctor([]);
    expect(said).toMatch(/^✓ an honest change: holds$/m);
    expect(said).toMatch(/^✓ a weakened assertion in a frozen test: caught: frozen tests and harness$/m);
    expect(said).toMatch(/\n✓ nothing is wrong: .*\n$/);
    expect(code).toBe(0);
    expect(said).toMatch(/^✓ permissions: checks, contents, issues, pull_requests, merge_queues, metadata, members$/m);
    expect(said).toMatch(/^✓ installation on acme: 1 repository$/m);
    expect(said).toMatch(/^✓ model: scripted at 127\.0\.0\.1:\d+$/m);
    expect(said).toMatch(/^– signed commits: .*web commit signing/m);
    const writes = playground.requests.filter(({ isWrite, path }) => isWrite && !path.endsWith('/access_tokens'));
    expect(writes).toEqual([]);
    expect(playground.violations).toEqual([]);
    expect(said).toMatch(/^✓ structured output: the answer fits its schema$/m);
    expect(said).toMatch(/^✓ tools: a tool is called with arguments that fit their schema$/m);
    expect(model.calls.map(({ name }) => name)).toEqual(['doctor-answer', 'doctor-tools']);
  });

  it('names all that is wrong', async () => {
    const { code, said } = await doctor(['--json', '--no-gates'], {
      GHE_HOST: new URL(weak.url).host,
      DATABASE_URL: 'postgresql://redfirst:a-password@127.0.0.1:9/redfirst',
      REDFIRST_MODEL: 'another',
      PORT: '99999',
    });
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ isWell: false });
    expect(wrongIn(said).map(({ name, found }) => [name, found])).toEqual([
      ['PORT', 'is "99999": give a whole number from 0 to 65535.'],
      ['database', expect.stringContaining('PostgreSQL at 127.0.0.1:9/redfirst cannot be used')],
      [
        'permissions',
        expect.stringContaining('missing: checks: write, contents: write (is read), pull_requests: write'),
      ],
      ['events', 'missing: check_run, check_suite, issue_comment, issues, merge_group, pull_request'],
      ['installation on acme', expect.stringContaining('not granted: checks: write')],
      ['webhook', 'http://127.0.0.1:3000/: its path is not /api/github/webhooks'],
      ['model', expect.stringContaining('does not list another, but scripted')],
    ]);
    expect(linesOf(said)).toContainEqual(expect.objectContaining({ found: 'more than needed: workflows: write' }));
  });

  it('names a key that does not fit', async () => {
    const { code, said } = await doctor(['--json', '--no-gates'], { PRIVATE_KEY: newKeys().privateKey });
    expect(code).toBe(1);
    expect(wrongIn(said)).toMatchObject([
      { name: 'App', found: expect.stringContaining('APP_ID 4711 and the private key do not belong together') },
    ]);
  });

  it('asks nobody when offline', async () => {
    const before = playground.requests.length;
    const { code, said } = await doctor(['--offline', '--no-gates']);
    expect(said).toMatch(/^– GitHub: left out: --offline$/m);
    expect(code).toBe(0);
    expect(playground.requests).toHaveLength(before);
  });
});

describeWith(['git', 'bubblewrap'], 'redfirst doctor without any setting', () => {
  it('says what is missing, and tries the gates all the same', async () => {
    const nothing = { APP_ID: '', PRIVATE_KEY: '', WEBHOOK_SECRET: '', OPENAI_API_KEY: '', REDFIRST_MODEL: '' };
    const { code, said } = await doctor(['--json'], { ...nothing, OPENAI_BASE_URL: '', GHE_HOST: '' });
    expect(code).toBe(1);
    expect(wrongIn(said).map(({ name }) => name)).toEqual(['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET']);
    const gates = linesOf(said).filter(({ part }) => part === 'gates');
    expect(gates).toHaveLength(violations.length + 1);
    expect(gates.filter(({ result }) => result !== 'right')).toEqual([]);
  });
});
