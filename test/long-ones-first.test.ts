import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { rank } from './long-ones-first.ts';

it('begins with what takes minutes', () => {
  const paths = ['test/domain/spec.test.ts', 'test/stories/amend.test.ts', 'test/corpus/java.test.ts'];
  expect(paths.toSorted((one, other) => rank(one) - rank(other))).toEqual(paths.toReversed());
});

it('names places that are there', () => {
  const files = globSync('test/**/*.test.ts', { cwd: resolve(import.meta.dirname, '..') });
  const ranks = new Set(files.map(rank));
  expect([...ranks].sort((one, other) => one - other)).toEqual(Array.from({ length: ranks.size }, (_, index) => index));
  expect(ranks.size).toBeGreaterThan(2);
});
