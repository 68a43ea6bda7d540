import type {
  ChatCompletionCreateParams,
  ChatCompletionFunctionTool,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { ModelTurn, Said, Tool, ToolCall } from '../../domain/dialogue.ts';
import { cacheKeyOf } from './cache-key.ts';
import type { Manners, Turn } from './dialect.ts';
import { constrainedSchemaOf, parsedJson } from './json-schema.ts';
import type { OpenAiSettings } from './settings.ts';

/** The request for a chat completion. What stays the same from call to call stands first, so that it can be cached. */
export function chatRequestOf(turn: Turn, settings: OpenAiSettings, { streams }: Manners): ChatCompletionCreateParams {
  const { model, maxOutputTokens, temperature } = settings;
  const { name, system, said, tools, schema } = turn;
  return {
    model,
    max_completion_tokens: maxOutputTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...cacheKeyOf(turn, settings),
    ...(tools.length === 0 ? {} : { tools: tools.map(toolParamOf) }),
    ...(schema === undefined ? {} : { response_format: responseFormatOf(name, schema) }),
    messages: [{ role: 'system', content: system }, ...said.map(messageOf)],
    ...(streams ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

const responseFormatOf = (name: string, schema: z.ZodType) => ({
  type: 'json_schema' as const,
  json_schema: { name, strict: true, schema: constrainedSchemaOf(schema).schema },
});

function toolParamOf({ name, description, schema }: Tool): ChatCompletionFunctionTool {
  const { schema: parameters, isStrict } = constrainedSchemaOf(schema);
  return { type: 'function', function: { name, description, parameters, strict: isStrict } };
}

function messageOf(said: Said): ChatCompletionMessageParam {
  if (said.by === 'user') return { role: 'user', content: said.text };
  if (said.by === 'tool') return { role: 'tool', tool_call_id: said.id, content: said.text };
  if (said.calls.length === 0) return { role: 'assistant', content: said.text, ...reasoningOf(said) };
  const calls = said.calls.map(call => ({
    id: call.id,
    type: 'function' as const,
    function: { name: call.tool, arguments: readableArgumentsOf(call) },
  }));
  return { role: 'assistant', content: said.text || null, tool_calls: calls, ...reasoningOf(said) };
}

/** Thoughts in the open, as some servers send them and want them back within a dialogue. */
export const OpenReasoning = z.object({ reasoning_content: z.string() });

const reasoningOf = ({ reasoning }: ModelTurn) => OpenReasoning.safeParse(parsedJson(reasoning ?? '')).data ?? {};

/** Some servers read the arguments of earlier calls and reject a request in which one is no JSON object. */
function readableArgumentsOf({ arguments: written }: ToolCall): string {
  const isObject = z.record(z.string(), z.unknown()).safeParse(parsedJson(written)).success;
  return isObject ? written : JSON.stringify({ unreadable: written });
}
