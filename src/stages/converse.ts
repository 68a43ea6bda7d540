import type { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import type { Spend } from '../domain/stage.ts';
import { addSpend, noSpend } from '../domain/stage.ts';
import type { Model } from '../ports/model.ts';

/** What a judge makes of an answer: a product to go on with, or what to tell the model. */
export type Judgment<P> = { kind: 'accept'; product: P } | { kind: 'refuse'; findings: Finding[] };

export interface Conversation<T, P> {
  model: Model;
  name: string;
  schema: z.ZodType<T>;
  /** System and user text; `problems` says what was wrong with the answer before. */
  say(problems: string): { system: string; user: string };
  judge(answer: T): Promise<Judgment<P>>;
  tries: number;
  signal: AbortSignal;
}

export type Conclusion<P> =
  | { kind: 'accepted'; product: P; spend: Spend }
  | { kind: 'given-up'; reason: 'refused' | 'rejected'; history: string[]; spend: Spend };

/** Asks until the gate accepts the answer, with the gate's findings fed back, a bounded number of times. */
export async function converse<T, P>(conversation: Conversation<T, P>): Promise<Conclusion<P>> {
  const { model, name, schema, say, judge, tries, signal } = conversation;
  const history: string[] = [];
  let spend = noSpend;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    signal.throwIfAborted();
    const reply = await model.ask({ name, ...say(history.at(-1) ?? ''), schema, signal });
    spend = addSpend(spend, reply.spend);
    if (reply.kind === 'refused')
      return { kind: 'given-up', reason: 'refused', history: [...history, reply.text], spend };
    const judgment = reply.kind === 'answer' ? await judge(reply.value) : unusable(reply);
    if (judgment.kind === 'accept') return { kind: 'accepted', product: judgment.product, spend };
    history.push(judgment.findings.map(findingLine).join('\n'));
  }
  return { kind: 'given-up', reason: 'rejected', history, spend };
}

function unusable(reply: { kind: 'truncated' } | { kind: 'junk'; problem: string }): {
  kind: 'refuse';
  findings: Finding[];
} {
  const message =
    reply.kind === 'truncated'
      ? 'The answer was cut off at the output limit. Answer more briefly.'
      : `The answer does not have the required form: ${reply.problem}`;
  return { kind: 'refuse', findings: [{ rule: 'model-answer', message }] };
}

/** A finding as one line: where, what, what to do. */
export function findingLine({ path, line, message, remedy }: Finding): string {
  const place = path ? `${path}${line ? `:${line}` : ''}: ` : '';
  return `- ${place}${message}${remedy ? ` ${remedy}` : ''}`;
}

/** Why a conversation ended without a product, for people. */
export function givenUpText(
  what: string,
  { reason, history }: { reason: 'refused' | 'rejected'; history: string[] },
): string {
  if (reason === 'refused') return `The model refused to write ${what}. It said: ${history.at(-1) ?? ''}`;
  const tries = history.map((problems, index) => `Attempt ${index + 1}:\n${problems}`).join('\n\n');
  return `No ${what} was accepted in ${history.length} attempts; nothing was committed. Reply \`/retry\` to try again.\n\n${tries}`;
}

/** The cost members of a status row. */
export function costOf(spend: Spend, startedAt: number) {
  return {
    seconds: (Date.now() - startedAt) / 1000,
    calls: spend.calls,
    tokens: spend.inputTokens + spend.outputTokens,
    ...(spend.usd === undefined ? {} : { usd: spend.usd }),
  };
}
