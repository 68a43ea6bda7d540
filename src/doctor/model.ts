import { z } from 'zod';
import type { ModelStep } from '../domain/dialogue.ts';
import type { ModelReply } from '../domain/model-reply.ts';
import type { ModelList } from '../ports/looks.ts';
import type { Model } from '../ports/model.ts';
import { about, type Line, looked } from './line.ts';

const mostNames = 8;

/** Whether the named model is there. Ollama lists what is called `name` as `name:latest`. */
export function modelLine(model: string, list: ModelList): Line {
  const { right, wrong, note } = about('model');
  if (list.kind === 'no-list')
    return note(`${list.where} does not list its models, so whether it has ${model} is not known`);
  const { names, where } = list;
  if (names.includes(model) || names.includes(`${model}:latest`)) return right(`${model} at ${where}`);
  const others = names.slice(0, mostNames).join(', ') || 'none';
  return wrong(
    `${where} does not list ${model}, but ${others}${names.length > mostNames ? ' …' : ''}`,
    'Set REDFIRST_MODEL to one of these.',
  );
}

const Sum = z.object({ sum: z.number() });
const add = {
  name: 'add',
  description: 'Adds two numbers.',
  schema: z.object({ left: z.number(), right: z.number() }),
};
const question = { system: 'You are tried out. Be brief.', signal: new AbortController().signal };

/** Whether the model can do what the stages need: it is asked for structured output and for a tool, once each. */
export async function* trialLines(model: Model): AsyncGenerator<Line> {
  yield* await looked('structured output', async () =>
    structuredOutputLine(await model.ask({ ...question, name: 'doctor-answer', user: 'What is 2 + 3?', schema: Sum })),
  );
  yield* await looked('tools', async () =>
    toolsLine(
      await model.step({
        ...question,
        name: 'doctor-tools',
        said: [{ by: 'user', text: 'Call the tool `add` with left 2 and right 3.' }],
        tools: [add],
      }),
    ),
  );
}

const structuredRemedy =
  'Use a model and a server that hold answers to a JSON schema (`response_format: json_schema`).';
const toolsRemedy = 'Use a model that calls tools, and switch tool calls on at its server: docs/models.md says how.';
const limitRemedy = 'Raise REDFIRST_MODEL_MAX_OUTPUT_TOKENS.';

function structuredOutputLine(reply: ModelReply<z.infer<typeof Sum>>): Line {
  const { right, wrong } = about('structured output');
  if (reply.kind === 'answer') return right('the answer fits its schema');
  if (reply.kind === 'truncated') return wrong('the answer was cut off at the output limit', limitRemedy);
  if (reply.kind === 'refused') return wrong(`the model refused: ${reply.text}`, structuredRemedy);
  return wrong(`the answer does not fit its schema: ${reply.problem}`, structuredRemedy);
}

function toolsLine(step: ModelStep): Line {
  const { right, wrong } = about('tools');
  if (step.kind === 'truncated') return wrong('the answer was cut off at the output limit', limitRemedy);
  if (step.kind === 'refused') return wrong(`the model refused: ${step.text}`, toolsRemedy);
  const [call] = step.calls;
  if (!call) return wrong('the model answered in words where it was told to call a tool', toolsRemedy);
  if (call.tool !== add.name) return wrong(`the model called ${call.tool}, which was not offered`, toolsRemedy);
  if (!fits(call.arguments)) return wrong(`the arguments do not fit their schema: ${call.arguments}`, toolsRemedy);
  return right('a tool is called with arguments that fit their schema');
}

function fits(written: string): boolean {
  try {
    return add.schema.safeParse(JSON.parse(written)).success;
  } catch {
    return false;
  }
}
