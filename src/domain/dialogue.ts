import type { z } from 'zod';
import type { Spend } from './stage.ts';

/** A tool that is offered to a model; `schema` is the only place its arguments are described. Prefer null to optional. */
export interface Tool {
  name: string;
  description: string;
  schema: z.ZodType;
}

/** As the model wrote it: name and arguments (JSON, if it kept its word) are judged by whoever offered the tools. */
export interface ToolCall {
  id: string;
  tool: string;
  arguments: string;
}

/** The model's turn. `reasoning` is for the server alone, which may want it back word for word. */
export interface ModelTurn {
  by: 'model';
  text: string;
  calls: readonly ToolCall[];
  reasoning?: string;
}

/** One thing that was said in a dialogue. Each call of a tool is answered by one `tool` with its `id`. */
export type Said = { by: 'user'; text: string } | ModelTurn | { by: 'tool'; id: string; text: string };

/** What the model did next: words, tools to call, or both; none to call means that it has ended. */
export type ModelStep =
  | { kind: 'step'; text: string; calls: readonly ToolCall[]; reasoning?: string; spend: Spend }
  | { kind: 'refused'; text: string; spend: Spend }
  | { kind: 'truncated'; spend: Spend };

/** The step as the dialogue remembers it. */
export function turnOf({ text, calls, reasoning }: Extract<ModelStep, { kind: 'step' }>): ModelTurn {
  return { by: 'model', text, calls, ...(reasoning === undefined ? {} : { reasoning }) };
}
