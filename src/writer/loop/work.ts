import type { Finding } from '../../domain/finding.ts';
import type { Spend } from '../../domain/stage.ts';
import { addSpend, noSpend } from '../../domain/stage.ts';
import type { Model } from '../../ports/model.ts';
import { loadCounter } from '../survey-tokens.ts';
import { type GivenUp, openDesk } from './desk.ts';
import type { Offer } from './offer.ts';
import { openTranscript } from './transcript.ts';

/** How much a dialogue may take. */
export interface Limits {
  /** Answers of the model. */
  steps: number;
  /** Times that the work may be handed in and rejected. */
  attempts: number;
  /** Tokens that one request may hold before old results are left out. */
  context: number;
  /** Tokens of all requests and answers together. */
  tokens: number;
}

/** A piece of work that a model does by actions, one after another, in one dialogue. */
export interface Work<P> {
  model: Model;
  name: string;
  system: string;
  task: string;
  offers: readonly Offer<P>[];
  limits: Limits;
  signal: AbortSignal;
}

export type Ending<P> =
  | { kind: 'over'; product: P; spend: Spend }
  | { kind: 'given-up'; name: string; reason: GivenUp | 'steps' | 'tokens'; history: Finding[][]; spend: Spend };

/** Lets the model act until an action ends the dialogue, or until one of its limits does. */
export async function work<P>({ model, name, system, task, offers, limits, signal }: Work<P>): Promise<Ending<P>> {
  const transcript = openTranscript(task, { budget: limits.context, count: await loadCounter() });
  const desk = openDesk(offers, { transcript, attempts: limits.attempts });
  const tools = offers.map(({ tool }) => tool);
  let spend = noSpend;
  for (let step = 1; step <= limits.steps; step += 1) {
    signal.throwIfAborted();
    if (isSpent(spend, limits)) return { kind: 'given-up', name, reason: 'tokens', history: desk.history, spend };
    transcript.fit();
    const reply = await model.step({ name, system, said: transcript.said(), tools, signal });
    spend = addSpend(spend, reply.spend);
    const ended = await desk.take(reply);
    if (ended?.kind === 'over') return { ...ended, spend };
    if (ended) return { ...ended, name, history: desk.history, spend };
  }
  return { kind: 'given-up', name, reason: 'steps', history: desk.history, spend };
}

const isSpent = ({ inputTokens, outputTokens }: Spend, { tokens }: Limits): boolean =>
  inputTokens + outputTokens >= tokens;
