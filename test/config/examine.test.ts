import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { examineEnvironment } from '../../src/config/examine.ts';
import { variables } from '../../src/config/variables.ts';

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding, privateKeyEncoding });
const secret = 'f3a1c0de'.repeat(8);
const complete = { APP_ID: '42', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret };

const found = (source: Record<string, string>, name: string) =>
  examineEnvironment(source).variables.find(variable => variable.name === name);

describe('an environment looked at variable by variable', () => {
  it('tells every variable, and shows no secret', () => {
    const examined = examineEnvironment({ ...complete, OPENAI_API_KEY: 'sk-not-to-be-shown', REDFIRST_MODEL: 'gpt-5' });
    expect(examined.variables.map(({ name }) => name)).toEqual(Object.keys(variables));
    expect(examined.variables.filter(({ problem }) => problem !== undefined)).toEqual([]);
    const text = JSON.stringify(examined);
    for (const hidden of [secret, 'sk-not-to-be-shown', privateKey.slice(40, 80)]) expect(text).not.toContain(hidden);
    expect(found(complete, 'WEBHOOK_SECRET')?.shown).toBe('64 characters, not shown');
  });

  it('hides the login in an address', () => {
    expect(found({ REDFIRST_REGISTRY: 'https://me:a-password@npm.example.com/' }, 'REDFIRST_REGISTRY')?.shown).toBe(
      'https://[hidden]@npm.example.com/',
    );
    expect(found({ OPENAI_BASE_URL: 'ftp://me:a-password@models.example.com' }, 'OPENAI_BASE_URL')?.problem).toBe(
      'OPENAI_BASE_URL is "ftp://[hidden]@models.example.com": give an http or https address.',
    );
  });

  it('goes on where something is wrong', () => {
    const examined = examineEnvironment({
      ...complete,
      PORT: 'http',
      REDFIRST_SANDBOX: 'none',
      WEBHOOK_SECRET: 'short',
    });
    expect(examined).toMatchObject({
      github: { appId: 42, host: 'github.com' },
      webhookSecret: undefined,
      data: '.redfirst',
      sandbox: { kind: 'bubblewrap' },
    });
    const problems = examined.variables.flatMap(({ problem }) => problem ?? []);
    expect(problems).toEqual([
      expect.stringMatching(/^WEBHOOK_SECRET is 5 characters that cannot be used: give at least 32 bytes/),
      'PORT is "http": give a whole number from 0 to 65535.',
      'REDFIRST_SANDBOX is "none": give bubblewrap, or trusted for your own code only.',
    ]);
  });

  it('says what is missing where nothing is set', () => {
    const examined = examineEnvironment({});
    expect(examined.github).toBeUndefined();
    expect(examined.model).toBeUndefined();
    expect(examined.variables.filter(({ problem }) => problem).map(({ name }) => name)).toEqual([
      'APP_ID',
      'PRIVATE_KEY',
      'WEBHOOK_SECRET',
    ]);
  });

  it.each([
    ['a file that is not there', { PRIVATE_KEY_PATH: '/nowhere/key.pem' }, 'PRIVATE_KEY_PATH', /which cannot be read/],
    ['a model without a server', { REDFIRST_MODEL: 'gpt-5' }, 'OPENAI_API_KEY', /^OPENAI_API_KEY is not set/],
    ['a server without a model', { OPENAI_API_KEY: 'sk-1' }, 'REDFIRST_MODEL', /^REDFIRST_MODEL is not set/],
  ])('names %s', (_name, source, name, problem) => {
    expect(found(source, name)?.problem).toMatch(problem);
    expect(examineEnvironment(source).model).toBeUndefined();
  });

  it('takes no key of another kind for that of an App', () => {
    const { privateKey: other } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding,
      privateKeyEncoding,
    });
    const source = { ...complete, PRIVATE_KEY: other };
    expect(found(source, 'PRIVATE_KEY')?.problem).toMatch(/give the whole PEM file that GitHub made for the App\.$/);
    expect(examineEnvironment(source).github).toBeUndefined();
  });
});
