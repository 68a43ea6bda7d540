import type {
  FunctionTool,
  ResponseCreateParams,
  ResponseInputItem,
  ResponseTextConfig,
} from 'openai/resources/responses/responses';
import { z } from 'zod';
import type { ModelTurn, Said, Tool } from '../../domain/dialogue.ts';
import { cacheKeyOf } from './cache-key.ts';
import type { Manners, Turn } from './dialect.ts';
import { constrainedSchemaOf, parsedJson } from './json-schema.ts';
import type { OpenAiSettings } from './settings.ts';

/** The request for a response. Nothing is stored at the server: every request holds the whole dialogue. */
export function responseRequestOf(turn: Turn, settings: OpenAiSettings, manners: Manners): ResponseCreateParams {
  const { model, maxOutputTokens, temperature } = settings;
  const { name, system, said, tools, schema } = turn;
  return {
    model,
    store: false,
    max_output_tokens: maxOutputTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(manners.sealsReasoning && tools.length > 0 ? { include: ['reasoning.encrypted_content'] } : {}),
    ...cacheKeyOf(turn, settings),
    ...(tools.length === 0 ? {} : { tools: tools.map(toolParamOf) }),
    ...(schema === undefined ? {} : { text: textConfigOf(name, schema) }),
    instructions: system,
    input: said.flatMap(itemsOf),
    ...(manners.streams ? { stream: true } : {}),
  };
}

function textConfigOf(name: string, schema: z.ZodType): ResponseTextConfig {
  return { format: { type: 'json_schema', name, strict: true, schema: constrainedSchemaOf(schema).schema } };
}

function toolParamOf({ name, description, schema }: Tool): FunctionTool {
  const { schema: parameters, isStrict } = constrainedSchemaOf(schema);
  return { type: 'function', name, description, parameters, strict: isStrict };
}

function itemsOf(said: Said): ResponseInputItem[] {
  if (said.by === 'user') return [{ role: 'user', content: said.text }];
  if (said.by === 'tool') return [{ type: 'function_call_output', call_id: said.id, output: said.text }];
  return itemsAsWritten(said) ?? itemsAnew(said);
}

/** A turn with thoughts goes back as it came: the server checks that each thought stands before what it led to. */
function itemsAsWritten({ reasoning }: ModelTurn): ResponseInputItem[] | undefined {
  const items = z.array(z.looseObject({ type: z.string() })).safeParse(parsedJson(reasoning ?? '')).data;
  return items as ResponseInputItem[] | undefined;
}

/** Without ids: a call that is given back with one wants its thought before it. */
function itemsAnew({ text, calls }: ModelTurn): ResponseInputItem[] {
  return [
    ...(text === '' ? [] : [{ role: 'assistant' as const, content: text }]),
    ...calls.map(call => ({
      type: 'function_call' as const,
      call_id: call.id,
      name: call.tool,
      arguments: call.arguments,
    })),
  ];
}
