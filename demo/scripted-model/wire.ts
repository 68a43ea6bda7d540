import type { Utterance } from './utterance.ts';

/** What a request asks, whatever API it came by. */
export interface Asked {
  /** From the answer's schema; nothing where none is asked for. */
  name: string | undefined;
  model: string;
  /** All that was said, which is what a script is chosen by. */
  prompt: string;
  /** The tools in front of it, which a server's cache knows as well. */
  prefix: string;
  hasTools: boolean;
  /** Things said so far: what makes the ids of tool calls new in this dialogue, and the same when asked again. */
  turns: number;
  isStream: boolean;
  /** What is wrong with the request, as OpenAI would say it. */
  fault?: { status: number; message: string; param: string };
}

/** An answer before it takes the form of an API. */
export interface Answer {
  id: string;
  asked: Asked;
  utterance: Utterance;
  usage: Usage;
}

/** Tokens, at four characters each. */
export interface Usage {
  input: number;
  cached: number;
  output: number;
}

/** One of the APIs that the server speaks. */
export interface Wire {
  read(body: unknown): Asked;
  /** In one piece. */
  whole(answer: Answer, body: unknown): object;
  /** As server-sent events. */
  events(answer: Answer, body: unknown): Generator<string>;
}

/** Text in pieces, as a model that is slow to speak sends it. */
export const piecesOf = (text: string | null) => text?.match(/[\s\S]{1,400}/g) ?? [];

/** A text, or the texts of a list of parts. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map(part => String(part?.text ?? '')).join('') : '';
}
