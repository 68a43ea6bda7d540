import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionFunctionTool,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import type { ModelStep, Said, Tool, ToolCall } from '../../domain/dialogue.ts';
import type { Spend } from '../../domain/stage.ts';
import type { Dialogue } from '../../ports/model.ts';
import { constrainedSchemaOf } from './json-schema.ts';
import { choiceOf } from './reply.ts';

/** What a chat completion request says of a dialogue; what never changes stands first. */
export function dialogueParamsOf({
  system,
  said,
  tools,
}: Dialogue): Pick<ChatCompletionCreateParamsNonStreaming, 'messages' | 'tools'> {
  return { tools: tools.map(toolParamOf), messages: [{ role: 'system', content: system }, ...said.map(messageOf)] };
}

function toolParamOf({ name, description, schema }: Tool): ChatCompletionFunctionTool {
  const { schema: parameters, isStrict } = constrainedSchemaOf(schema);
  return { type: 'function', function: { name, description, parameters, strict: isStrict } };
}

function messageOf(said: Said): ChatCompletionMessageParam {
  if (said.by === 'user') return { role: 'user', content: said.text };
  if (said.by === 'tool') return { role: 'tool', tool_call_id: said.id, content: said.text };
  if (said.calls.length === 0) return { role: 'assistant', content: said.text };
  const calls = said.calls.map(call => ({
    id: call.id,
    type: 'function' as const,
    function: { name: call.tool, arguments: readableArgumentsOf(call) },
  }));
  return { role: 'assistant', content: said.text || null, tool_calls: calls };
}

/** Some servers read the arguments of earlier calls and reject a request in which one is no JSON object. */
function readableArgumentsOf({ arguments: written }: ToolCall): string {
  try {
    const read: unknown = JSON.parse(written);
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return written;
  } catch {
    // Not JSON: what the tool answers tells the model so.
  }
  return JSON.stringify({ unreadable: written });
}

/** Reads a completion as the model's next turn. */
export function stepOf(completion: ChatCompletion, { said }: Dialogue, spend: Spend): ModelStep {
  const choice = choiceOf(completion);
  if (choice.kind !== 'said') return { ...choice, spend };
  const calls = (choice.message.tool_calls ?? []).flatMap((call, index) =>
    callOf(call, `call_${said.length}_${index}`),
  );
  return { kind: 'step', text: choice.message.content ?? '', calls, spend };
}

/** Small servers leave the id out. */
function callOf(call: ChatCompletionMessageToolCall, fallbackId: string): ToolCall[] {
  if (call.type === 'custom') return [];
  return [{ id: call.id || fallbackId, tool: call.function.name, arguments: call.function.arguments }];
}
