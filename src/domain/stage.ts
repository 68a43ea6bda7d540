/** The stages in the order in which a feature passes through them. */
export const stageNames = ['plan', 'red', 'green', 'refactor', 'hammer', 'document', 'verify'] as const;
export type StageName = (typeof stageNames)[number];

/** As people read them. */
export const stageTitles: Record<StageName, string> = {
  plan: 'Plan',
  red: 'Red',
  green: 'Green',
  refactor: 'Refactor',
  hammer: 'Hammer',
  document: 'Document',
  verify: 'Verify',
};

/** Two ways through the same stages: from an issue to a plan of its own, or by a step of a plan that people wrote. */
export type Course = 'feature' | 'step';

/** What one stage cost. `usd` is missing when the model's price is not known: unknown is never 0. */
export interface Spend {
  calls: number;
  inputTokens: number;
  /** Of the input tokens, those that the server had in its cache. */
  cachedTokens: number;
  outputTokens: number;
  usd?: number;
}

export const noSpend: Spend = { calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, usd: 0 };

/** Costs added up; one unknown price makes the sum unknown. */
export function addSpend(left: Spend, right: Spend): Spend {
  const usd = left.usd === undefined || right.usd === undefined ? undefined : left.usd + right.usd;
  return {
    calls: left.calls + right.calls,
    inputTokens: left.inputTokens + right.inputTokens,
    cachedTokens: left.cachedTokens + right.cachedTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    ...(usd === undefined ? {} : { usd }),
  };
}
