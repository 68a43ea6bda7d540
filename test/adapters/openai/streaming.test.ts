import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { scripted } from '../../../demo/scripted-model/script.ts';
import {
  type ScriptedModelOptions,
  type ScriptedModelServer,
  startScriptedModel,
} from '../../../demo/scripted-model/server.ts';
import { gatherChunks } from '../../../src/adapters/openai/chat-answer.ts';
import { openAiModel } from '../../../src/adapters/openai/model.ts';
import type { OpenAiSettings } from '../../../src/adapters/openai/settings.ts';
import { call, settings } from './settings.ts';

const edits = { edits: [], summary: ['nothing'] };
const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(server => server.close()));
});

async function serve(replies: unknown[], streams?: ScriptedModelOptions['streams']): Promise<ScriptedModelServer> {
  const script = scripted({ implement: replies });
  const server = await startScriptedModel({ scripts: [script], ...(streams ? { streams } : {}) });
  open.push(server);
  return server;
}

describe.each(['chat', 'responses'] as const)('a stream by the API %s', api => {
  const modelAt = (server: { url: string }, changed: Partial<OpenAiSettings> = {}) =>
    openAiModel({ ...settings, baseURL: server.url, api, ...changed });

  it.each(['hang', 'stall'])('that goes silent (%s) is given up, and not asked again', async fault => {
    const server = await serve([fault, edits]);
    await expect(modelAt(server, { idleTimeout: 200 }).ask(call)).rejects.toMatchObject({
      reason: 'timed-out',
      message: 'The model server has said nothing for 0.2 s (REDFIRST_MODEL_IDLE_TIMEOUT).',
    });
    expect(server.calls).toHaveLength(1);
  });

  it('that breaks off is asked for again', async () => {
    const server = await serve(['hang-up', edits]);
    expect(await modelAt(server).ask(call)).toMatchObject({ kind: 'answer', value: edits });
    expect(server.calls).toHaveLength(2);
  });

  it('is left in its middle when the turn ends', async () => {
    const server = await serve(['stall']);
    const turn = new AbortController();
    const asking = modelAt(server).ask({ ...call, signal: turn.signal });
    setTimeout(() => turn.abort(), 200);
    await expect(asking).rejects.toMatchObject({ reason: 'aborted' });
  });

  it('is asked for once where the server rejects the wish', async () => {
    const server = await serve([edits, edits], 'rejected');
    const model = modelAt(server);
    await model.ask(call);
    await model.ask({ ...call, user: 'And this.' });
    expect(server.requests.map(({ isStream }) => isStream)).toEqual([true, false, false]);
  });

  it('that was never there has no silence: the whole answer has its time', async () => {
    const server = await serve([edits, 'hang'], 'rejected');
    const model = modelAt(server, { idleTimeout: 300, timeout: 600 });
    await model.ask(call);
    await expect(model.ask({ ...call, user: 'And this.' })).rejects.toThrow(/within 0\.6 s \(REDFIRST_MODEL_TIMEOUT\)/);
  });

  it('counts what the beginning has in common with an earlier request as cached', async () => {
    const server = await serve([edits, edits]);
    const model = modelAt(server, { model: 'house-model', price: { input: 4, output: 8, cached: 1 } });
    const first = await model.ask({ ...call, user: 'a'.repeat(4_000) });
    const second = await model.ask({ ...call, user: `${'a'.repeat(4_000)} and more` });
    expect(first.spend.cachedTokens).toBe(0);
    expect(second.spend.cachedTokens).toBeGreaterThan(1_000);
    expect(second.spend.usd).toBeLessThan((first.spend.usd ?? 0) / 2);
  });
});

/** A server of one's own, asked by the chat API. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
const piece = (content: string, finish: string | null) => ({
  choices: [{ index: 0, delta: { content }, message: { content }, finish_reason: finish }],
});

it('a comment in a stream is a sign of life', async () => {
  const baseURL = await answering(async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let beat = 0; beat < 12; beat += 1) {
      response.write(': thinking\n\n');
      await wait(200);
    }
    response.end(`data: ${JSON.stringify(piece(JSON.stringify(edits), 'stop'))}\n\ndata: [DONE]\n\n`);
  });
  const model = openAiModel({ ...settings, baseURL, idleTimeout: 1_500, timeout: 20_000 });
  expect(await model.ask(call)).toMatchObject({ kind: 'answer', value: edits });
});

it('a stream that ends with an error of the server is asked for in one piece, since llama.cpp says so that it was cut off', async () => {
  const asked: boolean[] = [];
  const baseURL = await answering(async (request, response) => {
    const { stream = false } = (await json(request)) as { stream?: boolean };
    asked.push(stream);
    response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
    const error = { code: 500, message: 'The model produced output that does not match', type: 'server_error' };
    if (!stream) response.end(JSON.stringify(piece('{"edi', 'length')));
    else response.end(`data: ${JSON.stringify(piece('{"edi', null))}\n\ndata: ${JSON.stringify({ error })}\n\n`);
  });
  const model = openAiModel({ ...settings, baseURL });
  expect(await model.ask(call)).toMatchObject({ kind: 'truncated' });
  expect(await model.ask({ ...call, user: 'And this.' })).toMatchObject({ kind: 'truncated' });
  expect(asked, 'the next question is streamed again').toEqual([true, false, true, false]);
});

describe('chunks of servers that are careless', () => {
  async function* chunks(...deltas: object[]) {
    for (const delta of deltas) yield { choices: [{ delta, finish_reason: null }] };
    yield { choices: [{ delta: {}, finish_reason: 'tool_calls' }] };
  }
  const callsIn = async (...deltas: object[]) => {
    const { choices } = (await gatherChunks(chunks(...deltas))) as { choices: { message: { tool_calls: object[] } }[] };
    return choices[0]?.message.tool_calls;
  };
  const part = (index: number | undefined, id: string | undefined, written: string) => ({
    tool_calls: [{ index, id, function: { name: id && 'read', arguments: written } }],
  });

  it.each([
    ['in pieces', [part(0, 'c1', '{"a'), part(0, undefined, '":1}'), part(1, 'c2', '{}')]],
    ['in pieces that repeat the id', [part(0, 'c1', '{"a'), part(0, 'c1', '":1}'), part(1, 'c2', '{}')]],
    ['all with one index', [part(0, 'c1', '{"a":1}'), part(0, 'c2', '{}')]],
    ['all without an index', [part(undefined, 'c1', '{"a":1}'), part(undefined, 'c2', '{}')]],
  ])('calls of tools that come %s are told apart', async (_how, deltas) => {
    expect(await callsIn(...deltas)).toMatchObject([
      { id: 'c1', function: { arguments: '{"a":1}' } },
      { id: 'c2', function: { arguments: '{}' } },
    ]);
  });
});
