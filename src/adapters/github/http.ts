import { Failure } from '../../domain/failure.ts';
import type { Log } from '../../ports/log.ts';
import { failureOfSilence, failureOfStatus } from './failures.ts';

export interface HttpOptions {
  /** `https://api.github.com`, or `https://<host>/api/v3` for another host. */
  apiUrl: string;
  /** Milliseconds for one request with its answer; GitHub itself gives up after ten seconds. */
  requestTimeout?: number;
  log: Log;
}

/** Milliseconds for one request, where nothing else is said. */
export const timeoutOf = ({ requestTimeout = 30_000 }: HttpOptions): number => requestTimeout;

/** How each Octokit of ours is made: it never waits for ever, and what goes wrong is said by the failure, not logged. */
export function octokitOptions(options: HttpOptions) {
  const silent = () => {};
  return {
    baseUrl: options.apiUrl,
    userAgent: 'redfirst',
    request: { fetch: fetchWithin(timeoutOf(options)) },
    log: {
      debug: silent,
      info: silent,
      warn: (message: string) => options.log.warn({}, message),
      error: silent,
    },
  };
}

const bodiless = [204, 205, 304];

/** `fetch` that has the whole answer, body included, within a time. Octokit would take half a body for a whole one. */
function fetchWithin(timeout: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeout) });
    const body = await response.arrayBuffer();
    const { status, statusText, headers } = response;
    return new Response(bodiless.includes(status) ? null : body, { status, statusText, headers });
  };
}

/** Octokit's error for an answer that is not a success, as far as we read it. */
interface Refused {
  status: number;
  message: string;
  response: { headers: Record<string, string | number | undefined> };
}

const isRefused = (error: unknown): error is Refused =>
  error instanceof Error && 'status' in error && 'response' in error && error.response !== undefined;

/** Whether GitHub did not take the token. */
export const isUnauthorised = (error: unknown): boolean => isRefused(error) && error.status === 401;

/** What Octokit throws, in our words. It is not kept as the cause, since it holds the request. */
export function failureOf(error: unknown, what: string): Failure {
  if (error instanceof Failure) return error;
  if (!isRefused(error)) return failureOfSilence(error, what);
  const { status, message, response } = error;
  return failureOfStatus({ status, message, headers: response.headers }, what);
}

/** A token that was made a moment ago may not be known on every server of GitHub: the next turn may have more luck. */
export function failureOfFresh(error: unknown, what: string): Failure {
  const failure = failureOf(error, what);
  if (!isUnauthorised(error)) return failure;
  return new Failure(failure.message, { source: 'github', reason: failure.reason, retryable: true });
}
