import { describe, expect, it } from 'vitest';
import { addedLines } from '../../src/referee/added-lines.ts';
import { withCode } from '../../src/referee/code-lines.ts';
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
    ['a.py', '@getattr(pytest.mark, "skip")'],
    ['conftest.py', 'collect_ignore = ["test_new.py"]'],
    ['a.test.ts', "it.skip('x', () => {})"],
    ['a.test.ts', "describe.only('x', () => {})"],
    ['a.test.ts', "test.concurrent.todo('x')"],
    ['a.test.ts', "it['skip']('x', () => {})"],
    ['a.test.ts', 'describe["only"]("x", () => {})'],
    ['a.test.ts', "it.fails('x', () => {})"],
    ['a.test.ts', "test.skipIf(true)('x', () => {})"],
    ['a.test.ts', "xit('x', () => {})"],
    ['a.test.ts', "fdescribe('x', () => {})"],
    ['a.test.ts', "fit('x', () => {})"],
    ['a.test.ts', 'fit.each([1])("x", () => {})'],
    ['a.test.ts', 'this.skip();'],
    ['a.test.ts', "t.todo('later')"],
    ['a.test.ts', "test('x', { skip: true }, () => {})"],
    ['a.test.ts', "test('x', { todo: 'later' }, () => {})"],
    ['a.test.ts', "test('x', () => {}, { timeout: 5, skip: true });"],
    ['a.test.ts', "test({ name: 'x', skip: true }, () => {})"],
  ])('%s: %s', (path, text) => {
    expect(rulesIn(path, text, 'skip').length).toBeGreaterThan(0);
  });

  it.each([
    ['a.py', 'skip = compute_skip(rows)'],
    ['a.py', 'assert only == 1'],
    ['a.test.ts', 'const rows = await list({ skip: 10, take: 5 });'],
    ['a.test.ts', "it('skips empty rows', () => {"],
    ['a.test.ts', 'const text = fit([one, two], 3);'],
    ['a.test.ts', 'model.fit("linear", rows);'],
    ['a.test.ts', "it('pages', () => expect(page(rows, { skip: 1, take: 2 })).toEqual([2]));"],
    ['a.test.ts', "it('lists', async () => { expect(await list({ a: {} }, { skip, take: 2 })).toEqual([]); });"],
    ['a.test.ts', "it('adds', function () { assert.deepEqual(add({ todo: 'x' }), [{ todo: 'x' }]); });"],
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

/** Numbers of the lines that are found in a new file. */
async function linesOf(path: string, text: string, kind: 'skip' | 'suppression', texts = new Map([[path, text]])) {
  const files = await withCode([{ path, added: addedLines(undefined, text) }], texts);
  return [...new Set(findSuppressions(files, kind).map(({ line }) => line))];
}

describe('words that only stand in a string', () => {
  it.each<[string, string, 'skip' | 'suppression', string]>([
    ['a call', 'a.test.ts', 'skip', 'check("it.fails(\'a\', () => {})");\n'],
    ['a test of a test', 'a.test.ts', 'skip', `const text = \`\n  it.skip("a", () => {});\n  \${name}\n\`;\n`],
    ['a file that speaks of running texts', 'a.test.ts', 'skip', 'check("eval(1)", "exec(2)", "it.skip(3)");\n'],
    ['a title', 'a.test.ts', 'skip', "it('knows limit, skip, and take', () => {});\n"],
    ['an attribute', 'a.test.tsx', 'skip', 'const a = <b title="it.only(1)">c</b>;\n'],
    ['an expression to search for', 'a.test.js', 'skip', 'const found = /xit(1)|it.skip/.test(text);\n'],
    ['lines that end as on Windows', 'a.test.ts', 'skip', "const a = `é😀\r\n  it.skip('a');\r\n`;\r\n"],
    ['a file that pytest is tried on', 'test_a.py', 'skip', 'TEXT = """\n@pytest.mark.skip\ndef test_a(): ...\n"""\n'],
    ['text beside a value', 'test_a.py', 'skip', 'text = f"pytest.skip({reason})"\n'],
    ['a raw string of Go', 'a_test.go', 'skip', 'package a\n\nvar text = `\n\tt.Skip("later")\n`\n'],
    ['a raw string of Rust', 'tests/a.rs', 'skip', 'const TEXT: &str = r#"\n#[ignore]\n"#;\n'],
    ['a text block of Java', 'ATest.java', 'skip', 'class ATest {\n  String text = """\n    @Disabled\n    """;\n}\n'],
    ['a comment that is none', 'a.ts', 'suppression', "export const word = '// eslint-disable-next-line';\n"],
    ['a type comment that is none', 'a.py', 'suppression', 'WORD = "# type: ignore"\n'],
  ])('is not blamed: %s', async (_name, path, kind, text) => {
    expect(rulesIn(path, text, kind).length).toBeGreaterThan(0);
    expect(await linesOf(path, text, kind)).toEqual([]);
  });

  it.each<[string, string, 'skip' | 'suppression', string, number[]]>([
    ['a call in a template', 'a.test.ts', 'skip', `const a = \`b \${it.skip('c', () => {})} d\`;\n`, [1]],
    ['a call after a string', 'a.test.ts', 'skip', "const a = `\n b`; it.skip('c', () => {});\n", [2]],
    ['a member by its name', 'a.test.ts', 'skip', "it['skip']('a', () => {});\n", [1]],
    ['text in an element', 'a.test.tsx', 'skip', 'const a = <b>it.skip</b>;\n', [1]],
    ['a value in a text', 'test_a.py', 'skip', 'text = f"a {pytest.skip(\'b\')} c"\n', [1]],
    ['an attribute by its name', 'test_a.py', 'skip', '@getattr(pytest.mark, "skip")\ndef test_a(): ...\n', [1]],
    ['a reason', 'test_a.py', 'skip', 'def test_a():\n    pytest.skip("later")\n', [2]],
    ['a reason in Rust', 'tests/a.rs', 'skip', '#[ignore = "later"]\nfn a() {}\n', [1]],
    ['a reason in Java', 'ATest.java', 'skip', 'class ATest {\n  @Disabled("later") void a() {}\n}\n', [2]],
    ['a comment after a string', 'a.py', 'suppression', 'a = b("c # type: d")  # type: ignore\n', [1]],
    ['an example that is run', 'a.py', 'skip', '"""A.\n\n>>> pytest.skip("later")\n"""\n', [3]],
    ['a text that is run', 'test_a.py', 'skip', 'exec("pytest.skip()")\n', [1]],
    ['a text that is run as a script', 'a.test.js', 'skip', "eval('it.skip(1)');\n", [1]],
    ['what tools look for in any text', 'a.py', 'suppression', 'import os; a = "# noqa"\n', [1]],
    ['a file that cannot be read', 'a.test.ts', 'skip', 'const a = "it.skip(1)";\nconst b = ;;(\n', [1]],
  ])('is blamed where it has an effect: %s', async (_name, path, kind, text, lines) => {
    expect(await linesOf(path, text, kind)).toEqual(lines);
  });

  it('is blamed where the whole file is not at hand, or is another one', async () => {
    const [path, text] = ['a.test.ts', 'const a = "it.skip(1)";\n'];
    expect(await linesOf(path, text, 'skip', new Map())).toEqual([1]);
    expect(await linesOf(path, text, 'skip', new Map([[path, `\n${text}`]]))).toEqual([1]);
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
