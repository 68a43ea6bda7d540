import type { Cost } from '../domain/cost.ts';
import { Failure } from '../domain/failure.ts';
import type { Spend } from '../domain/stage.ts';
import type { Model } from '../ports/model.ts';

/** Counts what is asked of a model, and says when it is enough. */
export interface Meter {
  /** Throws when nothing more may be asked. Called before each question. */
  allow(): Promise<void>;
  note(cost: Cost): Promise<void>;
  /** Called when the server has answered, whatever it said. */
  answered?(): void;
}

/**
 * A model whose every call is noted before its answer goes anywhere: those that came to nothing, too. What the server
 * turned down costs nothing; what a call cost that was cut off nobody knows.
 */
export function meteredModel(model: Model, meter: Meter): Model {
  return {
    isAvailable: model.isAvailable,
    ask: call => counted(meter, () => model.ask(call)),
    step: dialogue => counted(meter, () => model.step(dialogue)),
  };
}

async function counted<T extends { spend: Spend }>(meter: Meter, ask: () => Promise<T>): Promise<T> {
  await meter.allow();
  const reply = await ask().catch(async error => {
    await meter.note({ calls: 1, tokens: 0, ...(!isCutOff(error) && { usd: 0 }) });
    throw error;
  });
  meter.answered?.();
  const { calls, inputTokens, outputTokens, usd } = reply.spend;
  await meter.note({ calls, tokens: inputTokens + outputTokens, ...(usd !== undefined && { usd }) });
  return reply;
}

const isCutOff = (error: unknown): boolean =>
  !(error instanceof Failure) || error.reason === 'timed-out' || error.reason === 'aborted';
