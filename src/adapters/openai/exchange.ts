import { randomUUID } from 'node:crypto';
import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { startClock, watched } from './clock.ts';
import type { Dialect, Heard, Manners, Turn } from './dialect.ts';
import { abortedFailure, timedOutFailure } from './failures.ts';
import { parsedJson } from './json-schema.ts';
import type { OpenAiSettings } from './settings.ts';

/** The line to one server. */
export interface Line {
  client: OpenAI;
  dialect: Dialect;
  settings: OpenAiSettings;
}

/**
 * One request and its answer, whichever way it comes: a server may answer in one piece though it was asked for events.
 * Throws what the SDK throws, or a {@link Failure} when the turn ended or the time was up.
 */
export async function exchange(line: Line, turn: Turn, manners: Manners): Promise<Heard> {
  const { dialect, settings } = line;
  const { timeout, idleTimeout, tape } = settings;
  const body = dialect.bodyOf(turn, settings, manners);
  const question = { name: turn.name, path: dialect.path, body, last: turn.said.at(-1)?.text ?? '' };
  if (tape?.play) return dialect.heardIn(await tape.play(question), turn);
  const clock = startClock({ timeout, idleTimeout: manners.streams ? idleTimeout : undefined });
  const signal = AbortSignal.any([turn.signal, clock.signal]);
  try {
    const response = watched(await post(line, body, { name: turn.name, signal }), clock);
    const answer = await answerIn(response, dialect);
    // The SDK takes an aborted stream for one that has ended.
    signal.throwIfAborted();
    const heard = dialect.heardIn(answer, turn);
    await tape?.keep?.(question, answer);
    return heard;
  } catch (error) {
    if (turn.signal.aborted) throw abortedFailure(error);
    if (clock.signal.aborted) throw clock.signal.reason;
    if (error instanceof OpenAI.APIConnectionTimeoutError) throw timedOutFailure(timeout, error);
    throw error;
  } finally {
    clock.stop();
  }
}

function post({ client, dialect }: Line, body: object, { name, signal }: { name: string; signal: AbortSignal }) {
  const headers = { 'x-client-request-id': requestIdOf(name) };
  return client.post(dialect.path, { body, headers, signal }).asResponse();
}

/** Names the call in the server's log (https://platform.openai.com/docs/api-reference/debugging-requests). */
const requestIdOf = (name: string) => `${name}:${randomUUID()}`;

async function answerIn(response: Response, dialect: Dialect): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('text/event-stream')) return parsedJson(await response.text());
  return dialect.gather(Stream.fromSSEResponse(response, new AbortController()));
}
