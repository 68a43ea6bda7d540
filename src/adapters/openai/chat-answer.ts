import { z } from 'zod';
import type { ToolCall } from '../../domain/dialogue.ts';
import { cutOffFailure, filtered, type Heard, notAnAnswer, type Turn, type Usage } from './dialect.ts';

const words = z.string().nullish();
const ToolCallPart = z.object({
  index: z.number().nullish(),
  id: words,
  function: z.object({ name: words, arguments: words }).nullish(),
});
type ToolCallPart = z.infer<typeof ToolCallPart>;

/** A message, or a piece of one: servers leave out what they do not have. */
const Message = z.object({
  content: words,
  refusal: words,
  reasoning_content: words,
  tool_calls: z.array(ToolCallPart).nullish(),
});
type Message = z.infer<typeof Message>;

const UsageRead = z.object({
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  prompt_tokens_details: z
    .object({ cached_tokens: z.number().nullish(), cache_write_tokens: z.number().nullish() })
    .nullish(),
});

const Completion = z.object({
  choices: z.array(z.object({ message: Message, finish_reason: words })).min(1),
  usage: UsageRead.nullish().catch(undefined),
});

const Chunk = z.object({
  choices: z.array(z.object({ delta: Message.nullish(), finish_reason: words })).nullish(),
  usage: UsageRead.nullish().catch(undefined),
});

/** The completion that its chunks add up to. */
export async function gatherChunks(events: AsyncIterable<unknown>): Promise<unknown> {
  const message: Message & { tool_calls: ToolCallPart[] } = { tool_calls: [] };
  let finish: string | undefined;
  let usage: unknown;
  for await (const event of events) {
    const chunk = Chunk.safeParse(event).data;
    const [choice] = chunk?.choices ?? [];
    if (choice?.delta) addTo(message, choice.delta);
    finish = choice?.finish_reason ?? finish;
    usage = chunk?.usage ?? usage;
  }
  if (finish === undefined) throw cutOffFailure();
  return { choices: [{ message, finish_reason: finish }], usage };
}

function addTo(message: Message & { tool_calls: ToolCallPart[] }, delta: Message): void {
  for (const part of ['content', 'refusal', 'reasoning_content'] as const) {
    if (delta[part]) message[part] = (message[part] ?? '') + delta[part];
  }
  for (const part of delta.tool_calls ?? []) addCall(message.tool_calls, part);
}

/** A call is told by its index; small servers give each call the same one and another id. */
function addCall(calls: ToolCallPart[], part: ToolCallPart): void {
  const open = calls.findLast(({ index }) => index === part.index);
  const isOther = open?.id && part.id && open.id !== part.id;
  if (!open || isOther) {
    calls.push(part);
    return;
  }
  const { name, arguments: written = '' } = open.function ?? {};
  open.id ||= part.id;
  open.function = {
    name: name || part.function?.name,
    arguments: (written ?? '') + (part.function?.arguments ?? ''),
  };
}

/** Reads a completion: its first choice. */
export function heardInCompletion(answer: unknown, { said }: Turn): Heard {
  const completion = Completion.safeParse(answer).data;
  const [choice] = completion?.choices ?? [];
  if (!choice) throw notAnAnswer('chat completion', '/chat/completions');
  const { message, finish_reason: finish } = choice;
  const usage = usageOf(completion?.usage);
  if (message.refusal) return { kind: 'refused', text: message.refusal, usage };
  if (finish === 'content_filter') return { kind: 'refused', text: filtered, usage };
  if (finish === 'length') return { kind: 'truncated', usage };
  const calls = (message.tool_calls ?? []).map((call, index) => callOf(call, `call_${said.length}_${index}`));
  return { kind: 'turn', text: message.content ?? '', calls, ...reasoningIn(message), usage };
}

/** Small servers leave the id out. */
const callOf = (call: ToolCallPart, fallbackId: string): ToolCall => ({
  id: call.id || fallbackId,
  tool: call.function?.name ?? '',
  arguments: call.function?.arguments ?? '',
});

const reasoningIn = ({ reasoning_content }: Message) =>
  reasoning_content ? { reasoning: JSON.stringify({ reasoning_content }) } : {};

function usageOf(read: z.infer<typeof UsageRead> | null | undefined): Usage | undefined {
  if (!read) return undefined;
  const { cached_tokens: cached, cache_write_tokens: cacheWritten } = read.prompt_tokens_details ?? {};
  return {
    input: read.prompt_tokens,
    cached: cached ?? 0,
    cacheWritten: cacheWritten ?? 0,
    output: read.completion_tokens,
  };
}
