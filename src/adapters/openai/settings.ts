import type { Tape } from './recordings.ts';

/** Which model, where, and how much of it. */
export interface OpenAiSettings {
  apiKey: string;
  /** Any server with one of OpenAI's APIs; OpenAI's own when missing. */
  baseURL?: string | undefined;
  /** How the server is spoken to. Responses on OpenAI's own host and chat completions elsewhere when missing. */
  api?: 'responses' | 'chat' | undefined;
  model: string;
  /** Milliseconds that one answer may take. */
  timeout: number;
  /** Milliseconds that a server may say nothing at all while an answer is asked for. */
  idleTimeout: number;
  maxOutputTokens: number;
  /** Left out of the request when missing: some models accept none. */
  temperature?: number | undefined;
  price?: Price | undefined;
  /** Keeps exchanges, or answers in the server's place. */
  tape?: Tape | undefined;
}

/** US dollars for a million tokens, for a model that no price list knows. */
export interface Price {
  input: number;
  output: number;
  /** Of input that the server had in its cache; as `input` when missing. */
  cached?: number | undefined;
}

/** Where OpenAI itself is. */
export const openAiHost = 'https://api.openai.com/v1';

/** Whether this is OpenAI's own server, which knows more than the compatible ones. */
export const isOpenAi = (baseURL: string) => new URL(baseURL).host === new URL(openAiHost).host;
