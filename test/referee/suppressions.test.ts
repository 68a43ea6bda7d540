import { describe, expect, it } from 'vitest';
import { addedLines } from '../../src/referee/added-lines.ts';
import { findSuppressions } from '../../src/referee/suppressions.ts';

const rulesIn = (path: string, text: string, kind: 'skip' | 'suppression') =>
  findSuppressions([{ path, added: [{ line: 7, text }] }], kind).map(({ message }) => /`(.+?)`/.exec(message)?.[1]);

describe('markers that take a test out of the run', () => {
  it.each([
    ['a.py', '@pytest.mark.skip(reason="later")'],
    ['a.py', 'pytestmark = pytest.mark.skipif(True, reason="")'],
    ['a.py', '@mark.xfail'],
    ['a.py', '    pytest.skip("later")'],
    ['a.py', 'np = pytest.importorskip("numpy")'],
    ['a.py', '@unittest.skipIf(True, "")'],
    ['a.py', '@expectedFailure'],
    ['a.py', 'self.skipTest("later")'],
    ['conftest.py', 'collect_ignore = ["test_new.py"]'],
    ['a.test.ts', "it.skip('x', () => {})"],
    ['a.test.ts', "describe.only('x', () => {})"],
    ['a.test.ts', "test.concurrent.todo('x')"],
    ['a.test.ts', "it.fails('x', () => {})"],
    ['a.test.ts', "test.skipIf(true)('x', () => {})"],
    ['a.test.ts', "xit('x', () => {})"],
    ['a.test.ts', "fdescribe('x', () => {})"],
    ['a.test.ts', 'this.skip();'],
    ['a.test.ts', "t.todo('later')"],
    ['a.test.ts', "test('x', { skip: true }, () => {})"],
    ['a.test.ts', "test('x', { todo: 'later' }, () => {})"],
  ])('%s: %s', (path, text) => {
    expect(rulesIn(path, text, 'skip').length).toBeGreaterThan(0);
  });

  it.each([
    ['a.py', 'skip = compute_skip(rows)'],
    ['a.py', 'assert only == 1'],
    ['a.test.ts', 'const rows = await list({ skip: 10, take: 5 });'],
    ['a.test.ts', "it('skips empty rows', () => {"],
    ['a.test.ts', "test('x', { skip: false }, () => {})"],
    ['a.rb', 'pytest.skip("later")'],
  ])('and not %s: %s', (path, text) => {
    expect(rulesIn(path, text, 'skip')).toEqual([]);
  });
});

describe('words that silence a tool', () => {
  it.each([
    ['a.py', 'import os  # noqa: F401', 'noqa'],
    ['a.py', '# ruff: noqa', 'noqa'],
    ['a.py', 'x = f()  # type: ignore[arg-type]', 'type: ignore'],
    ['a.py', '# pyright: ignore', 'type: ignore'],
    ['a.py', '# mypy: ignore-errors', 'mypy: ignore-errors'],
    ['a.py', 'def f():  # pragma: no cover', 'pragma: no cover'],
    ['a.py', '# pylint: disable=all', 'pylint: disable'],
    ['a.py', '# fmt: off', 'fmt: off'],
    ['a.py', 'password = "x"  # nosec', 'nosec'],
    ['a.ts', '// eslint-disable-next-line no-console', 'eslint-disable'],
    ['a.ts', '/* oxlint-disable */', 'eslint-disable'],
    ['a.ts', '// @ts-expect-error', '@ts-ignore'],
    ['a.ts', '// @ts-nocheck', '@ts-ignore'],
    ['a.ts', '// biome-ignore lint/suspicious/noExplicitAny: because', 'biome-ignore'],
    ['a.ts', '/* v8 ignore next 3 */', 'coverage ignore'],
    ['a.js', '/* istanbul ignore if */', 'coverage ignore'],
    ['a.md', '<!-- prettier-ignore -->', 'prettier-ignore'],
    ['a.yml', 'key: x # gitleaks:allow', 'secret scanner allow'],
    ['a.py', '# secretlint-disable', 'secret scanner allow'],
  ])('%s: %s', (path, text, rule) => {
    expect(rulesIn(path, text, 'suppression')).toEqual([rule]);
  });

  it.each([
    ['a.py', 'log("noqa is a word")'],
    ['a.ts', 'const ignore = tsIgnore();'],
    ['a.ts', '// type: ignored by design'],
  ])('and not %s: %s', (path, text) => {
    expect(rulesIn(path, text, 'suppression')).toEqual([]);
  });
});

describe('added lines', () => {
  it.each([
    ['a new file', undefined, 'a\nb\n', [1, 2]],
    ['a line between', 'a\nc\n', 'a\nb\nc\n', [2]],
    ['a changed line', 'a\nb\nc\n', 'a\nB\nc\n', [2]],
    ['a last line without its end', 'a\n', 'a\nb', [2]],
    ['other line ends', 'a\r\nb\r\n', 'a\nb\n', []],
    ['nothing', 'a\n', 'a\n', []],
  ])('of %s', (_name, before, after, lines) => {
    expect(addedLines(before, after).map(({ line }) => line)).toEqual(lines);
  });
});
