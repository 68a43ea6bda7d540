import type { Utterance } from './utterance.ts';
import { type Answer, piecesOf, textOf, type Usage, type Wire } from './wire.ts';

/** The part of a chat completion request that a script needs. */
interface Request {
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

/** Chat completions (https://platform.openai.com/docs/api-reference/chat). */
export const chatCompletions: Wire = {
  read(body) {
    const { model = 'scripted', messages = [], tools = [], stream = false, response_format } = body as Request;
    return {
      name: response_format?.json_schema?.name,
      model,
      prompt: messages.map(message => [textOf(message.content), ...callsIn(message)].join('\n')).join('\n\n'),
      prefix: tools.length > 0 ? JSON.stringify(tools) : '',
      hasTools: tools.length > 0,
      turns: messages.length,
      isStream: stream,
    };
  },
  whole: completionOf,
  events: (answer, body) => chunksOf(answer, (body as Request).stream_options?.include_usage === true),
};

const callsIn = ({ tool_calls = [] }: Message) =>
  tool_calls.map(call => `${call.function?.name} ${call.function?.arguments}`);

const usageOf = ({ input, cached, output }: Usage) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
  prompt_tokens_details: { cached_tokens: cached },
});

const toolCallsOf = ({ asked, utterance }: Answer) =>
  utterance.calls.map((call, index) => ({
    id: `call_${asked.turns}_${index}`,
    type: 'function',
    function: { name: call.tool, arguments: call.arguments },
  }));

const finishOf = ({ calls, finish }: Utterance) => (calls.length > 0 ? 'tool_calls' : finish);

function completionOf(answer: Answer): object {
  const { id, asked, utterance, usage } = answer;
  const calls = toolCallsOf(answer);
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
    model: asked.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(utterance) }],
    usage: usageOf(usage),
  };
}

function* chunksOf(answer: Answer, withUsage: boolean): Generator<string> {
  const { id, asked, utterance, usage } = answer;
  const head = { id, object: 'chat.completion.chunk', created: 0, model: asked.model };
  const chunk = (delta: object, finish: string | null) =>
    event({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  yield chunk({ role: 'assistant' }, null);
  if (utterance.refusal) yield chunk({ refusal: utterance.refusal }, null);
  for (const piece of piecesOf(utterance.text)) yield chunk({ content: piece }, null);
  for (const delta of callDeltasOf(answer)) yield chunk({ tool_calls: [delta] }, null);
  yield chunk({}, finishOf(utterance));
  if (withUsage) yield event({ ...head, choices: [], usage: usageOf(usage) });
  yield 'data: [DONE]\n\n';
}

/** Each call is opened with its id and name; its arguments follow in pieces. */
function* callDeltasOf(answer: Answer): Generator<object> {
  for (const [index, call] of toolCallsOf(answer).entries()) {
    yield { ...call, index, function: { ...call.function, arguments: '' } };
    for (const piece of piecesOf(call.function.arguments)) yield { index, function: { arguments: piece } };
  }
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
