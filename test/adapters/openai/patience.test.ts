import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAiModel } from '../../../src/adapters/openai/model.ts';
import { call, settings } from './settings.ts';

const host = 'https://api.openai.com';
const paths = { chat: '/v1/chat/completions', responses: '/v1/responses' };
const summary = JSON.stringify({ edits: [], summary: ['nothing'] });
const answers = {
  chat: { choices: [{ index: 0, message: { content: summary }, finish_reason: 'stop' }] },
  responses: {
    status: 'completed',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: summary }] }],
  },
};
const inHalfAnHour = () => new Date(Date.now() + 1_800_000).toUTCString();

describe.each(['chat', 'responses'] as const)('a server that asks for patience, by the API %s', api => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });
  const model = openAiModel({ ...settings, api });
  /** One busy answer and no other: a second request would find nobody. */
  const refusedOnce = async (status: number, headers: Record<string, string>) => {
    nock(host)
      .post(paths[api])
      .reply(status, { error: { message: 'wait' } }, headers);
    return model.ask(call).then(
      () => 'answered',
      error => error,
    );
  };

  it.each([
    ['milliseconds', { 'retry-after-ms': '30000' }, 30_000],
    ['milliseconds before seconds', { 'retry-after-ms': '30500', 'retry-after': '99' }, 30_500],
    ['seconds', { 'retry-after': '31' }, 31_000],
    ['seconds where the milliseconds are none', { 'retry-after-ms': 'soon', 'retry-after': '31' }, 31_000],
    ['a year, of which it gets an hour', { 'retry-after': '31536000' }, 3_600_000],
  ])('is left alone for as long as it says, in %s', async (_how, headers, retryAfter) => {
    for (const status of [429, 503])
      expect(await refusedOnce(status, headers)).toMatchObject({ source: 'model', retryable: true, retryAfter });
  });

  it('is left alone until the date that it gives', async () => {
    const { retryAfter } = await refusedOnce(429, { 'retry-after': inHalfAnHour() });
    expect(retryAfter).toBeGreaterThan(1_700_000);
    expect(retryAfter).toBeLessThanOrEqual(1_800_000);
  });

  it('is asked again here when it is a moment only, by nobody but us', async () => {
    const busy = nock(host)
      .post(paths[api])
      .times(2)
      .reply(429, { error: { message: 'wait' } }, { 'retry-after-ms': '1' });
    nock(host).post(paths[api]).reply(200, answers[api]);
    expect(await model.ask(call)).toMatchObject({ kind: 'answer' });
    expect(busy.isDone()).toBe(true);
  });
});
