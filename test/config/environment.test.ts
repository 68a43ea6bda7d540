import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { type EnvironmentReading, readEnvironment } from '../../src/config/environment.ts';
import { renderEnvExample, renderEnvironmentReference } from '../../src/config/environment-docs.ts';
import { variables } from '../../src/config/variables.ts';

const directory = mkdtempSync(join(tmpdir(), 'redfirst-environment-'));
afterAll(() => rmSync(directory, { recursive: true }));

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const secret = 'f3a1c0de'.repeat(8);
const complete = { APP_ID: '42', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret };

function environmentOf(source: Record<string, string>) {
  const reading = readEnvironment({ ...complete, ...source });
  if (reading.kind === 'bad') throw new Error(reading.problems.join('\n'));
  return reading.environment;
}
function problemsOf(source: Record<string, string | undefined>): string[] {
  const reading: EnvironmentReading = readEnvironment({ ...complete, ...source });
  return reading.kind === 'bad' ? reading.problems : [];
}

describe('an environment that is complete', () => {
  it('needs three variables; the rest has defaults', () => {
    const environment = environmentOf({});
    expect(environment).toMatchObject({
      github: {
        appId: 42,
        host: 'github.com',
        protocol: 'https',
        labels: ['tdd-feature', 'tdd-step'],
        allowedInstallations: undefined,
      },
      server: { host: 'localhost', port: 3000 },
      model: undefined,
      data: '.redfirst',
      databaseUrl: undefined,
      sandbox: { kind: 'bubblewrap', toolchains: [], registry: {} },
      concurrency: 2,
      logLevel: 'info',
    });
    expect(environment.github.privateKey.reveal()).toBe(privateKey);
    expect(environment.github.webhookSecret.reveal()).toBe(secret);
  });

  const cachedPrice = { REDFIRST_MODEL_PRICE: '2,8,0.5' };
  it('has a model when a key or a server is named', () => {
    const { model } = environmentOf({
      OPENAI_API_KEY: 'sk-1',
      REDFIRST_MODEL: 'gpt-5',
      REDFIRST_MODEL_PRICE: '1.25, 10',
      REDFIRST_MODEL_TEMPERATURE: '0.2',
    });
    expect(model).toMatchObject({
      model: 'gpt-5',
      timeout: 600_000,
      maxOutputTokens: 32_000,
      temperature: 0.2,
      price: { input: 1.25, output: 10, cached: undefined },
      baseURL: undefined,
      api: undefined,
      idleTimeout: 240_000,
      recordings: { record: undefined, replay: undefined },
    });
    expect(model?.apiKey.reveal()).toBe('sk-1');
    const own = environmentOf({ OPENAI_BASE_URL: 'http://localhost:11434/v1', REDFIRST_MODEL: 'qwen3-coder' });
    expect(own.model).toMatchObject({ baseURL: 'http://localhost:11434/v1', model: 'qwen3-coder' });
    const priced = environmentOf({ OPENAI_API: 'chat', REDFIRST_REPLAY: 'tapes', REDFIRST_MODEL: 'm', ...cachedPrice });
    expect(priced.model).toMatchObject({
      api: 'chat',
      price: { input: 2, output: 8, cached: 0.5 },
      recordings: { replay: 'tapes' },
    });
  });

  it('speaks to another GitHub host', () => {
    const { github } = environmentOf({ GHE_HOST: 'git.example.com' });
    expect(github).toMatchObject({ host: 'git.example.com', protocol: 'https' });
    expect(environmentOf({ GHE_HOST: '127.0.0.1:9', GHE_PROTOCOL: 'http' }).github.protocol).toBe('http');
  });

  it('takes an empty value as not set', () => {
    expect(environmentOf({ PORT: '', DATABASE_URL: '  ', GHE_HOST: '' })).toEqual(environmentOf({}));
  });

  it('knows which installations may use it', () => {
    const { github } = environmentOf({ REDFIRST_ALLOWED_INSTALLATIONS: '12, 34' });
    expect(github.allowedInstallations).toEqual(new Set([12, 34]));
  });

  const file = join(directory, 'key.pem');
  writeFileSync(file, privateKey);
  it.each([
    ['as text', { PRIVATE_KEY: privateKey }],
    ['with its line ends written out', { PRIVATE_KEY: privateKey.replaceAll('\n', '\\n') }],
    ['as base64', { PRIVATE_KEY: Buffer.from(privateKey).toString('base64') }],
    ['in a file', { PRIVATE_KEY: '', PRIVATE_KEY_PATH: file }],
  ])('reads the private key %s', (_how, source) => {
    expect(environmentOf(source).github.privateKey.reveal()).toBe(privateKey);
  });
});

describe('an environment that is not', () => {
  const unusable: [string, Record<string, string | undefined>, RegExp][] = [
    ['no App', { APP_ID: undefined }, /^APP_ID is not set\. .*settings page/],
    ['an App by name', { APP_ID: 'my-app' }, /^APP_ID is "my-app": give a whole number/],
    ['no key at all', { PRIVATE_KEY: undefined }, /^PRIVATE_KEY is not set: .*PRIVATE_KEY_PATH/],
    ['a key that is none', { PRIVATE_KEY: 'hunter2hunter2' }, /^PRIVATE_KEY is 14 characters.*whole PEM file/],
    [
      'a key file that is not there',
      { PRIVATE_KEY: '', PRIVATE_KEY_PATH: '/nowhere.pem' },
      /^PRIVATE_KEY_PATH is "\/now/,
    ],
    [
      'a key file without a key',
      { PRIVATE_KEY: '', PRIVATE_KEY_PATH: import.meta.filename },
      /^PRIVATE_KEY_PATH is ".*PEM/,
    ],
    ['no webhook secret', { WEBHOOK_SECRET: undefined }, /^WEBHOOK_SECRET is not set\. .*32 bytes/],
    ['an empty webhook secret', { WEBHOOK_SECRET: '' }, /^WEBHOOK_SECRET is not set/],
    ["Probot's default secret", { WEBHOOK_SECRET: 'development' }, /^WEBHOOK_SECRET is 11 .*32 bytes.*openssl rand/],
    ['a secret of 31 bytes', { WEBHOOK_SECRET: 'x'.repeat(31) }, /^WEBHOOK_SECRET is 31/],
    ['a port that is none', { PORT: '70000' }, /^PORT is "70000": give a whole number from 0 to 65535\.$/],
    ['a host with a scheme', { GHE_HOST: 'https://git.example.com' }, /^GHE_HOST is "https.*without https/],
    ['a key without a model', { OPENAI_API_KEY: 'sk-1' }, /^REDFIRST_MODEL is not set: .*OPENAI_API_KEY/],
    ['a model without a server', { REDFIRST_MODEL: 'gpt-5' }, /^OPENAI_API_KEY is not set: .*REDFIRST_MODEL/],
    ['another database', { DATABASE_URL: 'mysql://u:hunter2@h/d' }, /^DATABASE_URL is 21 .*postgresql:\/\//],
    ['a sandbox that is none', { REDFIRST_SANDBOX: 'docker' }, /^REDFIRST_SANDBOX is "docker": give bubblewrap/],
    ['a key that no header can hold', { OPENAI_API_KEY: 'sk-…' }, /^OPENAI_API_KEY is 4 characters that cannot/],
    ['an API that is none', { OPENAI_API: 'assistants' }, /^OPENAI_API is "assistants": give responses or chat\.$/],
    [
      'a silence too long',
      { REDFIRST_MODEL_IDLE_TIMEOUT: '300' },
      /^REDFIRST_MODEL_IDLE_TIMEOUT is "300": .* 1 to 290/,
    ],
    [
      'recording beside replaying',
      { REDFIRST_RECORD: 'a', REDFIRST_REPLAY: 'a', REDFIRST_MODEL: 'm' },
      /^REDFIRST_RECORD is set beside REDFIRST_REPLAY: set one/,
    ],
    ['a price of one number', { REDFIRST_MODEL_PRICE: '3' }, /^REDFIRST_MODEL_PRICE is "3": give two/],
    ['installations by name', { REDFIRST_ALLOWED_INSTALLATIONS: 'octo' }, /^REDFIRST_ALLOWED_INSTALLATIONS is "octo"/],
    ['no workers', { REDFIRST_CONCURRENCY: '0' }, /^REDFIRST_CONCURRENCY is "0": give a whole number from 1 to 64/],
    ['a level that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud": give trace/],
  ];
  it.each(unusable)('%s: one sentence with the variable, what is there and what to do', (_name, source, sentence) => {
    const problems = problemsOf(source);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect(problems[0]).toMatch(/\.$/);
    expect(problems[0]).not.toContain('hunter2');
  });

  it('tells all problems at once', () => {
    expect(problemsOf({ APP_ID: undefined, WEBHOOK_SECRET: 'development', PORT: 'x' })).toHaveLength(3);
  });
});

describe('secrets', () => {
  it('do not print', () => {
    const environment = environmentOf({
      OPENAI_API_KEY: 'sk-hunter2',
      REDFIRST_MODEL: 'gpt-5',
      DATABASE_URL: 'postgresql://u:hunter2@h/d',
    });
    const shown = `${JSON.stringify(environment)} ${inspect(environment, { depth: 9, showHidden: true })}`;
    for (const hidden of [secret, 'hunter2', privateKey.slice(40, 80)]) expect(shown).not.toContain(hidden);
    expect(`${environment.github.webhookSecret}`).toBe('[hidden]');
  });
});

describe('the documents made from it', () => {
  it.each(Object.keys(variables))('%s stands in both with its description', name => {
    const description = variables[name as keyof typeof variables].description ?? 'described nowhere';
    const row = renderEnvironmentReference()
      .split('\n')
      .find(line => line.startsWith(`| \`${name}\``));
    expect(row).toContain(description);
    const example = renderEnvExample();
    expect(example).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
    expect(example).toContain(description);
  });

  it('the example holds no secret and sets only what has to be set', () => {
    const set = renderEnvExample()
      .split('\n')
      .filter(line => /^[A-Z]/.test(line));
    expect(set).toEqual(['APP_ID=', 'PRIVATE_KEY_PATH=private-key.pem', 'WEBHOOK_SECRET=']);
  });
});
