import { createHash } from 'node:crypto';

/** A way in which a model or its server can fail, in place of an answer. */
export type ScriptedFault =
  | 'junk'
  | 'refusal'
  | 'truncated'
  /** Never a word. */
  | 'hang'
  /** Half of an answer, and then nothing. */
  | 'stall'
  /** Half of an answer, and then the line is dead. */
  | 'hang-up'
  | { status: number; retryAfter?: number };

/** What the model says to one call: the answer itself, or a fault. */
export type ScriptedReply = ScriptedFault | { value: unknown };

/** The answers to one issue, by call name (`analysis`, `plan`, `tests`, `implement`, …), in the order in which they are given. */
export interface Script {
  /** The title and the plan's: the script speaks when one of them is in the prompt. `['']` is in every prompt. */
  titles: readonly [string, ...string[]];
  replies: Readonly<Record<string, readonly ScriptedReply[]>>;
  /** What a call gets when its list is used up. */
  whenSpent: 'fail' | 'repeat-last';
  /** Has something else to say to a question that it was asked before, as a model with a temperature does. */
  isFickle?: true;
}

/** One question as the scripted model sees it. */
export interface Question {
  name: string;
  prompt: string;
}

const isFault = (reply: unknown): reply is ScriptedFault =>
  typeof reply === 'string' || (typeof reply === 'object' && reply !== null && 'status' in reply);

/** A script for a test: per call name a list of answers and faults, and not one call more. */
export function scripted(replies: Record<string, readonly unknown[]>, title = ''): Script {
  const wrap = (reply: unknown): ScriptedReply => (isFault(reply) ? reply : { value: reply });
  return {
    titles: [title],
    replies: Object.fromEntries(Object.entries(replies).map(([name, list]) => [name, list.map(wrap)])),
    whenSpent: 'fail',
  };
}

/** Why there is no reply. The text is for the person who wrote the script. */
export class ScriptError extends Error {}

/**
 * Reads scripts aloud: the next reply for a question, or a {@link ScriptError}.
 * The same question gets the same answer again, because a caller that crashed before it could note the answer must be
 * able to ask anew. A new `plan` starts the calls after it from the beginning, so that an issue can be run twice.
 */
export function readerOf(scripts: readonly Script[]): (question: Question) => ScriptedReply {
  const spent = new Map<string, number>();
  const answered = new Map<string, ScriptedReply>();
  return question => {
    const script = scripts.find(({ titles }) => titles.some(title => question.prompt.includes(title)));
    if (!script) throw new ScriptError(`no script is about this issue; titles: ${titlesOf(scripts)}`);
    if (question.name === 'plan') forgetCallsAfterPlan(script, spent);
    const key = createHash('sha256').update(JSON.stringify(question)).digest('hex');
    const known = answered.get(key);
    if (known && !script.isFickle) return known;
    const reply = next(script, question.name, spent);
    if (!isFault(reply)) answered.set(key, reply);
    return reply;
  };
}

function next(script: Script, name: string, spent: Map<string, number>): ScriptedReply {
  const replies = script.replies[name] ?? [];
  const key = `${script.titles[0]}\n${name}`;
  const turn = spent.get(key) ?? 0;
  spent.set(key, turn + 1);
  const reply = replies[turn] ?? (script.whenSpent === 'repeat-last' ? replies.at(-1) : undefined);
  if (!reply) {
    throw new ScriptError(
      `call ${turn + 1} of "${name}", but the script "${script.titles[0]}" has ${replies.length} replies for it`,
    );
  }
  return reply;
}

/** What is asked before there is a plan, and the plan. */
const untilPlan = ['analysis', 'plan'];

function forgetCallsAfterPlan(script: Script, spent: Map<string, number>): void {
  for (const name of Object.keys(script.replies)) {
    if (!untilPlan.includes(name)) spent.delete(`${script.titles[0]}\n${name}`);
  }
}

const titlesOf = (scripts: readonly Script[]) => scripts.map(script => `"${script.titles[0]}"`).join(', ') || 'none';
