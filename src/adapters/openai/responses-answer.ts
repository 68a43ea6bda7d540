import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { cutOffFailure, filtered, type Heard, notAnAnswer, type Usage } from './dialect.ts';

const Part = z.looseObject({ type: z.string(), text: z.string().nullish(), refusal: z.string().nullish() });
const Message = z.looseObject({ type: z.literal('message'), content: z.array(Part) });
const FunctionCall = z.looseObject({
  type: z.literal('function_call'),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
const Reasoning = z.looseObject({ type: z.literal('reasoning'), encrypted_content: z.string().nullish() });

const Response = z.object({
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  output: z.array(z.looseObject({ type: z.string() })),
  usage: z
    .object({
      input_tokens: z.number(),
      input_tokens_details: z
        .object({ cached_tokens: z.number().nullish(), cache_write_tokens: z.number().nullish() })
        .nullish(),
      output_tokens: z.number(),
    })
    .nullish()
    .catch(undefined),
});
type Response = z.infer<typeof Response>;

/** The last event holds the whole response. */
const LastEvent = z.object({
  type: z.enum(['response.completed', 'response.incomplete', 'response.failed']),
  response: z.unknown(),
});

/** The response that its events end with. */
export async function gatherEvents(events: AsyncIterable<unknown>): Promise<unknown> {
  for await (const event of events) {
    const last = LastEvent.safeParse(event).data;
    if (last) return last.response;
  }
  throw cutOffFailure();
}

/** Reads a response. Throws {@link Failure} when the server says that it failed. */
export function heardInResponse(answer: unknown): Heard {
  const response = Response.safeParse(answer).data;
  if (!response) throw notAnAnswer('response', '/responses');
  if (response.status === 'failed' || response.error) throw failed(response);
  const usage = usageOf(response);
  if (response.status === 'incomplete') {
    const isFiltered = response.incomplete_details?.reason === 'content_filter';
    return isFiltered ? { kind: 'refused', text: filtered, usage } : { kind: 'truncated', usage };
  }
  const parts = itemsIn(response, Message).flatMap(({ content }) => content);
  const refusal = parts.map(part => part.refusal ?? '').join('');
  if (refusal !== '') return { kind: 'refused', text: refusal, usage };
  const calls = itemsIn(response, FunctionCall).map(call => ({
    id: call.call_id,
    tool: call.name,
    arguments: call.arguments,
  }));
  return { kind: 'turn', text: parts.map(part => part.text ?? '').join(''), calls, ...reasoningIn(response), usage };
}

const itemsIn = <T>({ output }: Response, kind: z.ZodType<T>): T[] =>
  output.flatMap(item => {
    const read = kind.safeParse(item);
    return read.success ? [read.data] : [];
  });

/** The turn as it was written, where it holds sealed thoughts: what was not sealed the server cannot take back. */
function reasoningIn(response: Response): { reasoning?: string } {
  const thoughts = itemsIn(response, Reasoning);
  if (thoughts.length === 0 || thoughts.some(thought => !thought.encrypted_content)) return {};
  return {
    reasoning: JSON.stringify(itemsIn(response, z.union([Reasoning, Message, FunctionCall])).map(withoutNulls)),
  };
}

const withoutNulls = (item: object) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));

function failed({ error }: Response): Failure {
  const reason =
    error?.code === 'rate_limit_exceeded'
      ? 'rate-limited'
      : error?.code === 'server_error'
        ? 'unavailable'
        : 'rejected';
  const message = `The model server failed in the middle of its answer: ${error?.message ?? 'it does not say why'}`;
  return new Failure(message.slice(0, 300), { source: 'model', reason, retryable: reason !== 'rejected' });
}

function usageOf({ usage }: Response): Usage | undefined {
  if (!usage) return undefined;
  const { cached_tokens: cached, cache_write_tokens: cacheWritten } = usage.input_tokens_details ?? {};
  return {
    input: usage.input_tokens,
    cached: cached ?? 0,
    cacheWritten: cacheWritten ?? 0,
    output: usage.output_tokens,
  };
}
