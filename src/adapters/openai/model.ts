import OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { Failure } from '../../domain/failure.ts';
import type { Model, ModelCall } from '../../ports/model.ts';
import { abortedFailure, timedOutFailure } from './failures.ts';
import { persist } from './persist.ts';
import { replyOf } from './reply.ts';
import { responseFormatOf } from './response-format.ts';
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

/** A model behind chat completions with structured output, on OpenAI or any compatible server. */
export function openAiModel(settings: OpenAiSettings): Model {
  const { apiKey, model, price, timeout, baseURL = openAiHost } = settings;
  const client = new OpenAI({ apiKey, baseURL, timeout, maxRetries: 0, logLevel: 'off' });
  return {
    isAvailable: true,
    async ask(call) {
      const request = requestOf(call, settings);
      const completion = await persist(call.signal, () => complete(client, request, { signal: call.signal, timeout }));
      return replyOf(completion, call.schema, spendOf(completion.usage, { model, baseURL, price }));
    },
  };
}

/** Stands in where no model is configured: Redfirst is the referee alone. */
export const absentModel: Model = {
  isAvailable: false,
  ask() {
    const message = 'No model is configured. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.';
    return Promise.reject(new Failure(message, { source: 'model', reason: 'absent', retryable: false }));
  },
};

function requestOf<T>(call: ModelCall<T>, settings: OpenAiSettings): ChatCompletionCreateParamsNonStreaming {
  const { model, maxOutputTokens, temperature } = settings;
  return {
    model,
    messages: [
      { role: 'system', content: call.system },
      { role: 'user', content: call.user },
    ],
    response_format: responseFormatOf(call.name, call.schema),
    max_completion_tokens: maxOutputTokens,
    ...(temperature === undefined ? {} : { temperature }),
  };
}

/** One request. The SDK's own time-out ends with the headers; this one covers the body as well. */
async function complete(
  client: OpenAI,
  request: ChatCompletionCreateParamsNonStreaming,
  { signal, timeout }: { signal: AbortSignal; timeout: number },
): Promise<ChatCompletion> {
  const clock = AbortSignal.timeout(timeout);
  try {
    return await client.chat.completions.create(request, { signal: AbortSignal.any([signal, clock]) });
  } catch (error) {
    if (signal.aborted) throw abortedFailure(error);
    if (clock.aborted || error instanceof OpenAI.APIConnectionTimeoutError) throw timedOutFailure(timeout, error);
    throw error;
  }
}
