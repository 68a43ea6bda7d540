import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listModels } from '../../../src/adapters/openai/list-models.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const base = 'https://models.example.com/v1';
const list = () => listModels({ apiKey: 'sk-not-to-be-shown', baseURL: base });
const serve = (status: number, body: nock.Body) => nock(base).get('/models').reply(status, body);

describe('listModels', () => {
  it('names what the server has', async () => {
    serve(200, { object: 'list', data: [{ id: 'one' }, { id: 'two' }] });
    expect(await list()).toEqual({ kind: 'listed', where: 'models.example.com', names: ['one', 'two'] });
  });

  it('says when there is no list', async () => {
    serve(404, { error: { message: 'no such route' } });
    expect(await list()).toEqual({ kind: 'no-list', where: 'models.example.com' });
  });

  it.each([
    [401, 'unauthorised'],
    [503, 'unavailable'],
  ])('fails with %s', async (status, reason) => {
    serve(status, { error: { message: 'no' } });
    await expect(list()).rejects.toMatchObject({ source: 'model', reason });
  });

  it('keeps the key out of its words', async () => {
    serve(401, { error: { message: 'no' } });
    await expect(list()).rejects.toSatisfy(error => !String(error).includes('sk-not-to-be-shown'));
  });
});
