import { z } from 'zod';
import type { Tool } from '../../domain/dialogue.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Failing } from './failures.ts';

/** What came of one action of the model. */
export type Result<P> =
  /** The answer; `note` is all that stays of it when the dialogue grows too long. */
  | { kind: 'told'; text: string; note: string; failing?: Failing }
  /** Why it was not done, and what to do instead. */
  | { kind: 'refused'; text: string }
  /** The work was handed in and is not good yet. */
  | { kind: 'rejected'; findings: Finding[]; failing: Failing }
  /** The dialogue has come to its end. */
  | { kind: 'over'; product: P };

/** One answer of the model with all actions in it: what was edited in it, and which edits were refused. */
export interface Turn {
  edited: Set<string>;
  refused: Finding[];
}

/** Something that the model may do: how it is told of it, and what doing it comes to. */
export interface Offer<P> {
  tool: Tool;
  /** Takes the arguments as the model wrote them. */
  perform(written: string, turn: Turn): Promise<Result<P>>;
}

/** An action by the schema of its arguments: those that do not fit are refused with what is wrong with them. */
export function offer<A, P = never>(
  tool: { name: string; description: string; schema: z.ZodType<A> },
  act: (given: A, turn: Turn) => Result<P> | Promise<Result<P>>,
): Offer<P> {
  return {
    tool,
    async perform(written, turn) {
      const json = parsed(written);
      if (json === undefined) return refused('The arguments are not JSON. Nothing was done.');
      const given = tool.schema.safeParse(json);
      if (given.success) return act(given.data, turn);
      return refused(`The arguments do not fit; nothing was done.\n${z.prettifyError(given.error).slice(0, 1000)}`);
    },
  };
}

export const refused = (text: string): { kind: 'refused'; text: string } => ({ kind: 'refused', text });

function parsed(written: string): unknown {
  if (written.trim() === '') return {};
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

/** An argument that may be left out: strict servers want every key, others leave it away. */
export const orNull = <T extends z.ZodType>(schema: T) => z.preprocess(value => value ?? null, schema.nullable());
