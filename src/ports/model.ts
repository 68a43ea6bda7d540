import type { z } from 'zod';
import type { ModelReply } from '../domain/model-reply.ts';

/** One question to the model. `name` is the prompt's file name; `schema` is the only place its answer is described. */
export interface ModelCall<T> {
  name: string;
  system: string;
  user: string;
  schema: z.ZodType<T>;
  signal: AbortSignal;
}

/** A language model. Throws {@link Failure} with source `model` when the server cannot be had. */
export interface Model {
  /** Whether a model is configured at all; without one Redfirst is the referee alone. */
  readonly isAvailable: boolean;
  ask<T>(call: ModelCall<T>): Promise<ModelReply<T>>;
}
