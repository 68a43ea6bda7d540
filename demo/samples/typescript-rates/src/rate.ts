/** So many requests in so much time. */
export interface Rate {
  requests: number;
  /** Milliseconds. */
  window: number;
}

const windows: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
};

const pattern = /^(\d+)\/(s|min|h)$/;

/**
 * Reads a rate as people write it: `10/s`, `100/min`, `5000/h`.
 * Throws a RangeError when the text is not one, or allows nothing.
 */
export function parseRate(text: string): Rate {
  const [, count, unit = ''] = pattern.exec(text.trim()) ?? [];
  const window = windows[unit];
  const requests = Number(count);
  if (window === undefined || !Number.isSafeInteger(requests) || requests < 1) {
    throw new RangeError(`"${text}" is not a rate: write for example 10/s, 100/min or 5000/h`);
  }
  return { requests, window };
}

/** Milliseconds after which one more request is allowed. */
export function interval(rate: Rate): number {
  return rate.window / rate.requests;
}
