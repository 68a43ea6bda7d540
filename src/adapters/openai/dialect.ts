import type { z } from 'zod';
import type { Said, Tool, ToolCall } from '../../domain/dialogue.ts';
import { Failure } from '../../domain/failure.ts';
import type { OpenAiSettings } from './settings.ts';

/** What the model is to say next: an answer that fits the schema, where there is one, or the next turn of a dialogue. */
export interface Turn {
  name: string;
  system: string;
  said: readonly Said[];
  tools: readonly Tool[];
  schema?: z.ZodType;
  /** Which feature it is about. */
  feature?: string | undefined;
  signal: AbortSignal;
}

/** Tokens of one answer; `cached` and `cacheWritten` are among the input. */
export interface Usage {
  input: number;
  cached: number;
  cacheWritten: number;
  output: number;
}

/** What came back. */
export type Heard = { usage: Usage | undefined } & (
  | { kind: 'turn'; text: string; calls: ToolCall[]; reasoning?: string }
  | { kind: 'refused'; text: string }
  | { kind: 'truncated' }
);

/** What a server was found to take. */
export interface Manners {
  streams: boolean;
  /** Gives the model's thoughts sealed, to be given back. */
  sealsReasoning: boolean;
}

/** One of OpenAI's APIs: how a turn is asked for, and how the answer is read. */
export interface Dialect {
  path: string;
  bodyOf(turn: Turn, settings: OpenAiSettings, manners: Manners): object;
  /** The answer in one piece, from its events. Throws {@link Failure} when they end too early. */
  gather(events: AsyncIterable<unknown>): Promise<unknown>;
  /** Reads an answer in one piece. Throws {@link Failure} when it is none. */
  heardIn(answer: unknown, turn: Turn): Heard;
}

/** A proxy or a web page that answers 200: nothing that asking again would change. */
export function notAnAnswer(what: string, path: string): Failure {
  return new Failure(
    `The model server answered, but not with a ${what}. Check that OPENAI_BASE_URL ends where \`${path}\` begins.`,
    { source: 'model', reason: 'rejected', retryable: false },
  );
}

/** The line went dead in the middle of an answer. */
export function cutOffFailure(): Failure {
  return new Failure('The model server stopped in the middle of its answer.', {
    source: 'model',
    reason: 'unavailable',
    retryable: true,
  });
}

export const filtered = "The server's content filter stopped the answer.";
