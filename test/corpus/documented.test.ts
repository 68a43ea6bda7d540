import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpora } from './all.ts';
import { withCorpus } from './table.ts';

describe('the corpus', () => {
  it('stands in docs/referee.md (npm run docs)', () => {
    const text = readFileSync(resolve(import.meta.dirname, '..', '..', 'docs', 'referee.md'), 'utf8');
    expect(text).toBe(withCorpus(text));
    expect(() => withCorpus('# No place')).toThrow('There are no lines');
  });

  it.each(corpora)('names each change to $language once', ({ cases }) => {
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  });
});
