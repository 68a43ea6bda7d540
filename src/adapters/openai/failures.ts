import OpenAI from 'openai';
import { Failure } from '../../domain/failure.ts';

const longestMessage = 300;

/** Why the model server could not be had, from what the SDK threw. A {@link Failure} passes through as it is. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof OpenAI.APIConnectionError) {
    return failure('The model server cannot be reached. Check OPENAI_BASE_URL and the network.', 'unavailable', error);
  }
  if (!(error instanceof OpenAI.APIError)) {
    return failure('The model server sent something that cannot be read.', 'unavailable', error);
  }
  return failureOfStatus(error);
}

/** The turn ended (cancelled, lease lost, shutdown) while the model was thinking. */
export function abortedFailure(cause: unknown): Failure {
  return failure('The call to the model was given up because the turn ended.', 'aborted', cause);
}

/** No answer in the time allowed. */
export function timedOutFailure(timeout: number, cause?: unknown): Failure {
  return failure(`The model did not answer within ${timeout / 1000} s (REDFIRST_MODEL_TIMEOUT).`, 'timed-out', cause);
}

/** No word for too long: a server that thinks in silence for longer is one that died. */
export function silentFailure(limit: number): Failure {
  const message = `The model server has said nothing for ${limit / 1000} s (REDFIRST_MODEL_IDLE_TIMEOUT).`;
  return failure(message, 'timed-out', undefined);
}

const retryableReasons = ['unavailable', 'rate-limited', 'timed-out', 'aborted'];

function failure(message: string, reason: string, cause: unknown): Failure {
  return new Failure(message, { source: 'model', reason, retryable: retryableReasons.includes(reason) }, cause);
}

function failureOfStatus(error: InstanceType<typeof OpenAI.APIError>): Failure {
  const { status } = error;
  if (status === 401 || status === 403) {
    return failure(
      `The model server refused the key (${status}). Set OPENAI_API_KEY to one that may use this model.`,
      'unauthorised',
      undefined,
    );
  }
  if (error.code === 'insufficient_quota') {
    return failure('The account at the model server has no credit left.', 'rejected', error);
  }
  if (status === 429) return busy('The model server asks for patience (429).', 'rate-limited', error);
  if (status === 408 || status === 409 || (status ?? 500) >= 500) {
    return busy(`The model server is not well (${status ?? 'no status'}): ${said(error)}`, 'unavailable', error);
  }
  const remedy = status === 404 ? '. Check REDFIRST_MODEL, OPENAI_BASE_URL and OPENAI_API.' : '';
  return failure(`The model server rejects the request (${status}): ${said(error)}${remedy}`, 'rejected', error);
}

function busy(message: string, reason: string, error: InstanceType<typeof OpenAI.APIError>): Failure {
  const retryAfter = retryAfterOf(error.headers);
  return new Failure(
    message,
    { source: 'model', reason, retryable: true, ...(retryAfter === undefined ? {} : { retryAfter }) },
    error,
  );
}

/** A server that wants to be left alone for longer is asked once an hour all the same. */
const longestPatience = 3_600_000;

/**
 * Milliseconds of `retry-after-ms`, as OpenAI's servers send it, or of `retry-after`, which is seconds or a date
 * (RFC 9110, section 10.2.3).
 */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const [exact, coarse] = [headers?.get('retry-after-ms'), headers?.get('retry-after')];
  const waits = [...(exact ? [Number(exact)] : []), ...(coarse ? [secondsOrDate(coarse)] : [])];
  const wait = waits.find(milliseconds => !Number.isNaN(milliseconds));
  return wait === undefined ? undefined : Math.min(Math.max(0, wait), longestPatience);
}

const secondsOrDate = (value: string): number =>
  Number.isNaN(Number(value)) ? Date.parse(value) - Date.now() : Number(value) * 1000;

const said = (error: Error) => error.message.replace(/^\d{3} /, '').slice(0, longestMessage);
