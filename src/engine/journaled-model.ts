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

/** An answer as the journal keeps it; whether the value still fits is asked of the call's own schema. */
const Entry = z.object({ value: z.unknown(), spend: SpendEntry });

/** A step as the journal keeps it. */
const StepEntry = z.object({
  kind: z.literal('step'),
  text: z.string(),
  calls: z.array(z.object({ id: z.string(), tool: z.string(), arguments: z.string() })),
  reasoning: z.string().exactOptional(),
  spend: SpendEntry,
});

/**
 * The model of one feature, with every answer noted, so that a crash never pays twice for the same question.
 * A remembered answer says what it cost when it was paid for, so that a stage that starts over shows its whole cost.
 * A step is remembered by the whole dialogue before it, so that a dialogue that starts over walks where it walked.
 * Only answers and steps are noted: after junk, a refusal or a truncation the same question is asked anew.
 */
export function journaledModel(
  model: Model,
  journal: Journal,
  { feature, salt }: { feature: string; salt: string },
): Model {
  return {
    isAvailable: model.isAvailable,
    async ask(call) {
      const key = keyOf([salt, call.name, call.system, call.user, z.toJSONSchema(call.schema)]);
      const remembered = replyIn(await journal.recall(key), call);
      if (remembered) return remembered;
      const reply = await model.ask({ ...call, feature });
      if (reply.kind === 'answer') {
        await journal.record({ key, feature, value: { value: reply.value, spend: reply.spend } });
      }
      return reply;
    },
    async step(dialogue) {
      const key = keyOf([salt, dialogue.name, dialogue.system, dialogue.said, dialogue.tools.map(describe)]);
      const remembered = StepEntry.safeParse(await journal.recall(key)).data;
      if (remembered) return remembered;
      const step = await model.step({ ...dialogue, feature });
      if (step.kind === 'step') await journal.record({ key, feature, value: step });
      return step;
    },
  };
}

const keyOf = (question: readonly unknown[]) => createHash('sha256').update(JSON.stringify(question)).digest('hex');

const describe = ({ name, description, schema }: Tool) => [name, description, z.toJSONSchema(schema)];

function replyIn<T>(recalled: unknown, call: ModelCall<T>): ModelReply<T> | undefined {
  const entry = Entry.safeParse(recalled);
  if (!entry.success) return undefined;
  const value = call.schema.safeParse(entry.data.value);
  if (!value.success) return undefined;
  return { kind: 'answer', value: value.data, spend: entry.data.spend };
}
