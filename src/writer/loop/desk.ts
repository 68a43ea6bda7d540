import { type ModelStep, type ToolCall, turnOf } from '../../domain/dialogue.ts';
import type { Finding } from '../../domain/finding.ts';
import { findingLine } from '../../domain/finding.ts';
import { failureMemory, type Recurrence } from './failures.ts';
import { type Offer, type Result, refused, type Turn } from './offer.ts';
import type { Transcript } from './transcript.ts';

/** Why it leads nowhere: the model will not, handed in too often, or does the same again and again. */
export type GivenUp = 'refused' | 'rejected' | 'stuck';

type Ended<P> = { kind: 'over'; product: P } | { kind: 'given-up'; reason: GivenUp };
type Told = { kind: 'told'; text: string; note: string };

/** Turns in a row in which nothing was done as it may be done. */
const mostFruitless = 10;

/** Actions in one turn. */
const mostActions = 64;

/** Where the model's turns are taken: what it may do is done, and it is told what came of it. */
export interface Desk<P> {
  /** What was wrong with the work each time that it was handed in, for people. */
  history: Finding[][];
  /** Nothing while the dialogue goes on. */
  take(reply: ModelStep): Promise<Ended<P> | undefined>;
}

/** Opens a desk for one dialogue: it remembers failures and turns that came to nothing. */
export function openDesk<P>(
  offers: readonly Offer<P>[],
  { transcript, attempts }: { transcript: Transcript; attempts: number },
): Desk<P> {
  const history: Finding[][] = [];
  const weigh = scale<P>(history, attempts);
  let fruitless = 0;

  async function act(calls: readonly ToolCall[]): Promise<Ended<P> | undefined> {
    const turn: Turn = { edited: new Set(), refused: [] };
    let isFruitful = false;
    for (const [index, call] of calls.entries()) {
      const result = index < mostActions ? await perform(offers, call, turn) : tooMany;
      isFruitful ||= result.kind !== 'refused';
      const weighed = weigh(result);
      if (weighed.kind !== 'told') return weighed;
      transcript.tell(call.id, weighed);
    }
    fruitless = isFruitful ? 0 : fruitless + 1;
    return fruitless >= mostFruitless
      ? stuck(history, 'Turn after turn, nothing was done as it may be done.')
      : undefined;
  }

  return {
    history,
    async take(reply) {
      if (reply.kind === 'refused') {
        history.push([{ rule: 'model-answer', message: reply.text }]);
        return { kind: 'given-up', reason: 'refused' };
      }
      const calls = reply.kind === 'step' ? reply.calls : [];
      if (reply.kind === 'step') transcript.hear(turnOf(reply));
      if (calls.length === 0) transcript.say(reply.kind === 'truncated' ? cutOff : nothingDone);
      return act(calls);
    },
  };
}

const cutOff = 'Your answer was cut off at the output limit; nothing of it was done. Do less in one turn.';
const nothingDone = 'Nothing was done. Act, and hand the work in when it is done.';
const tooMany = refused(`Not done: ${mostActions} actions are enough for one turn.`);

function perform<P>(offers: readonly Offer<P>[], call: ToolCall, turn: Turn): Promise<Result<P>> | Result<P> {
  const offered = offers.find(({ tool }) => tool.name === call.tool);
  if (offered) return offered.perform(call.arguments, turn);
  const names = offers.map(({ tool }) => tool.name).join(', ');
  return refused(`There is no ${JSON.stringify(call.tool.slice(0, 60))}. What there is: ${names}.`);
}

function stuck(history: Finding[][], message: string): { kind: 'given-up'; reason: GivenUp } {
  history.push([{ rule: 'stuck', message }]);
  return { kind: 'given-up', reason: 'stuck' };
}

/** Weighs what came of an action: the end of the dialogue, or the words that the model is told. */
function scale<P>(history: Finding[][], attempts: number): (result: Result<P>) => Ended<P> | Told {
  const recurrence = failureMemory();
  return result => {
    if (result.kind === 'over') return result;
    if (result.kind === 'refused') return { kind: 'told', text: result.text, note: firstLine(result.text) };
    const seen = result.failing ? recurrence(result.failing) : 'new';
    if (result.kind === 'told') {
      if (seen === 'stuck') return stuck(history, `The same failure three times: ${firstLine(result.text)}`);
      return { kind: 'told', text: result.text + advice[seen], note: result.note };
    }
    history.push(result.findings);
    if (seen === 'stuck' || history.length >= attempts) return { kind: 'given-up', reason: 'rejected' };
    const lines = result.findings.map(findingLine).join('\n');
    return { kind: 'told', text: `It is not done yet:\n${lines}${advice[seen]}`, note: 'it was not done yet' };
  };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

const advice: Record<Exclude<Recurrence, 'stuck'>, string> = {
  new: '',
  unchanged: '\n\nNothing was changed since this was seen last.',
  again:
    '\n\nThis is the same failure as before, after a change that did not help. Find its cause before you change anything else, and take another approach; the same once more ends the work.',
};
