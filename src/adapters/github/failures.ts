import { Failure } from '../../domain/failure.ts';

interface HttpFault {
  status: number;
  headers: Record<string, string | undefined>;
  message: string;
}

const minute = 60_000;

/** How long GitHub asks to be left alone (docs.github.com, "Rate limits for the REST API": exceeding the rate limit). */
export function retryAfterOf(headers: Record<string, string | undefined>, now: number): number {
  const seconds = Number(headers['retry-after']);
  if (Number.isFinite(seconds) && headers['retry-after'] !== undefined) return seconds * 1000;
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)) return Math.max(reset - now, 1000);
  return minute;
}

function isRateLimit({ status, headers, message }: HttpFault): boolean {
  if (status === 429) return true;
  return (
    status === 403 &&
    (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(message))
  );
}

/** An HTTP answer that is not a success, sorted by what can be done about it. */
export function failureOfStatus(fault: HttpFault, what: string): Failure {
  const failure = (reason: string, retryable: boolean, retryAfter?: number) =>
    new Failure(`GitHub answered ${fault.status} to ${what}: ${fault.message}`, {
      source: 'github',
      reason,
      retryable,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  if (isRateLimit(fault)) return failure('rate-limited', true, retryAfterOf(fault.headers, Date.now()));
  if (fault.status === 401) return failure('unauthorised', false);
  if (fault.status === 403) return failure(/suspended/i.test(fault.message) ? 'suspended' : 'denied', false);
  if (fault.status === 404 || fault.status === 410 || fault.status === 451) return failure('gone', false);
  if (fault.status === 409 || fault.status === 422) return failure('rejected', false);
  return failure('unavailable', fault.status >= 500);
}

const reasonOfType: Record<string, { reason: string; retryable: boolean }> = {
  STALE_DATA: { reason: 'stale-head', retryable: true },
  NOT_FOUND: { reason: 'gone', retryable: false },
  FORBIDDEN: { reason: 'denied', retryable: false },
  RATE_LIMITED: { reason: 'rate-limited', retryable: true },
  UNPROCESSABLE: { reason: 'rejected', retryable: false },
};

/** A GraphQL answer with errors. An error without a type is GitHub's "Something went wrong": worth another look. */
export function failureOfGraphql(errors: readonly { type?: string; message: string }[], what: string): Failure {
  const [first] = errors;
  const known = reasonOfType[first?.type ?? ''] ?? { reason: 'unavailable', retryable: true };
  const text = errors.map(error => error.message).join('; ');
  return new Failure(`GitHub refused ${what}: ${text}`, {
    source: 'github',
    ...known,
    ...(known.reason === 'rate-limited' ? { retryAfter: minute } : {}),
  });
}
