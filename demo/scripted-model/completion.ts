import type { ScriptedReply } from './script.ts';

/** The part of a chat completion request that a script needs. */
export interface CompletionRequest {
  model?: string;
  messages?: { role: string; content: unknown }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  response_format?: { type?: string; json_schema?: { name?: string } };
}

/** What the assistant says and why it stopped saying it. */
interface Choice {
  content: string | null;
  refusal: string | null;
  finish: 'stop' | 'length';
}

const charactersPerToken = 4;
const tokensOf = (text: string) => Math.ceil(text.length / charactersPerToken);

/** All text of the messages, which is what a script is chosen by. */
export function promptOf(request: CompletionRequest): string {
  return (request.messages ?? []).map(message => textOf(message.content)).join('\n\n');
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map(part => String(part?.text ?? '')).join('') : '';
}

/** The words for a reply; `hang` and a status have none. */
export function choiceOf(reply: ScriptedReply): Choice | undefined {
  if (reply === 'junk') return { content: 'Sure! Here is what you asked for.', refusal: null, finish: 'stop' };
  if (reply === 'refusal') return { content: null, refusal: 'I cannot help with that.', finish: 'stop' };
  if (reply === 'truncated') return { content: '{"edits":[{"kind":"wri', refusal: null, finish: 'length' };
  if (reply === 'hang' || 'status' in reply) return undefined;
  return { content: JSON.stringify(reply.value), refusal: null, finish: 'stop' };
}

const usageOf = (request: CompletionRequest, choice: Choice) => {
  const prompt = tokensOf(promptOf(request));
  const completion = tokensOf(choice.content ?? choice.refusal ?? '');
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
};

/** The answer in one piece (https://platform.openai.com/docs/api-reference/chat/object). */
export function completionOf(request: CompletionRequest, choice: Choice, id: string): object {
  const message = { role: 'assistant', content: choice.content, refusal: choice.refusal };
  return {
    id,
    object: 'chat.completion',
    created: 0,
    model: request.model ?? 'scripted',
    choices: [{ index: 0, message, logprobs: null, finish_reason: choice.finish }],
    usage: usageOf(request, choice),
  };
}

/** The answer as server-sent events (https://platform.openai.com/docs/api-reference/chat-streaming). */
export function* eventsOf(request: CompletionRequest, choice: Choice, id: string): Generator<string> {
  const head = { id, object: 'chat.completion.chunk', created: 0, model: request.model ?? 'scripted' };
  const chunk = (delta: object, finish: string | null) =>
    event({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  yield chunk({ role: 'assistant' }, null);
  if (choice.refusal) yield chunk({ refusal: choice.refusal }, null);
  for (const piece of choice.content?.match(/[\s\S]{1,400}/g) ?? []) yield chunk({ content: piece }, null);
  yield chunk({}, choice.finish);
  if (request.stream_options?.include_usage) yield event({ ...head, choices: [], usage: usageOf(request, choice) });
  yield 'data: [DONE]\n\n';
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
