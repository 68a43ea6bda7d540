import { describe, expect, it } from 'vitest';
import { scriptedModel } from '../../demo/scripted-model/model.ts';
import { examineEnvironment } from '../../src/config/examine.ts';
import { dataLine, nodeLine, sandboxLine, storeLine } from '../../src/doctor/host.ts';
import type { Line } from '../../src/doctor/line.ts';
import { modelLine } from '../../src/doctor/model.ts';
import { summaryOf, textOf } from '../../src/doctor/report.ts';
import { type Instruments, setUp } from '../../src/doctor/set-up.ts';
import { variableLines } from '../../src/doctor/variables.ts';
import { Failure } from '../../src/domain/failure.ts';

describe('Node', () => {
  it.each([
    ['22.19.9', 'wrong'],
    ['22.20.0', 'right'],
    ['24.1.0', 'right'],
    ['20.99.0', 'wrong'],
  ])('%s is %s where 22.20 is asked for', (version, result) => {
    expect(nodeLine({ version, engines: '>=22.20' }).result).toBe(result);
  });
});

describe('the store', () => {
  it.each([
    [{ kind: 'held', path: 'data/pglite' }, 'right', /in use by a running Redfirst/],
    [{ kind: 'there', path: 'data/pglite' }, 'right', /in use by nobody/],
    [{ kind: 'none', path: 'data/pglite' }, 'right', /not made yet/],
    [{ kind: 'postgres', version: '17.2 (Debian)' }, 'right', /PostgreSQL 17\.2 \(Debian\) answers/],
    [{ kind: 'postgres', version: '12.9' }, 'wrong', /PostgreSQL 12\.9/],
  ] as const)('%j', (look, result, words) => {
    const line = storeLine(look);
    expect([line.result, line.found]).toEqual([result, expect.stringMatching(words)]);
  });

  it('needs room', () => {
    const place = { path: '/data', isThere: true };
    expect(dataLine({ ...place, free: 2 ** 32 })).toMatchObject({
      result: 'right',
      found: expect.stringContaining('4.0 GiB'),
    });
    expect(dataLine({ ...place, free: 2 ** 20 }).result).toBe('wrong');
  });
});

describe('the sandbox', () => {
  it('is noted where it isolates nothing', () => {
    expect(sandboxLine({ kind: 'bubblewrap', description: 'isolated' }).result).toBe('right');
    expect(sandboxLine({ kind: 'trusted', description: 'NOT ISOLATED' })).toMatchObject({ result: 'note' });
  });
});

describe('the model', () => {
  const list = { kind: 'listed', where: 'models.example.com', names: ['gpt-5', 'qwen3-coder:latest'] } as const;
  const listed = { ...list, names: [...list.names] };

  it('has to be listed, by its name or as the latest of that name', () => {
    expect(modelLine('gpt-5', listed)).toMatchObject({ result: 'right', found: 'gpt-5 at models.example.com' });
    expect(modelLine('qwen3-coder', listed).result).toBe('right');
    expect(modelLine('gpt-6', listed)).toMatchObject({
      result: 'wrong',
      found: 'models.example.com does not list gpt-6, but gpt-5, qwen3-coder:latest',
    });
  });

  it('cannot be known where nothing is listed', () => {
    expect(modelLine('gpt-5', { kind: 'no-list', where: 'models.example.com' }).result).toBe('note');
  });
});

describe('variables', () => {
  it('a secret that is long and of few characters can be guessed', () => {
    const line = (secret: string) =>
      variableLines(examineEnvironment({ WEBHOOK_SECRET: secret })).find(({ name }) => name === 'WEBHOOK_SECRET');
    expect(line('abcabc'.repeat(8))).toMatchObject({
      result: 'wrong',
      remedy: expect.stringContaining('openssl rand'),
    });
    expect(line('f3a1c0de'.repeat(8))).toMatchObject({ result: 'right', found: '64 characters, not shown' });
  });

  it('that are not set are one line', () => {
    const lines = variableLines(examineEnvironment({ PORT: '3000' }));
    expect(lines.at(-1)).toMatchObject({ name: 'not set', result: 'note', found: expect.stringContaining('HOST') });
    expect(lines.map(({ name }) => name)).toEqual(['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'PORT', 'not set']);
  });
});

describe('a set-up in which something is broken', () => {
  const broken = (source: 'git' | 'sandbox' | 'database', message: string) => async () => {
    throw new Failure(message, { source, reason: 'broken', retryable: false });
  };
  const instruments: Instruments = {
    examination: examineEnvironment({ OPENAI_API_KEY: 'sk-1', REDFIRST_MODEL: 'gpt-5' }),
    manifest: { permissions: {}, events: [], webhookPath: '/' },
    node: { version: '24.0.0', engines: '>=22.20' },
    gitVersion: broken('git', 'git is not installed.'),
    describeSandbox: broken('sandbox', 'Code cannot be isolated.\napt-get install bubblewrap'),
    lookAtData: async () => ({ path: '/data', isThere: true, free: 2 ** 40 }),
    lookAtStore: broken('database', 'PostgreSQL cannot be used.'),
    listModels: async () => ({ kind: 'listed', where: 'api.openai.com', names: ['gpt-5'] }),
    model: scriptedModel(),
    appReader: undefined,
    isOffline: false,
  };
  const linesOf = async (changed: Partial<Instruments>) => {
    const all: Line[] = [];
    for await (const line of setUp({ ...instruments, ...changed })) all.push(line);
    return Object.fromEntries(all.map(line => [line.name, line]));
  };

  it('says all of it', async () => {
    expect(await linesOf({})).toMatchObject({
      git: { result: 'wrong', found: 'git is not installed.' },
      sandbox: { result: 'wrong' },
      'data directory': { result: 'right' },
      database: { result: 'wrong' },
      GitHub: { result: 'note' },
      model: { result: 'right' },
      'structured output': { result: 'wrong' },
      tools: { result: 'wrong' },
    });
  });

  it('leaves out what needs the network when told to', async () => {
    const lines = await linesOf({ isOffline: true });
    expect([lines['GitHub'], lines['model']]).toMatchObject([{ found: 'left out: --offline' }, { result: 'note' }]);
    expect(lines).not.toHaveProperty('tools');
  });

  it('lets through what is no broken world', async () => {
    const gitVersion = () => Promise.reject(new TypeError('a fault of ours'));
    await expect(linesOf({ gitVersion })).rejects.toThrow('a fault of ours');
  });
});

describe('the report', () => {
  const line: Line = { part: 'set-up', name: 'sandbox', result: 'wrong', found: 'none\n  get one', remedy: 'Now.' };

  it('has the remedy below the line', () => {
    expect(textOf(line)).toBe('✗ sandbox: none\n    get one\n    Now.\n');
  });

  it('ends with one line', () => {
    expect(summaryOf([line])).toBe('✗ 1 thing is wrong\n');
    expect(
      summaryOf([
        { ...line, result: 'right' },
        { ...line, result: 'note' },
      ]),
    ).toMatch(/^✓ nothing is wrong/);
  });
});
