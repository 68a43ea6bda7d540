import { Failure } from '../../domain/failure.ts';

type Headers = Partial<Record<string, string | number>>;

interface HttpFault {
  status: number;
  headers: Headers;
  message: string;
}

/** One of `errors` in a GraphQL answer, which comes with status 200. */
export interface GraphqlError {
  type?: string | null | undefined;
  message: string;
  path?: readonly (string | number)[] | null | undefined;
  extensions?: { code?: unknown } | null | undefined;
}

const second = 1000;

/**
 * Milliseconds that GitHub asks to be left alone, if it named a time (docs.github.com, "Rate limits for the REST API":
 * exceeding the rate limit). The reset is a time on GitHub's clock, so it is measured from GitHub's `date`, not ours.
 */
export function retryAfterOf(headers: Headers): number | undefined {
  const asked = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(asked)) return Math.max(asked, 1) * second;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * second;
  if (headers['x-ratelimit-remaining']?.toString() !== '0' || !Number.isFinite(reset)) return undefined;
  const now = Date.parse(String(headers['date'] ?? '')) || Date.now();
  return Math.max(reset - now, second);
}

const saysLimit = (message: string) => /rate limit/i.test(message);

function isRateLimit({ status, headers, message }: HttpFault): boolean {
  if (status === 429) return true;
  return status === 403 && (saysLimit(message) || retryAfterOf(headers) !== undefined);
}

/** An HTTP answer that is not a success, sorted by what can be done about it. */
export function failureOfStatus(fault: HttpFault, what: string): Failure {
  const { status, headers, message } = fault;
  const text = `GitHub answered ${status} to ${what}: ${brief(message)}`;
  const retryAfter = retryAfterOf(headers);
  if (isRateLimit(fault)) return limited(text, retryAfter);
  if (status >= 500) {
    const asked = headers['retry-after'] === undefined ? undefined : retryAfter;
    return failure(text, 'unavailable', { retryable: true, ...(asked !== undefined && { retryAfter: asked }) });
  }
  if (status === 401) return failure(text, 'unauthorised');
  if (status === 403) return failure(text, /suspended/i.test(message) ? 'suspended' : 'denied');
  if (status === 404 || status === 410 || status === 451) return failure(text, 'gone');
  return failure(text, 'rejected');
}

/** No answer at all, or half of one. */
export function failureOfSilence(error: unknown, what: string): Failure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return failure(`GitHub did not answer ${what} in time.`, 'timed-out', { retryable: true, cause });
  const why = error instanceof Error ? error.message : String(error);
  return failure(`GitHub could not be reached for ${what}: ${brief(why)}`, 'unreachable', { retryable: true, cause });
}

interface GraphqlFault {
  errors: readonly GraphqlError[];
  headers: Headers;
  what: string;
  writes: boolean;
}

/**
 * A GraphQL answer with errors. An error without a type is GitHub's "Something went wrong": worth another look. So is
 * whatever shows that a write was made on old facts, since the next turn reads them anew.
 */
export function failureOfGraphql({ errors, headers, what, writes }: GraphqlFault): Failure {
  const text = `GitHub refused ${what}: ${brief(errors.map(({ message }) => message).join('; '))}`;
  if (errors.some(({ type, message }) => type === 'RATE_LIMITED' || saysLimit(message)))
    return limited(text, retryAfterOf(headers));
  if (errors.some(({ type }) => type === 'STALE_DATA')) return failure(text, 'stale-head', { retryable: true });
  const [first] = errors;
  if (first?.type === 'NOT_FOUND' && (first.path?.length ?? 0) <= 2)
    return failure(text, 'gone', { retryable: writes });
  if (first?.type === 'FORBIDDEN' || first?.type === 'INSUFFICIENT_SCOPES') return failure(text, 'denied');
  if (first?.type === 'UNPROCESSABLE') return failure(text, 'rejected', { retryable: isTaken(first) });
  if (typeof first?.extensions?.code === 'string') return failure(text, 'rejected');
  return failure(text, 'unavailable', { retryable: true });
}

/** What was to be made is there already: somebody was faster, or we were and did not hear of it. */
export const isTaken = ({ message }: GraphqlError): boolean => /already exists/i.test(message);

/** An answer that is not what GitHub documents. It is never acted on. */
export function malformed(what: string, problem: string): Failure {
  return failure(`GitHub's answer to ${what} is not of the documented shape: ${problem}`, 'malformed', {
    retryable: true,
  });
}

function limited(text: string, retryAfter: number | undefined): Failure {
  return failure(text, 'rate-limited', { retryable: true, ...(retryAfter !== undefined && { retryAfter }) });
}

interface More {
  retryable: boolean;
  retryAfter?: number;
  cause?: unknown;
}

function failure(message: string, reason: string, { cause, ...retry }: More = { retryable: false }): Failure {
  return new Failure(message, { source: 'github', reason, ...retry }, cause);
}

/** GitHub's own words, without the page of HTML that a proxy may answer with. */
function brief(message: string): string {
  const [line = ''] = message.trim().split('\n');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
