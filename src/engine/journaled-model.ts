import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Tool } from '../domain/dialogue.ts';
import type { ModelReply } from '../domain/model-reply.ts';
import type { Model, ModelCall } from '../ports/model.ts';
import type { Journal } from '../ports/queue.ts';

const SpendEntry = z.object({
  calls: z.number(),
  inputTokens: z.number(),
  cachedTokens: z.number().default(0),
  outputTokens: z.number(),
  usd: z.number().exactOptional(),
});

const Truncated = z.object({ kind: z.literal('truncated'), spend: SpendEntry });

/** An answer as the journal keeps it; whether the value still fits is asked of the call's own schema. */
const Entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), value: z.unknown(), spend: SpendEntry }),
  z.object({ kind: z.literal('junk'), problem: z.string(), spend: SpendEntry }),
  Truncated,
]);

/** A step as the journal keeps it. */
const StepEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('step'),
    text: z.string(),
    calls: z.array(z.object({ id: z.string(), tool: z.string(), arguments: z.string() })),
    reasoning: z.string().exactOptional(),
    spend: SpendEntry,
  }),
  Truncated,
]);

/** Whose questions they are, and which of them began anew, by name: those have nothing to do with what was answered before. */
export interface Asker {
  feature: string;
  anew: Readonly<Record<string, number>>;
}

/**
 * The model of one feature, with every answer noted, so that a crash never pays twice for the same question.
 * A remembered answer says what it cost when it was paid for, so that a stage that starts over shows its whole cost.
 * A step is remembered by the whole dialogue before it, so that a dialogue that starts over walks where it walked.
 * Junk and what was cut off are noted too, since what is asked next depends on them. After a refusal, and where the server
 * could not be had, the same question is asked again. What one stage asks twice is two questions.
 */
export function journaledModel(model: Model, journal: Journal, { feature, anew }: Asker): Model {
  const asked = new Map<string, number>();
  const keyOf = (name: string, ...question: readonly unknown[]) => {
    const key = hashOf([anew[name] ?? '', name, ...question]);
    const times = asked.get(key) ?? 0;
    asked.set(key, times + 1);
    return times === 0 ? key : `${key} ${times}`;
  };
  return {
    isAvailable: model.isAvailable,
    async ask(call) {
      const key = keyOf(call.name, call.system, call.user, z.toJSONSchema(call.schema));
      const remembered = replyIn(await journal.recall(key), call);
      if (remembered) return remembered;
      const reply = await model.ask({ ...call, feature });
      if (reply.kind !== 'refused') await journal.record({ key, feature, value: reply });
      return reply;
    },
    async step(dialogue) {
      const key = keyOf(dialogue.name, dialogue.system, dialogue.said, dialogue.tools.map(describe));
      const remembered = StepEntry.safeParse(await journal.recall(key)).data;
      if (remembered) return remembered;
      const step = await model.step({ ...dialogue, feature });
      if (step.kind !== 'refused') await journal.record({ key, feature, value: step });
      return step;
    },
  };
}

const hashOf = (question: readonly unknown[]) => createHash('sha256').update(JSON.stringify(question)).digest('hex');

const describe = ({ name, description, schema }: Tool) => [name, description, z.toJSONSchema(schema)];

function replyIn<T>(recalled: unknown, call: ModelCall<T>): ModelReply<T> | undefined {
  const entry = Entry.safeParse(recalled);
  if (!entry.success) return undefined;
  if (entry.data.kind !== 'answer') return entry.data;
  const value = call.schema.safeParse(entry.data.value);
  if (!value.success) return undefined;
  return { kind: 'answer', value: value.data, spend: entry.data.spend };
}
