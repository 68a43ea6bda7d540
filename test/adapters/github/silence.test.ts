import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { timeoutOf } from '../../../src/adapters/github/http.ts';
import { gitHubReader } from '../../../src/adapters/github/reader.ts';
import { connectionWith, failureOf, feature, repository, token } from './host.ts';

type Answer = (response: ServerResponse) => void;

const silence: Answer = () => {};
const reset: Answer = response => void response.destroy();
const half: Answer = response => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data":');
};
const halfAndReset: Answer = response => {
  half(response);
  setImmediate(() => response.destroy());
};
const giveToken: Answer = response => {
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ token }));
};

/** A host that answers requests for tokens, and all others, as told. */
async function hostThat(answers: { tokens?: Answer; others?: Answer }) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const isToken = request.url?.endsWith('/access_tokens');
    seen.push(isToken ? 'token' : 'other');
    (isToken ? (answers.tokens ?? giveToken) : (answers.others ?? silence))(response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const gitUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { connection } = connectionWith({ apiUrl: `${gitUrl}/api/v3`, gitUrl, requestTimeout: 300 });
  return { seen, connection, reader: gitHubReader(connection) };
}

it('a host that says nothing is given up, and not asked again at once', async () => {
  const { reader, seen } = await hostThat({});
  expect(await failureOf(reader.readFacts(feature))).toMatchObject({ reason: 'timed-out', retryable: true });
  expect(seen).toEqual(['token', 'other']);
});

it('so is one that gives no token', async () => {
  const { reader, connection, seen } = await hostThat({ tokens: silence });
  expect(await failureOf(reader.readFacts(feature))).toMatchObject({ reason: 'timed-out', retryable: true });
  expect(await failureOf(connection.token(repository))).toMatchObject({ reason: 'timed-out' });
  expect(seen).toEqual(['token', 'token']);
});

it('so is one whose token and answer together take too long', async () => {
  const late =
    (answer: Answer, after: number): Answer =>
    response =>
      void setTimeout(answer, after, response);
  const { connection } = await hostThat({ tokens: late(giveToken, 250), others: late(giveToken, 150) });
  const call = { as: { repository }, route: 'GET /meta', parameters: {}, answer: z.unknown() };
  expect(await failureOf(connection.rest(call))).toMatchObject({ reason: 'timed-out' });
});

it('half a minute is given where nothing else is said', () => {
  const { options } = connectionWith().connection;
  expect(timeoutOf(options)).toBe(30_000);
});

it('so is one that begins an answer', async () => {
  const { reader } = await hostThat({ others: half });
  expect(await failureOf(reader.readFacts(feature))).toMatchObject({ reason: 'timed-out' });
});

it('so is one that says nothing to the App itself', async () => {
  const { reader, seen } = await hostThat({});
  expect(await failureOf(reader.labelledIssues(() => ['x']))).toMatchObject({ reason: 'timed-out' });
  expect(seen).toEqual(['other']);
});

it.each([
  ['closes the line', reset],
  ['closes it within the answer', halfAndReset],
])('a host that %s is asked three times', async (_, others) => {
  const { reader, seen } = await hostThat({ others });
  expect(await failureOf(reader.readFacts(feature))).toMatchObject({ reason: 'unreachable', retryable: true });
  expect(seen).toEqual(['token', 'other', 'other', 'other']);
});

it('a host that is not there is named as unreachable', async () => {
  const { connection } = connectionWith({ apiUrl: 'http://127.0.0.1:1/api/v3', gitUrl: 'http://127.0.0.1:1' });
  expect(await failureOf(gitHubReader(connection).readFacts(feature))).toMatchObject({
    source: 'github',
    reason: 'unreachable',
    retryable: true,
  });
});
