import { describe, expect, it } from 'vitest';
import type { GraphqlError } from '../../../src/adapters/github/failures.ts';
import { failureOfGraphql, failureOfStatus, retryAfterOf } from '../../../src/adapters/github/failures.ts';

const date = 'Tue, 07 Feb 2023 14:54:39 GMT';
const inSeconds = (seconds: number) => String(Date.parse(date) / 1000 + seconds);

describe('how long GitHub asks to be left alone', () => {
  it.each([
    ['retry-after', { 'retry-after': '30' }, 30_000],
    [
      'retry-after over the reset',
      { 'retry-after': '30', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(2400), date },
      30_000,
    ],
    [
      'the reset when nothing is left, on the clock of GitHub',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(2400), date },
      2_400_000,
    ],
    ['a reset that has just passed', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(-3), date }, 1000],
    [
      'no reset while something is left',
      { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': inSeconds(60), date },
      undefined,
    ],
    ['nothing named', {}, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
  ])('%s', (_, headers, expected) => {
    expect(retryAfterOf(headers)).toBe(expected);
  });
});

describe('an HTTP answer that is no success', () => {
  const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(60), date };
  const left = { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': inSeconds(60), date };
  it.each([
    ['429 is a limit', 429, { 'retry-after': '300' }, 'Too many', { reason: 'rate-limited', retryAfter: 300_000 }],
    [
      '403 with retry-after is a limit',
      403,
      { 'retry-after': '30' },
      'Slow down',
      { reason: 'rate-limited', retryAfter: 30_000 },
    ],
    [
      '403 with nothing left is the primary limit',
      403,
      spent,
      'API rate limit exceeded for installation ID 1.',
      { reason: 'rate-limited', retryAfter: 60_000 },
    ],
    [
      '403 that says so is the secondary limit',
      403,
      left,
      'You have exceeded a secondary rate limit.',
      { reason: 'rate-limited', retryAfter: undefined },
    ],
    [
      '403 for an installation that is suspended',
      403,
      left,
      'This installation has been suspended',
      { reason: 'suspended', retryable: false },
    ],
    ['any other 403', 403, left, 'Resource not accessible by integration', { reason: 'denied', retryable: false }],
    ['401', 401, left, 'Bad credentials', { reason: 'unauthorised', retryable: false }],
    ['404', 404, left, 'Not Found', { reason: 'gone', retryable: false }],
    ['410', 410, left, 'This issue was deleted', { reason: 'gone' }],
    ['451', 451, left, 'Repository access blocked', { reason: 'gone' }],
    ['409', 409, left, 'Git Repository is empty.', { reason: 'rejected', retryable: false }],
    ['422', 422, left, 'Validation Failed', { reason: 'rejected', retryable: false }],
    ['500', 500, left, 'Server Error', { reason: 'unavailable', retryable: true, retryAfter: undefined }],
    ['502', 502, left, '<html>', { reason: 'unavailable', retryable: true }],
    ['503 with a time', 503, { 'retry-after': '120' }, 'Maintenance', { reason: 'unavailable', retryAfter: 120_000 }],
  ])('%s', (_, status, headers, message, expected) => {
    expect(failureOfStatus({ status, headers, message }, 'a request')).toMatchObject({ source: 'github', ...expected });
  });

  it('is told in one short line', () => {
    const message = `<html>\n${'x'.repeat(5000)}`;
    expect(failureOfStatus({ status: 502, headers: {}, message }, 'Facts').message).toBe(
      'GitHub answered 502 to Facts: <html>',
    );
    expect(
      failureOfStatus({ status: 502, headers: {}, message: 'y'.repeat(5000) }, 'Facts').message.length,
    ).toBeLessThan(400);
  });
});

const stale: GraphqlError = {
  type: 'STALE_DATA',
  path: ['createCommitOnBranch'],
  message: 'Expected branch to point to "d8a7a1d" but it did not.  Pull and try again.',
};
const taken: GraphqlError = {
  type: 'UNPROCESSABLE',
  path: ['createRef'],
  extensions: {},
  message: 'A ref named "refs/heads/tdd/7-x" already exists in the repository.',
};

describe('a GraphQL answer with errors', () => {
  const missing = 'Could not resolve to an Issue with the number of 7.';
  it.each<[string, GraphqlError[], boolean, object]>([
    ['a head that moved', [stale], true, { reason: 'stale-head', retryable: true }],
    ['a head that moved, behind another error', [taken, stale], true, { reason: 'stale-head' }],
    [
      'a missing issue',
      [{ type: 'NOT_FOUND', path: ['repository', 'issue'], message: missing }],
      false,
      { reason: 'gone', retryable: false },
    ],
    [
      'a node that is gone when it is written to',
      [{ type: 'NOT_FOUND', path: ['status'], message: missing }],
      true,
      { reason: 'gone', retryable: true },
    ],
    [
      'something deep down that is not found',
      [{ type: 'NOT_FOUND', path: ['repository', 'refs', 'nodes', 0], message: missing }],
      false,
      { reason: 'unavailable', retryable: true },
    ],
    [
      'a permission that is missing',
      [{ type: 'FORBIDDEN', path: ['repository'], message: 'Resource not accessible by integration' }],
      false,
      { reason: 'denied', retryable: false },
    ],
    [
      'a refusal',
      [{ type: 'UNPROCESSABLE', path: ['createPullRequest'], message: 'No commits between main and tdd/7-x' }],
      true,
      { reason: 'rejected', retryable: false },
    ],
    [
      'what is there already',
      [
        {
          type: 'UNPROCESSABLE',
          path: ['createPullRequest'],
          message: 'A pull request already exists for acme:tdd/7-x.',
        },
      ],
      true,
      { reason: 'rejected', retryable: true },
    ],
    [
      'a limit',
      [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }],
      false,
      { reason: 'rate-limited', retryAfter: 60_000 },
    ],
    [
      'a limit without a type',
      [{ message: 'You have exceeded a secondary rate limit.' }],
      false,
      { reason: 'rate-limited' },
    ],
    [
      'a server that does not know a field',
      [{ message: "Field 'x' doesn't exist on type 'Ref'", extensions: { code: 'undefinedField' } }],
      false,
      { reason: 'rejected', retryable: false },
    ],
    [
      'something that went wrong',
      [{ message: 'Something went wrong while executing your query.' }],
      false,
      { reason: 'unavailable', retryable: true },
    ],
  ])('%s', (_, errors, writes, expected) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(60), date };
    expect(failureOfGraphql({ errors, headers, what: 'Facts', writes })).toMatchObject({
      source: 'github',
      ...expected,
    });
  });
});
