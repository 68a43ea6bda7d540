import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ModelReply } from '../domain/model-reply.ts';
import type { Model, ModelCall } from '../ports/model.ts';
import type { Journal } from '../ports/queue.ts';

/** An answer as the journal keeps it; whether the value still fits is asked of the call's own schema. */
const Entry = z.object({
  value: z.unknown(),
  spend: z.object({
    calls: z.number(),
    inputTokens: z.number(),
    outputTokens: z.number(),
    usd: z.number().exactOptional(),
  }),
});

/**
 * The model of one feature, with every answer noted, so that a crash never pays twice for the same question.
 * A remembered answer says what it cost when it was paid for, so that a stage that starts over shows its whole cost.
 * Only answers are noted: after junk, a refusal or a truncation the same question is asked anew.
 */
export function journaledModel(
  model: Model,
  journal: Journal,
  { feature, salt }: { feature: string; salt: string },
): Model {
  return {
    isAvailable: model.isAvailable,
    async ask(call) {
      const key = keyOf(call, salt);
      const remembered = replyIn(await journal.recall(key), call);
      if (remembered) return remembered;
      const reply = await model.ask(call);
      if (reply.kind === 'answer') {
        await journal.record({ key, feature, value: { value: reply.value, spend: reply.spend } });
      }
      return reply;
    },
  };
}

function keyOf<T>({ name, system, user, schema }: ModelCall<T>, salt: string): string {
  const question = JSON.stringify([salt, name, system, user, z.toJSONSchema(schema)]);
  return createHash('sha256').update(question).digest('hex');
}

function replyIn<T>(recalled: unknown, call: ModelCall<T>): ModelReply<T> | undefined {
  const entry = Entry.safeParse(recalled);
  if (!entry.success) return undefined;
  const value = call.schema.safeParse(entry.data.value);
  if (!value.success) return undefined;
  return { kind: 'answer', value: value.data, spend: entry.data.spend };
}
