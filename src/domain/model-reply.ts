import type { Spend } from './stage.ts';

/** What a model call gave: data that fits the schema, or why there is none. Refusal and truncation are values. */
export type ModelReply<T> =
  | { kind: 'answer'; value: T; spend: Spend }
  | { kind: 'refused'; text: string; spend: Spend }
  | { kind: 'truncated'; spend: Spend }
  | { kind: 'junk'; problem: string; spend: Spend };
