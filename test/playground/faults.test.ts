import { describe, expect, it } from 'vitest';
import type { FaultOrder } from '../../src/playground/faults.ts';
import type { Playground } from '../../src/playground/server.ts';
import { hookReceiver, installed, person, playgroundWith, sampleRepository as sample, tokenFor } from './world.ts';

async function commented(order: FaultOrder) {
  const playground = await playgroundWith();
  await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
  const authorization = `token ${await tokenFor(playground)}`;
  playground.orderFault(order);
  const url = `${playground.url}/api/v3/repos/acme/sample/issues/1/comments`;
  const request = { method: 'POST', headers: { authorization }, body: JSON.stringify({ body: 'Hi' }) };
  const attempt = () => fetch(url, { ...request, signal: AbortSignal.timeout(1000) }).catch((error: Error) => error);
  const answer = await attempt();
  const stored = playground.state.repositories[0]?.issues[0]?.comments.length;
  return { playground, answer, stored, attempt };
}

const comments = { kind: 'rest', method: 'POST', path: '/comments' } as const;

describe('faults on demand', () => {
  it.each([
    ['before the effect', 'before', 0],
    ['after the effect', 'after', 1],
  ] as const)('answer an error %s', async (_, when, stored) => {
    const result = await commented({ match: comments, effect: { do: 'answer', status: 502 }, when });
    expect([(result.answer as Response).status, result.stored]).toEqual([502, stored]);
    expect(((await result.attempt()) as Response).status).toBe(201);
  });

  it.each([
    ['hang', 'TimeoutError', 1],
    ['reset', 'TypeError', 1],
  ] as const)('%s, with the effect or without', async (effect, name, stored) => {
    const before = await commented({ match: comments, effect: { do: effect } });
    const after = await commented({ match: comments, effect: { do: effect }, when: 'after' });
    expect([(before.answer as Error).name, before.stored, after.stored]).toEqual([name, 0, stored]);
  });

  it.each([403, 429] as const)('limit with %i and retry-after', async status => {
    const { answer } = await commented({ match: comments, effect: { do: 'secondary-limit', status, retryAfter: 30 } });
    const { headers } = answer as Response;
    expect([(answer as Response).status, headers.get('retry-after')]).toEqual([status, '30']);
  });

  it('use the primary limit up', async () => {
    const { answer } = await commented({ match: comments, effect: { do: 'primary-limit', seconds: 600 } });
    const { headers, status } = answer as Response;
    expect([status, headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 + 590);
  });

  it('cut a GraphQL document in the middle', async () => {
    const playground = await playgroundWith();
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    const authorization = `token ${await tokenFor(playground)}`;
    const issue = playground.state.repositories[0]?.issues[0];
    const query = `mutation Twice($first: AddCommentInput!, $second: AddCommentInput!) {
      first: addComment(input: $first) { clientMutationId }
      second: addComment(input: $second) { clientMutationId }
    }`;
    const input = (body: string) => ({ subjectId: issue?.nodeId, body });
    const send = () =>
      fetch(`${playground.url}/graphql`, {
        method: 'POST',
        headers: { authorization },
        body: JSON.stringify({ query, variables: { first: input('one'), second: input('two') } }),
      });
    playground.orderFault({ match: { operation: 'Twice' }, effect: { do: 'cut', after: 1 } });

    expect((await send()).status).toBe(502);
    expect(issue?.comments.map(({ body }) => body)).toEqual(['one']);
    expect((await send()).status).toBe(200);
    expect(issue?.comments.map(({ body }) => body)).toEqual(['one', 'one', 'two']);
  });

  it('strike as often as was ordered, after letting some pass', async () => {
    const playground = await playgroundWith();
    playground.orderFault({
      match: { path: '/repos/acme/sample' },
      effect: { do: 'answer', status: 404 },
      skip: 1,
      times: 2,
    });
    const ask = async () => (await fetch(`${playground.url}/repos/acme/sample`)).status;
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 404, 404, 200]);
  });

  it('find a mutation by its name', async () => {
    const playground = await playgroundWith();
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    playground.orderFault({ match: { operation: 'addReaction' }, effect: { do: 'answer', status: 500 } });
    const subjectId = playground.state.repositories[0]?.issues[0]?.nodeId;
    const react = () =>
      installed(playground).graphql(
        'mutation($s: ID!) { addReaction(input: { subjectId: $s, content: EYES }) { clientMutationId } }',
        {
          s: subjectId,
        },
      );
    await expect(installed(playground).graphql('{ viewer { login } }')).resolves.toBeTruthy();
    await expect(react()).rejects.toMatchObject({ status: 500 });
    await expect(react()).resolves.toBeTruthy();
  });

  it('lose or double a delivery', async () => {
    const playground = await playgroundWith();
    const hooks = await hookReceiver();
    playground.setWebhookUrl(hooks.url);
    playground.orderFault({ match: { event: 'issues.opened' }, effect: { do: 'drop' } });
    playground.orderFault({ match: { event: 'issues.opened' }, effect: { do: 'duplicate' }, skip: 0 });
    const writer = person(playground, 'writer');
    await writer.issues.create({ ...sample, title: 'Lost' });
    await writer.issues.create({ ...sample, title: 'Doubled' });
    await playground.settled();
    const titles = hooks.received.map(hook => (hook.payload['issue'] as { title: string }).title);
    expect(titles).toEqual(['Doubled', 'Doubled']);
    expect(new Set(hooks.received.map(hook => hook.guid)).size).toBe(1);
  });
});

async function control(
  playground: Playground,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${playground.url}/_playground/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

describe('control over HTTP', () => {
  it('counts what the App asked', async () => {
    const playground = await playgroundWith();
    const octokit = installed(playground);
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    await octokit.issues.get({ ...sample, issue_number: 1 });
    await octokit.graphql('query Who { viewer { login } }');
    const answer = await control(playground, 'GET', 'requests?by=app');
    expect(answer).toMatchObject({ count: 3, writes: 1 });
    expect(answer['requests']).toMatchObject([
      { kind: 'rest', method: 'POST', status: 201, actor: 'redfirst' },
      { kind: 'rest', method: 'GET', status: 200, actor: 'redfirst[bot]' },
      { kind: 'graphql', operation: 'query Who viewer', status: 200 },
    ]);
  });

  it('imports, sets the webhook and orders faults', async () => {
    const playground = await playgroundWith();
    const made = await control(playground, 'POST', 'repositories', { owner: 'me', name: 'empty' });
    const settings = await control(playground, 'POST', 'settings', { webhookUrl: 'http://127.0.0.1:9/' });
    await control(playground, 'POST', 'faults', { match: { path: '/app' }, effect: { do: 'answer', status: 503 } });
    expect(made).toMatchObject({ fullName: 'me/empty', defaultBranch: 'main' });
    expect(settings).toMatchObject({ webhookUrl: 'http://127.0.0.1:9/' });
    expect((await fetch(`${playground.url}/app`)).status).toBe(503);
    const missing = await control(playground, 'POST', 'repositories', {
      owner: 'me',
      name: 'x',
      from: '/no/such/place',
    });
    expect(missing).toMatchObject({ message: 'There is no directory /no/such/place.' });
  });
});
