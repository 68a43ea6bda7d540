import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../../src/playground/server.ts';
import { describeWith } from '../../toolchains.ts';
import { newKeys, runCli } from './command-line.ts';

const keys = newKeys();
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'redfirst-start-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** An environment with which everything works, but for what is set here. */
const environment = (changed: Record<string, string> = {}) => ({
  APP_ID: '4711',
  PRIVATE_KEY: keys.privateKey,
  WEBHOOK_SECRET: 'a webhook secret of more than thirty-two bytes',
  HOST: '127.0.0.1',
  PORT: '0',
  GHE_HOST: '127.0.0.1:9',
  GHE_PROTOCOL: 'http',
  REDFIRST_DATA: join(directory, 'data'),
  ...changed,
});
const run = (command: string, changed: Record<string, string> = {}) =>
  runCli([command], { cwd: directory, env: environment(changed) });

const without = (name: string) => ({ [name]: '' });

describe('redfirst does not start', () => {
  it.each<[string, string, Record<string, string>]>([
    ['without a webhook secret', 'serve', without('WEBHOOK_SECRET')],
    ['with a webhook secret that is too short', 'serve', { WEBHOOK_SECRET: 'a secret of thirty-one bytes...' }],
    ['with the webhook secret of every tutorial', 'serve', { WEBHOOK_SECRET: 'development' }],
    ['without a private key', 'serve', without('PRIVATE_KEY')],
    ['with a private key that is none', 'serve', { PRIVATE_KEY: 'not a key' }],
    ['without the number of the App', 'serve', without('APP_ID')],
    ['with a port that is none', 'serve', { PORT: '99999' }],
    ['with a model server and no model', 'serve', { OPENAI_API_KEY: 'sk-not-to-be-shown' }],
    ['as a worker without a database to share', 'worker', {}],
    ['with a command that it does not know', 'dance', {}],
  ])('%s', async (_name, command, changed) => {
    const { code, said } = await run(command, changed);
    expect(code).toBe(1);
    expect(said.split('\n\n')[0]).toMatchSnapshot();
    expect(said).not.toMatch(/^ +at /m);
    for (const secret of ['PRIVATE_KEY', 'WEBHOOK_SECRET', 'OPENAI_API_KEY'])
      if (changed[secret]) expect(said).not.toContain(changed[secret]);
  });

  it('with everything that is wrong said at once', async () => {
    const { said } = await run('serve', { APP_ID: 'redfirst', WEBHOOK_SECRET: '', PORT: 'http' });
    expect(said.trim().split('\n')).toHaveLength(3);
  });

  it('in a directory whose .env is wrong', async () => {
    const cwd = join(directory, 'configured');
    await mkdir(cwd);
    await writeFile(join(cwd, '.env'), 'LOG_LEVEL=loud\n');
    expect(await runCli(['serve'], { cwd, env: environment() })).toEqual({
      code: 1,
      said: 'LOG_LEVEL is "loud": give trace, debug, info, warn, error or fatal.\n',
    });
  });
});

describeWith(['git', 'bubblewrap'], 'redfirst does not start', () => {
  /** A PATH on which one program cannot be found. */
  async function pathWithout(...missing: string[]): Promise<string> {
    const bin = await mkdtemp(join(directory, 'bin-'));
    const programs = ['git', 'bwrap', 'prlimit', 'sh', 'bash', 'env', 'id', 'cat'].filter(
      name => !missing.includes(name),
    );
    for (const name of programs) {
      const { stdout } = await execa('sh', ['-c', `command -v ${name}`]);
      await symlink(stdout, join(bin, name));
    }
    return bin;
  }

  it('without bubblewrap, and says how to get it', async () => {
    const { code, said } = await run('serve', { PATH: await pathWithout('bwrap') });
    expect(code).toBe(1);
    expect(said).toMatchSnapshot();
  });

  it('without git', async () => {
    expect(await run('serve', { PATH: await pathWithout('git') })).toEqual({
      code: 1,
      said: 'git is not installed. Redfirst needs git 2.34 or newer on the PATH.\n',
    });
  });

  it('when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, said } = await run('serve', { PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(said).toBe(
      `Port ${port} on 127.0.0.1 cannot be listened on: listen EADDRINUSE: address already in use 127.0.0.1:${port}. Free it, or set PORT and HOST.\n`,
    );
  });

  it('when its database cannot be reached, and keeps the password to itself', async () => {
    const url = 'postgresql://redfirst:a-password@127.0.0.1:9/redfirst';
    for (const command of ['serve', 'worker']) {
      const { code, said } = await run(command, { DATABASE_URL: url });
      expect(code).toBe(1);
      expect(said).toBe(
        'PostgreSQL at 127.0.0.1:9/redfirst cannot be used: connect ECONNREFUSED 127.0.0.1:9. Check DATABASE_URL, that the server runs and that this host may connect to it.\n',
      );
    }
  });

  it.each(['REDFIRST_RECORD', 'REDFIRST_REPLAY'])('without a warning where %s is on', async name => {
    const model = { [name]: 'tapes', REDFIRST_MODEL: 'gpt-5', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
    const { said } = await run('worker', { ...model, DATABASE_URL: 'postgresql://127.0.0.1:9/redfirst' });
    const [warning] = said.split('\n').map(line => (line.startsWith('{') ? JSON.parse(line) : {}));
    expect(warning).toMatchObject({ level: 40, directory: 'tapes', msg: expect.stringContaining(`(${name})`) });
  });

  it('where it may not keep its data', async () => {
    await writeFile(join(directory, 'file'), '');
    const data = join(directory, 'file', 'data');
    expect(await run('serve', { REDFIRST_DATA: data })).toEqual({
      code: 1,
      said: `REDFIRST_DATA is "${data}", which cannot be written to: ENOTDIR: not a directory, mkdir '${data}'. Name a directory that this account may write to.\n`,
    });
  });

  describe('with a key that does not fit', () => {
    let playground: Playground;
    beforeAll(async () => {
      const app = { id: 4711, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret: 'of no account' };
      playground = await startPlayground({ dataDir: join(directory, 'github'), app });
    });
    afterAll(() => playground.close());

    it.each<[string, Record<string, string>]>([
      ['another App’s key', { PRIVATE_KEY: newKeys().privateKey }],
      ['another App’s number', { APP_ID: '4712' }],
    ])('%s', async (_name, changed) => {
      const { code, said } = await run('serve', { GHE_HOST: new URL(playground.url).host, ...changed });
      expect(code).toBe(1);
      expect(said).toMatchSnapshot();
    });
  });
});
