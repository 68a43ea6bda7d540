import { z } from 'zod';
import { type Edit, ImplementReply } from '../../src/domain/edit.ts';
import type { ScriptedReply } from './script.ts';

/** A call of a tool as a script writes it: arguments as data, or as text to be no JSON. */
const ScriptedStep = z.strictObject({
  text: z.string().default(''),
  calls: z
    .array(z.strictObject({ tool: z.string(), arguments: z.union([z.string(), z.record(z.string(), z.unknown())]) }))
    .default([]),
});

/** What the assistant says, which tools it calls, and why it stopped. */
export interface Utterance {
  text: string | null;
  refusal: string | null;
  calls: { tool: string; arguments: string }[];
  finish: 'stop' | 'length';
  /** Whether all of it arrives. */
  end: 'whole' | 'goes-silent' | 'hangs-up';
}

const silence: Utterance = { text: null, refusal: null, calls: [], finish: 'stop', end: 'whole' };

const half = 'half of it '.repeat(200);

/** The words for a reply; `hang` and a status have none. A step is read as one only where tools are offered. */
export function utteranceOf(reply: ScriptedReply, hasTools: boolean): Utterance | undefined {
  if (reply === 'junk') return { ...silence, text: 'Sure! Here is what you asked for.' };
  if (reply === 'refusal') return { ...silence, refusal: 'I cannot help with that.' };
  if (reply === 'truncated') return { ...silence, text: '{"edits":[{"kind":"wri', finish: 'length' };
  if (reply === 'stall') return { ...silence, text: half, end: 'goes-silent' };
  if (reply === 'hang-up') return { ...silence, text: half, end: 'hangs-up' };
  if (reply === 'hang' || 'status' in reply) return undefined;
  const step = hasTools ? stepIn(reply.value) : undefined;
  if (!step) return { ...silence, text: JSON.stringify(reply.value) };
  return { ...silence, text: step.text || null, calls: step.calls.map(written) };
}

const written = (call: z.infer<typeof ScriptedStep>['calls'][number]) => ({
  tool: call.tool,
  arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
});

/** A step, or an answer with edits in short for the actions that come to the same. */
function stepIn(value: unknown): z.infer<typeof ScriptedStep> | undefined {
  const step = ScriptedStep.safeParse(value);
  if (step.success) return step.data;
  const answer = ImplementReply.safeParse(value);
  return answer.success ? { text: '', calls: actionsOf(answer.data) } : undefined;
}

/** Every file is read, then edited in one piece, and the work is handed in. */
function actionsOf({ edits, summary, dispute }: ImplementReply): z.infer<typeof ScriptedStep>['calls'] {
  if (dispute) return [{ tool: 'dispute_test', arguments: dispute }];
  const files = Map.groupBy(edits, ({ path }) => path);
  return [
    ...[...files.keys()].map(path => ({ tool: 'read_file', arguments: { path } })),
    ...[...files].map(([path, list]) => ({ tool: 'edit_file', arguments: { path, edits: list.map(withoutPath) } })),
    { tool: 'finish_work', arguments: { summary, unexpected: null } },
  ];
}

const withoutPath = ({ path: _path, ...edit }: Edit) => edit;
