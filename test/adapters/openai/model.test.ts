import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scripted } from '../../../demo/scripted-model/script.ts';
import { type ScriptedModelServer, startScriptedModel } from '../../../demo/scripted-model/server.ts';
import { absentModel, type OpenAiSettings, openAiModel } from '../../../src/adapters/openai/model.ts';
import { EditsReply } from '../../../src/domain/edit.ts';
import type { ModelCall } from '../../../src/ports/model.ts';
import { modelContract } from '../../contracts/model.ts';

const servers: ScriptedModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const settings: OpenAiSettings = { apiKey: 'sk-secret', model: 'gpt-5', timeout: 5_000, maxOutputTokens: 1_000 };

async function serve(script: Parameters<typeof startScriptedModel>[0]['scripts'][number]) {
  const server = await startScriptedModel({ scripts: [script] });
  servers.push(server);
  return server;
}

modelContract('openAiModel', async script => {
  const server = await serve(script);
  return openAiModel({ ...settings, baseURL: server.url });
});

const call: ModelCall<EditsReply> = {
  name: 'implement',
  system: 'You write code.',
  user: 'Write this.',
  schema: EditsReply,
  signal: new AbortController().signal,
};
const edits: EditsReply = { edits: [], summary: ['nothing'] };

describe('openAiModel against a server that it does not trust', () => {
  it('asks again after a fault, up to three times', async () => {
    const busy = { status: 503, retryAfter: 0 };
    const server = await serve(scripted({ implement: [busy, { status: 429, retryAfter: 0 }, edits] }));
    const reply = await openAiModel({ ...settings, baseURL: server.url }).ask(call);
    expect(reply).toMatchObject({ kind: 'answer', value: edits });
    expect(server.calls).toHaveLength(3);
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

describe('openAiModel over the wire', () => {
  const host = 'https://api.openai.com';
  const completion = (choice: object, usage?: object) => ({ choices: [{ index: 0, ...choice }], usage });
  const content = { message: { content: JSON.stringify(edits) }, finish_reason: 'stop' };

  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  const answered = (status: number, body: nock.Body, headers = {}) =>
    nock(host).post('/v1/chat/completions').reply(status, body, headers);

  it('sends the question with a strict schema and its limits', async () => {
    let sent: Record<string, unknown> = {};
    nock(host, { reqheaders: { authorization: 'Bearer sk-secret' } })
      .post('/v1/chat/completions', body => {
        sent = body;
        return true;
      })
      .reply(200, completion(content));

    await openAiModel({ ...settings, temperature: 0.2 }).ask(call);

    expect(sent).toEqual({
      model: 'gpt-5',
      messages: [
        { role: 'system', content: 'You write code.' },
        { role: 'user', content: 'Write this.' },
      ],
      max_completion_tokens: 1_000,
      temperature: 0.2,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'implement', strict: true, schema: expect.objectContaining({ type: 'object' }) },
      },
    });
    expect(JSON.stringify(sent)).not.toMatch(/"oneOf"|"minLength"/);
  });

  it('offers tools before the dialogue, strict where no argument is optional', async () => {
    let sent: Record<string, unknown> = {};
    nock(host, { reqheaders: { 'x-client-request-id': /^implement:[0-9a-f-]{36}$/ } })
      .post('/v1/chat/completions', body => {
        sent = body;
        return true;
      })
      .reply(200, completion({ message: { content: 'Done.' }, finish_reason: 'stop' }));
    const schemas = [z.object({ path: z.string() }), z.object({ only: z.string().optional() })];

    await openAiModel(settings).step({
      ...call,
      said: [
        { by: 'user', text: 'Write this.' },
        { by: 'model', text: '', calls: [{ id: 'c1', tool: 'tool0', arguments: '{"path": ' }] },
        { by: 'tool', id: 'c1', text: 'That is no JSON.' },
      ],
      tools: schemas.map((schema, index) => ({ name: `tool${index}`, description: 'Does.', schema })),
    });

    const tool = (name: string, strict: boolean) => ({
      name,
      strict,
      description: 'Does.',
      parameters: expect.anything(),
    });
    expect(sent['tools']).toEqual([
      { type: 'function', function: tool('tool0', true) },
      { type: 'function', function: tool('tool1', false) },
    ]);
    const toolCall = {
      id: 'c1',
      type: 'function',
      function: { name: 'tool0', arguments: '{"unreadable":"{\\"path\\": "}' },
    };
    expect(sent['messages']).toEqual([
      { role: 'system', content: 'You write code.' },
      { role: 'user', content: 'Write this.' },
      { role: 'assistant', content: null, tool_calls: [toolCall] },
      { role: 'tool', tool_call_id: 'c1', content: 'That is no JSON.' },
    ]);
  });

  it.each([
    ['a known model', 'gpt-5', undefined, 1_000 * 1.25e-6 + 100 * 10e-6],
    ['a price of its own', 'house-model', { input: 2, output: 4 }, 0.0024],
  ])('knows what %s costs', async (_what, model, price, usd) => {
    answered(200, completion(content, { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 }));
    const { spend } = await openAiModel({ ...settings, model, price }).ask(call);
    expect(spend).toEqual({ calls: 1, inputTokens: 1_000, outputTokens: 100, usd: expect.closeTo(usd, 8) });
  });

  it.each([
    ['the model is in no list', 'house-model', { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 }],
    ['the server counts nothing', 'gpt-5', undefined],
  ])('leaves the price out when %s', async (_when, model, usage) => {
    answered(200, completion(content, usage));
    const { spend } = await openAiModel({ ...settings, model }).ask(call);
    expect(spend).not.toHaveProperty('usd');
  });

  it('reads a content filter as a refusal', async () => {
    answered(200, completion({ message: { content: '' }, finish_reason: 'content_filter' }));
    expect(await openAiModel(settings).ask(call)).toMatchObject({ kind: 'refused' });
  });

  it('reads an empty answer as junk', async () => {
    answered(200, completion({ message: { content: null }, finish_reason: 'stop' }));
    expect(await openAiModel(settings).ask(call)).toMatchObject({ kind: 'junk', problem: 'The answer is empty.' });
  });

  const json = { 'content-type': 'application/json' };
  it.each([
    ['a wrong key', 401, { error: { message: 'Incorrect API key: sk-secret' } }, 'unauthorised', false],
    ['a key without rights', 403, { error: { message: 'no' } }, 'unauthorised', false],
    ['an unknown model', 404, { error: { message: 'The model gpt-5 does not exist' } }, 'rejected', false],
    ['an empty account', 429, { error: { message: 'no', code: 'insufficient_quota' } }, 'rejected', false],
    ['a page that is no completion', 200, { hello: 'world' }, 'rejected', false],
  ])('takes %s for what it is', async (_what, status, body, reason, retryable) => {
    answered(status, body, json);
    const failure = await openAiModel(settings)
      .ask(call)
      .catch(error => error);
    expect(failure).toMatchObject({ name: 'Failure', source: 'model', reason, retryable });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure)) + failure.stack).not.toContain('sk-secret');
  });

  it('repeats what the server said about a rejected request', async () => {
    answered(400, { error: { message: 'max_completion_tokens is too large' } }, json);
    await expect(openAiModel(settings).ask(call)).rejects.toThrow(/\(400\): max_completion_tokens is too large/);
  });

  it('reads a retry-after that is a date', async () => {
    answered(429, { error: { message: 'wait' } }, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() });
    const failure = await openAiModel(settings)
      .ask(call)
      .catch(error => error);
    expect(failure.retryAfter).toBeGreaterThan(3_500_000);
  });
});

describe('absentModel', () => {
  it('is not available and says what to set', async () => {
    expect(absentModel.isAvailable).toBe(false);
    await expect(absentModel.ask({ ...call, schema: z.never() })).rejects.toThrow(/Set OPENAI_API_KEY/);
    await expect(absentModel.step({ ...call, said: [], tools: [] })).rejects.toThrow(/Set OPENAI_API_KEY/);
  });
});
