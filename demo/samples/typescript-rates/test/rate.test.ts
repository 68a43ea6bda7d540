import { describe, expect, it } from 'vitest';
import { interval, parseRate } from '../src/rate.ts';

describe('parseRate', () => {
  it.each([
    ['10/s', { requests: 10, window: 1_000 }],
    ['100/min', { requests: 100, window: 60_000 }],
    [' 5000/h ', { requests: 5_000, window: 3_600_000 }],
  ])('reads %s', (text, rate) => {
    expect(parseRate(text)).toEqual(rate);
  });

  it.each(['', '10', '10/day', '0/s', '-1/s', '1.5/s', 'ten/s'])('refuses %j', (text) => {
    expect(() => parseRate(text)).toThrow(`"${text}" is not a rate`);
  });
});

describe('interval', () => {
  it('is the time that one request takes to come back', () => {
    expect(interval(parseRate('10/s'))).toBe(100);
  });
});
