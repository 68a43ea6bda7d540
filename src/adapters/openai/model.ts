import { randomUUID } from 'node:crypto';
import OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { Failure } from '../../domain/failure.ts';
import type { Dialogue, Model, ModelCall } from '../../ports/model.ts';
import { dialogueParamsOf, stepOf } from './chat-dialogue.ts';
import { abortedFailure, timedOutFailure } from './failures.ts';
import { constrainedSchemaOf } from './json-schema.ts';
import { persist } from './persist.ts';
import { replyOf } from './reply.ts';
import { type Price, spendOf } from './spend.ts';

/** Which model, where, and how much of it. */
export interface OpenAiSettings {
  apiKey: string;
  /** Any server with OpenAI's chat completions; OpenAI's own when missing. */
  baseURL?: string | undefined;
  model: string;
  /** Milliseconds that one answer may take. */
  timeout: number;
  maxOutputTokens: number;
  /** Left out of the request when missing: some models accept none. */
  temperature?: number | undefined;
  price?: Price | undefined;
}

/** Where OpenAI itself is. */
export const openAiHost = 'https://api.openai.com/v1';

/** A model behind chat completions, with structured output and tools, on OpenAI or any compatible server. */
export function openAiModel(settings: OpenAiSettings): Model {
  const { apiKey, model, price, timeout, baseURL = openAiHost } = settings;
  const client = new OpenAI({ apiKey, baseURL, timeout, maxRetries: 0, logLevel: 'off' });
  const spend = ({ usage }: ChatCompletion) => spendOf(usage, { model, baseURL, price });
  const send = (params: Question, { name, signal }: Pick<Dialogue, 'name' | 'signal'>) =>
    persist(signal, () => complete(client, { ...limitsOf(settings), ...params }, { name, signal, timeout }));
  return {
    isAvailable: true,
    async ask(call) {
      const completion = await send(questionOf(call), call);
      return replyOf(completion, call.schema, spend(completion));
    },
    async step(dialogue) {
      const completion = await send(dialogueParamsOf(dialogue), dialogue);
      return stepOf(completion, dialogue, spend(completion));
    },
  };
}

/** Stands in where no model is configured: Redfirst is the referee alone. */
export const absentModel: Model = { isAvailable: false, ask: nobody, step: nobody };

function nobody(): Promise<never> {
  const message = 'No model is configured. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.';
  return Promise.reject(new Failure(message, { source: 'model', reason: 'absent', retryable: false }));
}

type Question = Pick<ChatCompletionCreateParamsNonStreaming, 'messages' | 'tools' | 'response_format'>;

function limitsOf({ model, maxOutputTokens, temperature }: OpenAiSettings) {
  return {
    model,
    max_completion_tokens: maxOutputTokens,
    ...(temperature === undefined ? {} : { temperature }),
  };
}

function questionOf<T>({ name, system, user, schema }: ModelCall<T>): Question {
  return {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: { name, strict: true, schema: constrainedSchemaOf(schema).schema },
    },
  };
}

/** One request. The SDK's own time-out ends with the headers; this one covers the body as well. */
async function complete(
  client: OpenAI,
  request: ChatCompletionCreateParamsNonStreaming,
  { name, signal, timeout }: { name: string; signal: AbortSignal; timeout: number },
): Promise<ChatCompletion> {
  const clock = AbortSignal.timeout(timeout);
  try {
    return await client.chat.completions.create(request, {
      headers: { 'x-client-request-id': requestIdOf(name) },
      signal: AbortSignal.any([signal, clock]),
    });
  } catch (error) {
    if (signal.aborted) throw abortedFailure(error);
    if (clock.aborted || error instanceof OpenAI.APIConnectionTimeoutError) throw timedOutFailure(timeout, error);
    throw error;
  }
}

/** Names the call in the server's log (https://platform.openai.com/docs/api-reference/debugging-requests). */
const requestIdOf = (name: string) => `${name}:${randomUUID()}`;
