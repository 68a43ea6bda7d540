import { describe, expect, it } from 'vitest';
import type { ClassifiedTest } from '../../src/domain/red.ts';
import { judgeReplay } from '../../src/referee/replay.ts';
import { ran, said, unusable } from './reports-by-hand.ts';

const path = 'tests/test_a.py';
const id = `${path}::test_slug`;
const context = {
  spec: { codeSpans: ['slug(text)'], newFiles: [] },
  settings: { root: '.', tests: { paths: ['tests/**'], harness: [] } },
};
const test = (over: Partial<ClassifiedTest> = {}): ClassifiedTest => ({
  id,
  file: path,
  name: 'test_slug',
  class: 'assertion',
  red: true,
  why: '',
  ...over,
});
const rules = (tests: ClassifiedTest[], report: Parameters<typeof judgeReplay>[0]['report']) =>
  judgeReplay({ tests, report, context }).map(({ rule }) => rule);

describe('without the implementation', () => {
  it('a test is red again for the same reason', () => {
    expect(rules([test()], ran({ [id]: said.assertion }))).toEqual([]);
  });

  it('a test whose file cannot be loaded again is red for the same reason', () => {
    const report = ran({}, { [path]: said.missing('slug') });
    expect(rules([test({ class: 'missing-symbol', symbol: 'slug' })], report)).toEqual([]);
  });

  it('a test that passes shows that something else answers it', () => {
    const [finding] = judgeReplay({ tests: [test()], report: ran({ [id]: 'passed' }), context });
    expect(finding).toMatchObject({ rule: 'replay', path, message: expect.stringContaining('passes') });
  });

  it('a test that fails for another reason, or does not run, is not red again', () => {
    expect(rules([test()], ran({ [id]: said.network }))).toEqual(['replay']);
    expect(rules([test()], ran({ [id]: said.stub }))).toEqual(['replay']);
    expect(rules([test()], ran({}))).toEqual(['replay']);
  });

  it('pins say nothing', () => {
    expect(rules([test({ class: 'passes', red: false })], ran({ [id]: 'passed' }))).toEqual([]);
  });

  it('a run that says nothing shows nothing', () => {
    expect(rules([test()], unusable('no-report'))).toEqual(['replay']);
  });
});
