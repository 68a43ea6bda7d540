import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scripted } from '../../../demo/scripted-model/script.ts';
import { type ScriptedModelServer, startScriptedModel } from '../../../demo/scripted-model/server.ts';
import { openAiModel } from '../../../src/adapters/openai/model.ts';
import { recordTo, replayFrom } from '../../../src/adapters/openai/recordings.ts';
import { withoutSecrets } from '../../../src/referee/checklist/secrets.ts';
import { call, settings } from './settings.ts';

const edits = { edits: [], summary: ['nothing'] };
const token = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
let root: string;
let directory: string;
let server: ScriptedModelServer;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'redfirst-recordings-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  directory = await mkdtemp(join(root, 'one-'));
  server = await startScriptedModel({ scripts: [scripted({ implement: [edits, { ...edits, summary: [token] }] })] });
});
afterEach(() => server.close());

describe.each(['chat', 'responses'] as const)('recordings of the API %s', api => {
  const recorder = () =>
    openAiModel({ ...settings, baseURL: server.url, api, tape: recordTo(join(directory, 'tapes'), withoutSecrets) });
  const player = () => openAiModel({ ...settings, api, tape: replayFrom(join(directory, 'tapes'), withoutSecrets) });
  const files = async () => {
    const names = await readdir(join(directory, 'tapes'));
    return Promise.all(
      names.map(async name => ({ name, text: await readFile(join(directory, 'tapes', name), 'utf8') })),
    );
  };

  it('answer what was asked before, with no server', async () => {
    const first = await recorder().ask(call);
    await server.close();
    expect(await player().ask(call)).toMatchObject({ ...first, spend: { ...first.spend } });
  });

  it('answer what was asked with a secret in it, once that is left out', async () => {
    const first = await recorder().ask({ ...call, user: `The token is ${token}` });
    await server.close();
    for (const user of [`The token is ${token}`, 'The token is [secret left out]'])
      expect(await player().ask({ ...call, user })).toMatchObject(first);
  });

  it('say which question is not among them, and what to do', async () => {
    await recorder().ask(call);
    const other = player().ask({ ...call, user: 'Write that.\nAll of it.' });
    await expect(other).rejects.toMatchObject({ source: 'model', reason: 'not-recorded', retryable: false });
    await expect(other).rejects.toThrow(
      /^No answer is recorded to the question "implement" that ends in "All of it\." \(implement-[0-9a-f]{16}\.json, .*tapes.* holds 1 of that name\)\. Record it with REDFIRST_RECORD\.$/,
    );
  });

  it('hold one file for an exchange, without the key and without secrets', async () => {
    const model = recorder();
    await model.ask({ ...call, user: `The token is ${token}` });
    await model.ask(call);
    const kept = await files();
    expect(kept.map(({ name }) => name)).toEqual(
      kept.map(() => expect.stringMatching(/^implement-[0-9a-f]{16}\.json$/)),
    );
    expect(kept).toHaveLength(2);
    const all = kept.map(({ text }) => text).join('\n');
    expect(all).toContain('You write code.');
    expect(all).toContain('The token is [secret left out]');
    expect(all).not.toMatch(/ghp_|sk-secret|authorization/i);
  });

  it('are not made of what failed', async () => {
    await server.close();
    await expect(recorder().ask(call)).rejects.toMatchObject({ reason: 'unavailable' });
    await expect(readdir(join(directory, 'tapes'))).rejects.toThrow(/ENOENT/);
  });
});
