import { z } from 'zod';
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
  const step = hasTools ? ScriptedStep.safeParse(reply.value).data : undefined;
  if (!step) return { ...silence, text: JSON.stringify(reply.value) };
  return { ...silence, text: step.text || null, calls: step.calls.map(written) };
}

const written = (call: z.infer<typeof ScriptedStep>['calls'][number]) => ({
  tool: call.tool,
  arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
});
