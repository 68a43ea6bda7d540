import type { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import { findingLine, listed } from '../domain/finding.ts';
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
  | ({ kind: 'given-up'; spend: Spend } & GivenUp);

/** Why there is no product. `name` is that of the call. */
interface GivenUp {
  name: string;
  reason: 'refused' | 'rejected';
  history: readonly Finding[][];
}

/** Asks until the gate accepts the answer, with the gate's findings fed back, a bounded number of times. */
export async function converse<T, P>(conversation: Conversation<T, P>): Promise<Conclusion<P>> {
  const { model, name, schema, say, judge, tries, signal } = conversation;
  const history: Finding[][] = [];
  let spend = noSpend;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    signal.throwIfAborted();
    const reply = await model.ask({ name, ...say(linesOf(history.at(-1))), schema, signal });
    spend = addSpend(spend, reply.spend);
    if (reply.kind === 'refused') {
      history.push([{ rule: 'model-answer', message: reply.text }]);
      return { kind: 'given-up', name, reason: 'refused', history, spend };
    }
    const judgment = reply.kind === 'answer' ? await judge(reply.value) : unusable(reply);
    if (judgment.kind === 'accept') return { kind: 'accepted', product: judgment.product, spend };
    history.push(judgment.findings);
  }
  return { kind: 'given-up', name, reason: 'rejected', history, spend };
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

const linesOf = (findings: readonly Finding[] = []): string => findings.map(findingLine).join('\n');

/** The stop of a conversation that ended without a product. One that was refused goes on where it was. */
export function givenUpStop(what: string, ended: GivenUp): { reason: string; text: string; call?: string } {
  const { name, reason } = ended;
  return { reason: `model-${reason}`, text: givenUpText(what, ended), ...(reason === 'rejected' && { call: name }) };
}

/** Why it did, for people. */
function givenUpText(what: string, { reason, history }: GivenUp): string {
  if (reason === 'refused') {
    const said = history.at(-1)?.[0]?.message ?? '';
    return `The model refused to write the ${what}; nothing was committed. It said: ${said}\n\nSay in the issue what it may have misunderstood, then reply \`/retry\`.`;
  }
  const tries = history.map((findings, index) => `Attempt ${index + 1}:\n${listed(findings.map(findingLine))}`);
  const outcome = `The model wrote no usable ${what} in ${history.length} attempts; nothing was committed.`;
  return [`${outcome} Reply \`/retry\` to try again.`, ...tries].join('\n\n');
}

/** The cost members of a status row. */
export function costOf(spend: Spend, startedAt: number) {
  return {
    seconds: (Date.now() - startedAt) / 1000,
    calls: spend.calls,
    tokens: spend.inputTokens + spend.outputTokens,
    cachedTokens: spend.cachedTokens,
    ...(spend.usd === undefined ? {} : { usd: spend.usd }),
  };
}
