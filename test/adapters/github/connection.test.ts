import { inspect } from 'node:util';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Connection } from '../../../src/adapters/github/connection.ts';
import {
  api,
  connectionWith,
  failureOf,
  onlyWhatIsServed,
  privateKey,
  repository,
  serveGraphql,
  serveTokens,
  token,
} from './host.ts';

onlyWhatIsServed();

const query = 'query Viewer { viewer { login } }';
const answer = z.object({ viewer: z.object({ login: z.string() }) });
const viewer = { data: { viewer: { login: 'redfirst[bot]' } } };

const ask = (connection: Connection, { installationId = 1, writes = false } = {}) =>
  connection.graphql({ as: { repository: { ...repository, installationId } }, query, variables: {}, answer, writes });

const badCredentials = { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' };

describe('a token', () => {
  it('is asked for one repository with what the stages need, once', async () => {
    const requests = serveTokens();
    const asked = serveGraphql([200, viewer], [200, viewer]);
    const { connection } = connectionWith();
    await ask(connection);
    await ask(connection);
    expect(await connection.token(repository)).toBe(token);
    expect(requests).toEqual([
      {
        repository_ids: [2],
        permissions: { contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write', metadata: 'read' },
      },
    ]);
    expect(asked.map(({ authorization }) => authorization)).toEqual([`token ${token}`, `token ${token}`]);
  });

  it('may only read where it is for a whole installation', async () => {
    const requests = serveTokens();
    serveGraphql([200, viewer]);
    const { connection } = connectionWith();
    await connection.graphql({ as: { installationId: 1 }, query, variables: {}, answer, writes: false });
    const permissions = { contents: 'read', issues: 'read', pull_requests: 'read', metadata: 'read' };
    expect(requests).toEqual([{ permissions }]);
  });

  it.each([false, true])('is made anew once when it is not taken; writes: %s', async writes => {
    serveTokens(1, [token, 'ghs_fresh']);
    const asked = serveGraphql([401, badCredentials], [200, viewer]);
    const { connection } = connectionWith();
    expect(await ask(connection, { writes })).toEqual(viewer.data);
    expect(asked.map(({ authorization }) => authorization)).toEqual([`token ${token}`, 'token ghs_fresh']);
  });

  it('is not made a third time', async () => {
    serveTokens(1, [token, 'ghs_fresh']);
    serveGraphql([401, badCredentials], [401, badCredentials]);
    expect(await failureOf(ask(connectionWith().connection))).toMatchObject({
      reason: 'unauthorised',
      retryable: true,
    });
  });

  it.each([
    ['suspended', 403, 'This installation has been suspended'],
    ['gone', 404, 'Not Found'],
    [
      'gone',
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    ],
    ['denied', 422, 'The permissions requested are not granted to this installation.'],
    ['unauthorised', 401, 'A JSON web token could not be decoded'],
  ])('that cannot be had: %s', async (reason, status, message) => {
    nock(api)
      .post('/app/installations/1/access_tokens')
      .times(reason === 'gone' ? 5 : 1)
      .reply(status, { message });
    expect(await failureOf(ask(connectionWith().connection))).toMatchObject({
      source: 'github',
      reason,
      retryable: false,
    });
  });

  it('that is none is neither used nor kept', async () => {
    for (const body of [{}, { token: '' }, { token: 'two\nlines' }])
      nock(api).post('/app/installations/1/access_tokens').reply(201, body);
    const { connection } = connectionWith();
    expect(await failureOf(connection.token(repository))).toMatchObject({ reason: 'malformed' });
    serveTokens();
    expect(await connection.token(repository)).toBe(token);
  });

  it('is asked for again on the clock of GitHub when ours is wrong', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString();
    const issued: number[] = [];
    const noteIssued = (authorization: string | null) => {
      const payload = String(authorization).split('.')[1] ?? '';
      issued.push(JSON.parse(Buffer.from(payload, 'base64url').toString()).iat);
      return true;
    };
    const message = "'Expiration time' claim ('exp') is too far in the future";
    const path = '/app/installations/1/access_tokens';
    nock(api).post(path).matchHeader('authorization', noteIssued).reply(401, { message }, { date });
    nock(api).post(path).matchHeader('authorization', noteIssued).reply(201, { token });
    const { connection, warnings } = connectionWith();
    expect(await connection.token(repository)).toBe(token);
    expect(Math.abs((issued.at(-1) ?? 0) - Date.parse(date) / 1000)).toBeLessThan(120);
    expect(warnings).toHaveLength(2);
  });
});

describe('a limit', () => {
  it.each([403, 429])('of status %i keeps the whole installation away, tokens too, and no other', async status => {
    serveTokens();
    serveTokens(2, ['ghs_other']);
    const message = 'You have exceeded a secondary rate limit.';
    serveGraphql([status, { message }, { 'retry-after': '300' }], [200, viewer], [200, viewer]);
    const { connection, clock } = connectionWith();
    expect(await failureOf(ask(connection))).toMatchObject({ reason: 'rate-limited', retryAfter: 300_000 });
    clock.pass(299_000);
    expect(await failureOf(ask(connection, { writes: true }))).toMatchObject({ retryAfter: 1000 });
    expect(await failureOf(connection.token({ installationId: 1, id: 3 }))).toMatchObject({ reason: 'rate-limited' });
    expect(await ask(connection, { installationId: 2 })).toEqual(viewer.data);
    clock.pass(1000);
    expect(await ask(connection)).toEqual(viewer.data);
  });

  it('that comes with status 200 is one too, until it is reset', async () => {
    serveTokens();
    const date = 'Tue, 07 Feb 2023 14:54:39 GMT';
    const reset = String(Date.parse(date) / 1000 + 2400);
    const headers = { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation ID 1.' }];
    serveGraphql([200, { errors }, headers]);
    const { connection } = connectionWith();
    expect(await failureOf(ask(connection))).toMatchObject({ retryable: true, retryAfter: 2_400_000 });
    expect(await failureOf(ask(connection))).toMatchObject({ reason: 'rate-limited', retryAfter: 2_400_000 });
  });
});

describe('an answer', () => {
  const html = '<html>Unicorn!</html>';
  it.each<[string, [number, unknown]]>([
    ['without the field that was asked for', [200, { data: { viewer: null } }]],
    ['without data', [200, {}]],
    ['that breaks off', [200, '{"data":{"viewer":{"log']],
    ['that is a web page', [200, html]],
  ])('%s is not acted on', async (_, reply) => {
    serveTokens();
    serveGraphql(reply, reply, reply);
    const failure = await failureOf(ask(connectionWith().connection));
    expect(failure).toMatchObject({ reason: 'malformed', retryable: true });
    expect(failure.message).toMatch(/^GitHub's answer to Viewer is not of the documented shape: /);
  });

  it('with errors is not acted on, however much data it holds', async () => {
    serveTokens();
    const errors = [{ type: 'FORBIDDEN', path: ['viewer'], message: 'Resource not accessible by integration' }];
    serveGraphql([200, { ...viewer, errors }]);
    expect(await failureOf(ask(connectionWith().connection))).toMatchObject({ reason: 'denied' });
  });

  it('is asked for again after a bad moment, but only for a read', async () => {
    serveTokens();
    const wrong = { data: null, errors: [{ message: 'Something went wrong while executing your query.' }] };
    serveGraphql([502, html], [200, wrong], [200, viewer], [502, html]);
    const { connection } = connectionWith();
    expect(await ask(connection)).toEqual(viewer.data);
    expect(await failureOf(ask(connection, { writes: true }))).toMatchObject({ reason: 'unavailable' });
  });
});

it('no failure holds a token or the key', async () => {
  serveTokens(1, [token, token]);
  serveGraphql([401, badCredentials], [401, badCredentials]);
  nock(api).post('/graphql').times(3).replyWithError(new Error('socket hang up'));
  const { connection } = connectionWith();
  const failures = [await failureOf(ask(connection)), await failureOf(ask(connection))];
  expect(failures.map(({ reason }) => reason)).toEqual(['unauthorised', 'unreachable']);
  const text = inspect(failures, { depth: 20, showHidden: true });
  expect([text.includes(token), text.includes(privateKey.slice(60, 100)), /eyJ/.test(text)]).toEqual([
    false,
    false,
    false,
  ]);
});
