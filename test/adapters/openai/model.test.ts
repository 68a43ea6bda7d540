import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scripted } from '../../../demo/scripted-model/script.ts';
import { type ScriptedModelServer, startScriptedModel } from '../../../demo/scripted-model/server.ts';
import { absentModel, openAiModel } from '../../../src/adapters/openai/model.ts';
import type { EditsReply } from '../../../src/domain/edit.ts';
import { call, settings } from './settings.ts';

const servers: ScriptedModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

async function serve(script: Parameters<typeof startScriptedModel>[0]['scripts'][number]) {
  const server = await startScriptedModel({ scripts: [script] });
  servers.push(server);
  return server;
}

const edits: EditsReply = { edits: [], summary: ['nothing'] };

describe('openAiModel against a server that it does not trust', () => {
  it('asks again after a fault, up to three times', async () => {
    const busy = { status: 503, retryAfter: 0 };
    const server = await serve(scripted({ implement: [busy, { status: 429, retryAfter: 0 }, edits] }));
    const reply = await openAiModel({ ...settings, baseURL: server.url }).ask(call);
    expect(reply).toMatchObject({ kind: 'answer', value: edits });
    expect(server.calls).toHaveLength(3);
  });

  it('asks again in a dialogue as well', async () => {
    const server = await serve(scripted({ implement: [{ status: 429, retryAfter: 0 }, { text: 'Done.' }] }));
    const step = openAiModel({ ...settings, baseURL: server.url }).step({ ...call, said: [], tools: [] });
    expect(await step).toMatchObject({ kind: 'step' });
    expect(server.calls).toHaveLength(2);
  });

  it('gives up after the third fault', async () => {
    const busy = { status: 500, retryAfter: 0 };
    const server = await serve(scripted({ implement: [busy, busy, busy, edits] }));
    const asking = openAiModel({ ...settings, baseURL: server.url }).ask(call);
    await expect(asking).rejects.toMatchObject({ source: 'model', reason: 'unavailable', retryable: true });
    expect(server.calls).toHaveLength(3);
  });

  it('does not wait for ever', async () => {
    const server = await serve(scripted({ implement: ['hang', edits] }));
    const asking = openAiModel({ ...settings, baseURL: server.url, timeout: 100 }).ask(call);
    await expect(asking).rejects.toMatchObject({ source: 'model', reason: 'timed-out', retryable: true });
    expect(server.calls).toHaveLength(1);
  });

  it('stops resting between two tries when the turn ends', async () => {
    const turn = new AbortController();
    const server = await serve(scripted({ implement: [{ status: 429, retryAfter: 15 }, edits] }));
    const asking = openAiModel({ ...settings, baseURL: server.url }).ask({ ...call, signal: turn.signal });
    setTimeout(() => turn.abort(), 100);
    await expect(asking).rejects.toMatchObject({ reason: 'aborted' });
  });

  it('says that nobody is there', async () => {
    const server = await startScriptedModel({ scripts: [] });
    await server.close();
    const asking = openAiModel({ ...settings, baseURL: server.url }).ask(call);
    await expect(asking).rejects.toMatchObject({
      reason: 'unavailable',
      message: expect.stringMatching(/cannot be reached/),
    });
  });
});

describe('absentModel', () => {
  it('is not available and says what to set', async () => {
    expect(absentModel.isAvailable).toBe(false);
    await expect(absentModel.ask({ ...call, schema: z.never() })).rejects.toThrow(/Set OPENAI_API_KEY/);
    await expect(absentModel.step({ ...call, said: [], tools: [] })).rejects.toThrow(/Set OPENAI_API_KEY/);
  });
});
