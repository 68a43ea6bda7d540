import { expect, it } from 'vitest';
import { HeadTail } from '../../../src/adapters/sandbox/head-tail.ts';

const keep = (limit: number, ...chunks: string[]) => {
  const kept = new HeadTail(limit);
  for (const chunk of chunks) kept.push(Buffer.from(chunk));
  return `${kept}`;
};

it('keeps everything up to its limit, however it is cut into chunks', () => {
  expect(keep(8, 'abcdefgh')).toBe('abcdefgh');
  expect(keep(8, 'abc', 'd', 'efgh')).toBe('abcdefgh');
  expect(keep(8)).toBe('');
});

it('counts what it leaves out of the middle', () => {
  expect(keep(8, 'abcdefghi')).toBe('abcd\n… 1 bytes left out …\nfghi');
  expect(keep(8, 'ab', 'cdefg', 'hijkl', 'm')).toBe('abcd\n… 5 bytes left out …\njklm');
});
