import { z } from 'zod';
import type { ModelStep } from '../../domain/dialogue.ts';
import type { ModelReply } from '../../domain/model-reply.ts';
import type { Spend } from '../../domain/stage.ts';
import type { Heard } from './dialect.ts';
import { parsedJson } from './json-schema.ts';

const longestProblem = 1_000;

/** What was heard as an answer that fits the schema, or why there is none. */
export function replyOf<T>(heard: Heard, schema: z.ZodType<T>, spend: Spend): ModelReply<T> {
  if (heard.kind === 'refused') return { kind: 'refused', text: heard.text, spend };
  if (heard.kind === 'truncated') return { kind: 'truncated', spend };
  return { ...valueIn(heard.text, schema), spend };
}

/** What was heard as the next turn of a dialogue. */
export function stepOf(heard: Heard, spend: Spend): ModelStep {
  if (heard.kind === 'refused') return { kind: 'refused', text: heard.text, spend };
  if (heard.kind === 'truncated') return { kind: 'truncated', spend };
  const { text, calls, reasoning } = heard;
  return { kind: 'step', text, calls, ...(reasoning === undefined ? {} : { reasoning }), spend };
}

type Value<T> = { kind: 'answer'; value: T } | { kind: 'junk'; problem: string };

function valueIn<T>(content: string, schema: z.ZodType<T>): Value<T> {
  if (content.trim() === '') return { kind: 'junk', problem: 'The answer is empty.' };
  const json = parsedJson(content);
  if (json === undefined) return { kind: 'junk', problem: 'The answer is not JSON.' };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: 'answer', value: parsed.data };
  return { kind: 'junk', problem: z.prettifyError(parsed.error).slice(0, longestProblem) };
}
