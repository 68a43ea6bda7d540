import type { ChatCompletion, ChatCompletionMessage } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { ModelReply } from '../../domain/model-reply.ts';
import type { Spend } from '../../domain/stage.ts';

const longestProblem = 1_000;

/** What came back: a message, or why there is none that is whole. */
type Choice =
  | { kind: 'said'; message: ChatCompletionMessage }
  | { kind: 'refused'; text: string }
  | { kind: 'truncated' };

/** Reads a completion: the first choice. Throws {@link Failure} when it is no completion. */
export function choiceOf(completion: ChatCompletion): Choice {
  const choice = completion.choices?.[0];
  if (!choice?.message) throw notACompletion();
  const { message, finish_reason: finish } = choice;
  if (message.refusal) return { kind: 'refused', text: message.refusal };
  if (finish === 'content_filter') return { kind: 'refused', text: "The server's content filter stopped the answer." };
  return finish === 'length' ? { kind: 'truncated' } : { kind: 'said', message };
}

/** Reads a completion: an answer that fits the schema, or why there is none. */
export function replyOf<T>(completion: ChatCompletion, schema: z.ZodType<T>, spend: Spend): ModelReply<T> {
  const choice = choiceOf(completion);
  if (choice.kind !== 'said') return { ...choice, spend };
  return { ...valueIn(choice.message.content ?? '', schema), spend };
}

type Value<T> = { kind: 'answer'; value: T } | { kind: 'junk'; problem: string };

function valueIn<T>(content: string, schema: z.ZodType<T>): Value<T> {
  if (content.trim() === '') return { kind: 'junk', problem: 'The answer is empty.' };
  const json = parse(content);
  if (json === undefined) return { kind: 'junk', problem: 'The answer is not JSON.' };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: 'answer', value: parsed.data };
  return { kind: 'junk', problem: z.prettifyError(parsed.error).slice(0, longestProblem) };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** A proxy or a web page that answers 200: nothing that asking again would change. */
function notACompletion(): Failure {
  return new Failure(
    'The model server answered, but not with a chat completion. Check that OPENAI_BASE_URL ends where `/chat/completions` begins.',
    { source: 'model', reason: 'rejected', retryable: false },
  );
}
