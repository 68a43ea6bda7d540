import { describe, expect, it } from 'vitest';
import { boundedMarkdown } from '../../src/domain/bounded-markdown.ts';
import { visibleText } from '../../src/writer/visible-text.ts';

describe('boundedMarkdown', () => {
  it.each([
    ['quotes', `${'>'.repeat(60_000)} x`, `${'>'.repeat(20)} x`],
    ['bullets', `${'- '.repeat(30_000)}x`, `${'- '.repeat(20)}x`],
    ['numbers', `a\n${'1. '.repeat(20_000)}x`, `a\n${'1. '.repeat(20)}x`],
    ['a mixture', `${'> - '.repeat(15_000)}x`, `${'> - '.repeat(10)}x`],
  ])('cuts %s', (_name, deep, bounded) => {
    expect(boundedMarkdown(deep)).toBe(bounded);
    expect(visibleText(deep).text).toMatch(/x$/);
  });

  it.each([
    '- a\n  - b\n> c\n1. d',
    '-'.repeat(100),
    '* * * * * * * * * *',
    `    ${' '.repeat(100)}code`,
    '> > quoted\n> > > more',
    '-5 and *this* and 1.5',
  ])('leaves %j', markdown => {
    expect(boundedMarkdown(markdown)).toBe(markdown);
  });
});
