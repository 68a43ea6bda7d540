/** One measured number, with the bar it has to hold and what was measured beside it in the same run. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  bar?: number;
  /** Whether the bar is the least or the most that is allowed. */
  beside?: { what: string; value: number };
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which this share of the values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
