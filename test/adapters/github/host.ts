import { generateKeyPairSync } from 'node:crypto';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Connection, ConnectionOptions } from '../../../src/adapters/github/connection.ts';
import { connect } from '../../../src/adapters/github/connection.ts';
import type { Clock } from '../../../src/adapters/github/gate.ts';
import type { Failure } from '../../../src/domain/failure.ts';

export const api = 'https://api.github.com';
export const token = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a';
export const repository = { installationId: 1, id: 2, owner: 'acme', name: 'shelf', nodeId: 'R_2' };
export const feature = { repository, issue: 7 };

export const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** Time that passes only when somebody waits, or the test says so. */
export function handClock(): Clock & { waits: number[]; pass(milliseconds: number): void } {
  let time = 1000;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    pass: milliseconds => {
      time += milliseconds;
    },
    wait: async milliseconds => {
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}

/** A connection to github.com, which nock stands in for, on a clock of its own. */
export function connectionWith(over: Partial<ConnectionOptions> = {}) {
  const clock = handClock();
  const warnings: object[] = [];
  const log = { debug() {}, info() {}, error() {}, warn: (fields: object) => void warnings.push(fields) };
  const options = { appId: 4, privateKey, apiUrl: api, gitUrl: 'https://github.com', writeSpacing: 1000, log, clock };
  const connection: Connection = connect({ ...options, ...over });
  return { connection, clock, warnings };
}

export interface TokenRequest {
  repository_ids?: number[];
  permissions?: Record<string, string>;
}

/** Answers requests for tokens of an installation, and gives them as they came. */
export function serveTokens(installation = 1, tokens: readonly string[] = [token]): TokenRequest[] {
  const requests: TokenRequest[] = [];
  for (const each of tokens) {
    nock(api)
      .post(`/app/installations/${installation}/access_tokens`, body => requests.push(body) > 0)
      .reply(201, {
        token: each,
        expires_at: '2126-07-11T22:14:10Z',
        permissions: { metadata: 'read' },
        repository_selection: 'selected',
      });
  }
  return requests;
}

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  authorization: string | null;
}

type Reply = [status: number, body: unknown, headers?: Record<string, string>];

/** Answers GraphQL requests in this order, each once, and gives them as they came. */
export function serveGraphql(...replies: readonly Reply[]): GraphqlRequest[] {
  const requests: GraphqlRequest[] = [];
  for (const [status, body, headers = {}] of replies) {
    nock(api)
      .post('/graphql')
      .reply(async (request: Request) => {
        const { query, variables } = (await request.json()) as GraphqlRequest;
        requests.push({ query, variables, authorization: request.headers.get('authorization') });
        return [status, body as nock.Body, { 'content-type': 'application/json; charset=utf-8', ...headers }] as const;
      });
  }
  return requests;
}

/** The failure that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  return promise.then(
    value => expect.fail(`no failure but ${JSON.stringify(value)}`),
    error => error as Failure,
  );
}

/** Nothing reaches the network, and everything that was to be asked for was. */
export function onlyWhatIsServed(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    const unasked = nock.pendingMocks();
    nock.cleanAll();
    expect(unasked).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
