import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openAiModel } from '../../../src/adapters/openai/model.ts';
import type { EditsReply } from '../../../src/domain/edit.ts';
import { call, settings } from './settings.ts';

const chat = { ...settings, api: 'chat' } as const;
const edits: EditsReply = { edits: [], summary: ['nothing'] };

describe('openAiModel over the wire, by chat completions', () => {
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

    await openAiModel({ ...chat, temperature: 0.2 }).ask(call);

    expect(sent).toEqual({
      model: 'gpt-5',
      stream: true,
      stream_options: { include_usage: true },
      prompt_cache_key: expect.stringMatching(/^implement:[0-9a-f]{16}$/),
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

    await openAiModel(chat).step({
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
    const { spend } = await openAiModel({ ...chat, model, price }).ask(call);
    expect(spend).toEqual({
      calls: 1,
      inputTokens: 1_000,
      cachedTokens: 0,
      outputTokens: 100,
      usd: expect.closeTo(usd, 8),
    });
  });

  it.each([
    ['the model is in no list', 'house-model', { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 }],
    ['the server counts nothing', 'gpt-5', undefined],
  ])('leaves the price out when %s', async (_when, model, usage) => {
    answered(200, completion(content, usage));
    const { spend } = await openAiModel({ ...chat, model }).ask(call);
    expect(spend).not.toHaveProperty('usd');
  });

  it('reads a content filter as a refusal', async () => {
    answered(200, completion({ message: { content: '' }, finish_reason: 'content_filter' }));
    expect(await openAiModel(chat).ask(call)).toMatchObject({ kind: 'refused' });
  });

  it('reads an empty answer as junk', async () => {
    answered(200, completion({ message: { content: null }, finish_reason: 'stop' }));
    expect(await openAiModel(chat).ask(call)).toMatchObject({ kind: 'junk', problem: 'The answer is empty.' });
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
    const failure = await openAiModel(chat)
      .ask(call)
      .catch(error => error);
    expect(failure).toMatchObject({ name: 'Failure', source: 'model', reason, retryable });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure)) + failure.stack).not.toContain('sk-secret');
  });

  it('repeats what the server said about a rejected request', async () => {
    const rejection = { error: { message: 'max_completion_tokens is too large' } };
    nock(host).post('/v1/chat/completions').times(2).reply(400, rejection, json);
    await expect(openAiModel(chat).ask(call)).rejects.toThrow(/\(400\): max_completion_tokens is too large/);
  });

  it('reads a retry-after that is a date', async () => {
    answered(429, { error: { message: 'wait' } }, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() });
    const failure = await openAiModel(chat)
      .ask(call)
      .catch(error => error);
    expect(failure.retryAfter).toBeGreaterThan(3_500_000);
  });
});
