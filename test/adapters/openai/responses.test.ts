import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openAiModel } from '../../../src/adapters/openai/model.ts';
import { turnOf } from '../../../src/domain/dialogue.ts';
import type { Dialogue } from '../../../src/ports/model.ts';
import { call, settings } from './settings.ts';

const host = 'https://api.openai.com';
const message = (text: string) => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
});
const answer = message(JSON.stringify({ edits: [], summary: ['nothing'] }));
const response = (output: object[], more = {}) => ({ id: 'resp_1', status: 'completed', error: null, output, ...more });
const dialogue: Dialogue = {
  name: 'implement',
  system: 'You write code.',
  said: [{ by: 'user', text: 'Write this.' }],
  tools: [{ name: 'read', description: 'Reads.', schema: z.object({ path: z.string() }) }],
  signal: call.signal,
};

describe('openAiModel over the wire, by responses', () => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  let sent: Record<string, unknown> = {};
  const answered = (status: number, body: nock.Body, headers = {}) =>
    nock(host)
      .post('/v1/responses', body => {
        sent = body;
        return true;
      })
      .reply(status, body, headers);

  it("is how OpenAI's own host is spoken to; nothing is stored there", async () => {
    answered(200, response([answer]));
    expect(await openAiModel({ ...settings, temperature: 0.2 }).ask(call)).toMatchObject({ kind: 'answer' });
    expect(sent).toEqual({
      model: 'gpt-5',
      store: false,
      stream: true,
      max_output_tokens: 1_000,
      temperature: 0.2,
      prompt_cache_key: expect.stringMatching(/^implement:[0-9a-f]{16}$/),
      instructions: 'You write code.',
      input: [{ role: 'user', content: 'Write this.' }],
      text: {
        format: {
          type: 'json_schema',
          name: 'implement',
          strict: true,
          schema: expect.objectContaining({ type: 'object' }),
        },
      },
    });
  });

  it('keeps the prompts of one feature together', async () => {
    const keys: unknown[] = [];
    for (const feature of ['1/2/3', '1/2/4', '1/2/3']) {
      answered(200, response([answer]));
      await openAiModel(settings).ask({ ...call, feature });
      keys.push(sent['prompt_cache_key']);
    }
    expect(keys[2]).toBe(keys[0]);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('gives sealed thoughts back as they came, before what they led to', async () => {
    const thought = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'sealed' };
    const reading = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'read', arguments: '{"path":"a"}' };
    answered(200, response([{ ...thought, status: null }, reading]));
    const step = await openAiModel(settings).step(dialogue);
    if (step.kind !== 'step') throw new Error(step.kind);
    expect(sent).toMatchObject({
      include: ['reasoning.encrypted_content'],
      tools: [{ type: 'function', name: 'read', description: 'Reads.', strict: true }],
    });

    answered(200, response([message('Done.')]));
    const said = [...dialogue.said, turnOf(step), { by: 'tool' as const, id: 'c1', text: 'export {}' }];
    expect(await openAiModel(settings).step({ ...dialogue, said })).toMatchObject({ text: 'Done.', calls: [] });
    const output = { type: 'function_call_output', call_id: 'c1', output: 'export {}' };
    expect(sent['input']).toEqual([{ role: 'user', content: 'Write this.' }, thought, reading, output]);
  });

  it('gives a call back without its id where the thought before it was not sealed', async () => {
    const reading = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'read', arguments: '{"path":"a"}' };
    answered(200, response([{ type: 'reasoning', id: 'rs_1', summary: [] }, reading]));
    const step = await openAiModel(settings).step(dialogue);
    if (step.kind !== 'step') throw new Error(step.kind);
    answered(200, response([message('Done.')]));
    await openAiModel(settings).step({ ...dialogue, said: [turnOf(step)] });
    expect(sent['input']).toEqual([{ type: 'function_call', call_id: 'c1', name: 'read', arguments: '{"path":"a"}' }]);
  });

  it('asks for no sealed thoughts where the model has none', async () => {
    const unsupported = { message: 'Encrypted content is not supported with this model.', param: 'include' };
    answered(400, { error: unsupported }, { 'content-type': 'application/json' });
    answered(200, response([message('Done.')]));
    const model = openAiModel(settings);
    expect(await model.step(dialogue)).toMatchObject({ text: 'Done.' });
    expect(sent).not.toHaveProperty('include');
    expect(sent).toHaveProperty('stream', true);
  });

  it.each([
    ['content_filter', { kind: 'refused', text: expect.stringContaining('content filter') }],
    ['max_output_tokens', { kind: 'truncated' }],
  ])('reads an answer that is incomplete for %s', async (reason, reply) => {
    answered(200, response([answer], { status: 'incomplete', incomplete_details: { reason } }));
    expect(await openAiModel(settings).ask(call)).toMatchObject(reply);
  });

  it.each([
    ['rate_limit_exceeded', 'rate-limited', true],
    ['server_error', 'unavailable', true],
    ['invalid_prompt', 'rejected', false],
  ])('takes a failure in the middle (%s) for what it is', async (code, reason, retryable) => {
    const failed = response([], { status: 'failed', error: { code, message: 'went wrong' } });
    nock(host).post('/v1/responses').times(3).reply(200, failed);
    await expect(openAiModel(settings).ask(call)).rejects.toMatchObject({
      reason,
      retryable,
      message: expect.stringContaining('went wrong'),
    });
  });

  it('counts what was in the cache, and prices it as such', async () => {
    const usage = { input_tokens: 1_000, input_tokens_details: { cached_tokens: 800 }, output_tokens: 100 };
    answered(200, response([answer], { usage }));
    const { spend } = await openAiModel(settings).ask(call);
    const usd = 200 * 1.25e-6 + 800 * 0.125e-6 + 100 * 10e-6;
    expect(spend).toEqual({
      calls: 1,
      inputTokens: 1_000,
      cachedTokens: 800,
      outputTokens: 100,
      usd: expect.closeTo(usd, 8),
    });
  });

  it('says what to set where the server does not speak this API', async () => {
    answered(404, { error: { message: 'no such route' } }, { 'content-type': 'application/json' });
    await expect(openAiModel(settings).ask(call)).rejects.toThrow(/\(404\): no such route\. Check .*OPENAI_API\b/);
  });
});
