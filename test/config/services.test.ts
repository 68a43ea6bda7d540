import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { describeProblems } from '../../src/config/problems.ts';

const withReady = (ready: string) => `services: [{ name: api, run: npm start, ready: ${ready} }]`;

describe('services in the configuration', () => {
  it.each([
    ['{ http: "http://localhost:3000/health?full=1" }', { http: 'http://localhost:3000/health?full=1', within: 30 }],
    ['{ log: Listening on, within: 5 }', { log: 'Listening on', within: 5 }],
    ['{ run: pg_isready }', { run: 'pg_isready', within: 30 }],
  ])('are ready as %s', (ready, expected) => {
    const parsed = parseConfig(withReady(ready));
    expect(parsed).toMatchObject({ kind: 'ok', config: { services: [{ name: 'api', run: 'npm start' }] } });
    expect(parsed.kind === 'ok' && parsed.config.services[0]?.ready).toEqual(expected);
  });

  it('are none unless named', () => {
    expect(parseConfig('')).toMatchObject({ kind: 'ok', config: { services: [] } });
  });

  it.each([
    [
      'no way to tell',
      '{ within: 3 }',
      '- `services[0].ready`: found `{"within":3}`; allowed: mapping with exactly one of `http`, `log` and `run`, and `within`.',
    ],
    [
      'two ways',
      '{ log: up, run: pg_isready }',
      '- `services[0].ready`: found `{"log":"up","run":"pg_isready"}`; allowed: mapping with exactly one of `http`, `log` and `run`, and `within`.',
    ],
    [
      'another host',
      '{ http: "http://example.com/" }',
      '- `services[0].ready.http`: found `"http://example.com/"`; allowed: address such as `http://127.0.0.1:8000/health`.',
    ],
    [
      'an unknown key',
      '{ log: up, until: 3 }',
      '- `services[0].ready.until`: found an unknown key; allowed: `http`, `log`, `run` or `within`.',
    ],
  ])('are refused with %s', (_name, ready, problem) => {
    const parsed = parseConfig(withReady(ready));
    expect(parsed.kind === 'invalid' && describeProblems(parsed.problems)).toBe(problem);
  });
});
