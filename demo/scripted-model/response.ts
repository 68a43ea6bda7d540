import { type Answer, type Asked, piecesOf, textOf, type Wire } from './wire.ts';

/** The part of a request for a response that a script needs. */
interface Request {
  model?: string;
  instructions?: string;
  input?: Item[];
  tools?: unknown[];
  stream?: boolean;
  include?: string[];
  text?: { format?: { name?: string } };
}

interface Item {
  type?: string;
  role?: string;
  id?: string;
  content?: unknown;
  output?: unknown;
  name?: string;
  arguments?: string;
  encrypted_content?: string | null;
}

/** Responses (https://platform.openai.com/docs/api-reference/responses), of a model that thinks before it calls. */
export const responses: Wire = {
  read(body) {
    const { model = 'scripted', instructions = '', input = [], tools = [], stream = false, text } = body as Request;
    const fault = faultIn(input);
    return {
      name: text?.format?.name,
      model,
      prompt: [instructions, ...input.filter(({ type }) => type !== 'reasoning').map(wordsOf)].join('\n\n'),
      prefix: tools.length > 0 ? JSON.stringify(tools) : '',
      hasTools: tools.length > 0,
      turns: input.length,
      isStream: stream,
      ...(fault === undefined ? {} : { fault }),
    };
  },
  whole: responseOf,
  events: eventsOf,
};

const wordsOf = (item: Item) =>
  item.type === 'function_call' ? `${item.name} ${item.arguments}` : textOf(item.content ?? item.output);

/** A call that is given back with its id wants the thought that led to it; a thought is of no use unless sealed. */
function faultIn(input: readonly Item[]): Asked['fault'] {
  let hasThought = false;
  for (const { type, id, role, encrypted_content: sealed } of input) {
    if (type === 'reasoning' && !sealed)
      return { status: 404, param: 'input', message: `Item with id '${id}' not found. Items are not persisted.` };
    if (type === 'function_call' && id && !hasThought)
      return { status: 400, param: 'input', message: `Item '${id}' was provided without its 'reasoning' item.` };
    hasThought = type === 'reasoning' || (hasThought && type !== 'function_call_output' && role !== 'user');
  }
  return undefined;
}

function outputOf({ asked, utterance }: Answer, { include }: Request): object[] {
  const { text, refusal, calls } = utterance;
  const seal = include?.includes('reasoning.encrypted_content') ? { encrypted_content: `sealed-${asked.turns}` } : {};
  const content = [
    ...(text === null ? [] : [{ type: 'output_text', text, annotations: [] }]),
    ...(refusal === null ? [] : [{ type: 'refusal', refusal }]),
  ];
  const status = utterance.finish === 'length' ? 'incomplete' : 'completed';
  return [
    ...(calls.length > 0 ? [{ type: 'reasoning', id: `rs_${asked.turns}`, summary: [], ...seal }] : []),
    ...(content.length > 0 ? [{ type: 'message', id: `msg_${asked.turns}`, role: 'assistant', status, content }] : []),
    ...calls.map((call, index) => ({
      type: 'function_call',
      id: `fc_${asked.turns}_${index}`,
      call_id: `call_${asked.turns}_${index}`,
      name: call.tool,
      arguments: call.arguments,
      status,
    })),
  ];
}

function responseOf(answer: Answer, body: unknown): object {
  const { id, asked, utterance, usage } = answer;
  const isCutOff = utterance.finish === 'length';
  return {
    id,
    object: 'response',
    created_at: 0,
    model: asked.model,
    status: isCutOff ? 'incomplete' : 'completed',
    incomplete_details: isCutOff ? { reason: 'max_output_tokens' } : null,
    error: null,
    output: outputOf(answer, body as Request),
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached, cache_write_tokens: 0 },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: usage.input + usage.output,
    },
  };
}

function* eventsOf(answer: Answer, body: unknown): Generator<string> {
  let number = 0;
  const event = (type: string, data: object) => {
    number += 1;
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number, ...data })}\n\n`;
  };
  const response = responseOf(answer, body);
  yield event('response.created', { response: { ...response, status: 'in_progress', output: [], usage: null } });
  for (const [index, item] of outputOf(answer, body as Request).entries()) {
    yield event('response.output_item.added', { output_index: index, item });
    if ('content' in item)
      for (const delta of piecesOf(textOf(item.content))) yield event('response.output_text.delta', { delta });
    yield event('response.output_item.done', { output_index: index, item });
  }
  yield event(answer.utterance.finish === 'length' ? 'response.incomplete' : 'response.completed', { response });
}
