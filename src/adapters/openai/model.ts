import OpenAI from 'openai';
import { Failure } from '../../domain/failure.ts';
import type { Model } from '../../ports/model.ts';
import { gatherChunks, heardInCompletion } from './chat-answer.ts';
import { chatRequestOf } from './chat-request.ts';
import type { Dialect, Heard, Turn } from './dialect.ts';
import { exchange } from './exchange.ts';
import { mannersOf } from './manners.ts';
import { persist } from './persist.ts';
import { replyOf, stepOf } from './reply.ts';
import { gatherEvents, heardInResponse } from './responses-answer.ts';
import { responseRequestOf } from './responses-request.ts';
import { isOpenAi, type OpenAiSettings, openAiHost } from './settings.ts';
import { spendOf } from './spend.ts';

const dialects: Record<'chat' | 'responses', Dialect> = {
  chat: { path: '/chat/completions', bodyOf: chatRequestOf, gather: gatherChunks, heardIn: heardInCompletion },
  responses: { path: '/responses', bodyOf: responseRequestOf, gather: gatherEvents, heardIn: heardInResponse },
};

/** A model with structured output and tools, on OpenAI or any server that speaks one of its two APIs. */
export function openAiModel(settings: OpenAiSettings): Model {
  const { apiKey, model, price, timeout, baseURL = openAiHost } = settings;
  const { api = isOpenAi(baseURL) ? 'responses' : 'chat' } = settings;
  const client = new OpenAI({ apiKey, baseURL, timeout, maxRetries: 0, logLevel: 'off' });
  const line = { client, dialect: dialects[api], settings };
  const withManners = mannersOf();
  const hear = (turn: Turn) => persist(turn.signal, () => withManners(manners => exchange(line, turn, manners)));
  const spend = ({ usage }: Heard) => spendOf(usage, { model, baseURL, price });
  return {
    isAvailable: true,
    async ask({ user, ...call }) {
      const heard = await hear({ ...call, said: [{ by: 'user', text: user }], tools: [] });
      return replyOf(heard, call.schema, spend(heard));
    },
    async step(dialogue) {
      const heard = await hear(dialogue);
      return stepOf(heard, spend(heard));
    },
  };
}

/** Stands in where no model is configured: Redfirst is the referee alone. */
export const absentModel: Model = { isAvailable: false, ask: nobody, step: nobody };

function nobody(): Promise<never> {
  const message = 'No model is configured. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.';
  return Promise.reject(new Failure(message, { source: 'model', reason: 'absent', retryable: false }));
}
