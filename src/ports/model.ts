import type { z } from 'zod';
import type { ModelStep, Said, Tool } from '../domain/dialogue.ts';
import type { ModelReply } from '../domain/model-reply.ts';

/** One question to the model. `name` is the prompt's file name; `schema` is the only place its answer is described. */
export interface ModelCall<T> {
  name: string;
  system: string;
  user: string;
  schema: z.ZodType<T>;
  /** Which feature it is about, so that a server can keep what its calls share. */
  feature?: string;
  signal: AbortSignal;
}

/** A dialogue so far. `name` is the prompt's file name; `system` and `tools` stay the same from step to step. */
export interface Dialogue {
  name: string;
  system: string;
  said: readonly Said[];
  tools: readonly Tool[];
  feature?: string;
  signal: AbortSignal;
}

/** A language model. Throws {@link Failure} with source `model` when the server cannot be had. */
export interface Model {
  /** Whether a model is configured at all; without one Redfirst is the referee alone. */
  readonly isAvailable: boolean;
  /** One question, one answer that fits a schema. */
  ask<T>(call: ModelCall<T>): Promise<ModelReply<T>>;
  /** The model's next turn in a dialogue. It calls tools; whoever offered them answers in the next step. */
  step(dialogue: Dialogue): Promise<ModelStep>;
}
