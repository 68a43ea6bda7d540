import type { StageRow } from './status.ts';

/** What a stage, or all of them, took. Without `usd` the price is not known, which is not the same as nothing. */
export type Cost = Pick<StageRow, 'seconds' | 'calls' | 'tokens' | 'cachedTokens' | 'usd'>;

/** Costs added up; one unknown price makes the sum unknown. */
export function totalCost(costs: readonly Cost[]): Cost {
  const sum = (key: keyof Cost) => costs.reduce((total, cost) => total + (cost[key] ?? 0), 0);
  return {
    seconds: sum('seconds'),
    calls: sum('calls'),
    tokens: sum('tokens'),
    cachedTokens: sum('cachedTokens'),
    ...(costs.every(isPriceKnown) && { usd: sum('usd') }),
  };
}

/** Whether we can say what it cost: there was no call, or the model's price is known. */
export function isPriceKnown({ calls, usd }: Cost): boolean {
  return !calls || usd !== undefined;
}

/** A duration for people: `< 1 s`, `42 s`, `3 min 5 s`. */
export function timeText(seconds: number): string {
  if (seconds < 1) return '< 1 s';
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Dollars to a tenth of a cent. */
export const usdText = (usd: number): string => `$${usd.toFixed(3)}`;

/** A number of tokens, and how many of them cost less: `1,200 (900 cached)`. */
export const tokensText = (tokens: number, cached = 0): string =>
  `${tokens.toLocaleString('en')}${cached > 0 ? ` (${cached.toLocaleString('en')} cached)` : ''}`;
