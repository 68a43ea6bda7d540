import type { Utterance } from './utterance.ts';

/** The part of a chat completion request that a script needs. */
export interface CompletionRequest {
  model?: string;
  messages?: Message[];
  tools?: unknown[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  response_format?: { type?: string; json_schema?: { name?: string } };
}

interface Message {
  role: string;
  content?: unknown;
  tool_calls?: { function?: { name?: string; arguments?: string } }[];
}

const charactersPerToken = 4;
const tokensOf = (text: string) => Math.ceil(text.length / charactersPerToken);

/** All that was said, which is what a script is chosen by. */
export function promptOf(request: CompletionRequest): string {
  return (request.messages ?? [])
    .map(message => [textOf(message.content), ...callsOf(message)].join('\n'))
    .join('\n\n');
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map(part => String(part?.text ?? '')).join('') : '';
}

const callsOf = ({ tool_calls = [] }: Message) =>
  tool_calls.map(call => `${call.function?.name} ${call.function?.arguments}`);

const usageOf = (request: CompletionRequest, utterance: Utterance) => {
  const prompt = tokensOf(promptOf(request));
  const completion = tokensOf(
    [utterance.text, utterance.refusal, ...utterance.calls.map(call => call.arguments)].join(''),
  );
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
};

/** An id that no other call of this dialogue has, and that is the same when the same question is asked again. */
const toolCallsOf = (request: CompletionRequest, { calls }: Utterance) =>
  calls.map((call, index) => ({
    id: `call_${request.messages?.length ?? 0}_${index}`,
    type: 'function',
    function: { name: call.tool, arguments: call.arguments },
  }));

const finishOf = ({ calls, finish }: Utterance) => (calls.length > 0 ? 'tool_calls' : finish);

/** The answer in one piece (https://platform.openai.com/docs/api-reference/chat/object). */
export function completionOf(request: CompletionRequest, utterance: Utterance, id: string): object {
  const calls = toolCallsOf(request, utterance);
  const message = {
    role: 'assistant',
    content: utterance.text,
    refusal: utterance.refusal,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  return {
    id,
    object: 'chat.completion',
    created: 0,
    model: request.model ?? 'scripted',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(utterance) }],
    usage: usageOf(request, utterance),
  };
}

/** The answer as server-sent events (https://platform.openai.com/docs/api-reference/chat-streaming). */
export function* eventsOf(request: CompletionRequest, utterance: Utterance, id: string): Generator<string> {
  const head = { id, object: 'chat.completion.chunk', created: 0, model: request.model ?? 'scripted' };
  const chunk = (delta: object, finish: string | null) =>
    event({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  yield chunk({ role: 'assistant' }, null);
  if (utterance.refusal) yield chunk({ refusal: utterance.refusal }, null);
  for (const piece of piecesOf(utterance.text)) yield chunk({ content: piece }, null);
  for (const delta of callDeltasOf(request, utterance)) yield chunk({ tool_calls: [delta] }, null);
  yield chunk({}, finishOf(utterance));
  if (request.stream_options?.include_usage) yield event({ ...head, choices: [], usage: usageOf(request, utterance) });
  yield 'data: [DONE]\n\n';
}

/** Each call is opened with its id and name; its arguments follow in pieces. */
function* callDeltasOf(request: CompletionRequest, utterance: Utterance): Generator<object> {
  for (const [index, call] of toolCallsOf(request, utterance).entries()) {
    yield { ...call, index, function: { ...call.function, arguments: '' } };
    for (const piece of piecesOf(call.function.arguments)) yield { index, function: { arguments: piece } };
  }
}

const piecesOf = (text: string | null) => text?.match(/[\s\S]{1,400}/g) ?? [];
const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
