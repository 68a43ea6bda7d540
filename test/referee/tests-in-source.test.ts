// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ids of tests with computed titles hold the places as written
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isResultOf, testsInSource } from '../../src/referee/tests-in-source.ts';
import { formatOf, recorded } from './recorded-reports.ts';

const idsIn = async (path: string, text: string) => (await testsInSource(path, text)).map(test => test.id);

describe('tests in Python source', () => {
  it('finds functions, methods, nested classes and test cases, and nothing else', async () => {
    const text = `
import unittest
def helper(): pass
def test_plain(): assert 1
async def test_async(): assert 1
@pytest.mark.parametrize("n", [1, 2])
def test_many(n): assert n
class TestOuter:
    def test_method(self): assert 1
    def helper(self): assert 1
    class TestInner:
        def test_deep(self): assert 1
class Case(unittest.TestCase):
    def test_case(self): self.assertTrue(1)
class Plain:
    def test_not_collected(self): assert 1
if True:
    def test_conditional(): assert 1
`;
    expect(await idsIn('t/test_a.py', text)).toEqual([
      't/test_a.py::test_plain',
      't/test_a.py::test_async',
      't/test_a.py::test_many',
      't/test_a.py::TestOuter::test_method',
      't/test_a.py::TestOuter::TestInner::test_deep',
      't/test_a.py::Case::test_case',
      't/test_a.py::test_conditional',
    ]);
  });

  it('keeps the lines, the comment above and what the classes around it say', async () => {
    const text =
      'class TestA:\n    """Covers AC-1."""\n\n    # AC-2\n    @mark\n    def test_x(self):\n        assert 1\n';
    const [test] = await testsInSource('test_a.py', text);
    expect(test).toMatchObject({ line: 5, endLine: 7, text: '@mark\n    def test_x(self):\n        assert 1' });
    expect(test?.context.split('\n').filter(Boolean)).toEqual(['TestA', '"""Covers AC-1."""', '# AC-2']);
  });

  it.each([
    ['assert x == 1', true],
    ['with pytest.raises(ValueError):\n        f()', true],
    ['self.assertEqual(f(), 1)', true],
    ['mock.assert_called_once()', true],
    ['check_totals(f())', true],
    ['pass', false],
    ['f()', false],
    ['# assert nothing\n    f()', false],
    ['print("assert x")', false],
  ])('knows whether a body asserts: %s', async (body, asserts) => {
    expect(await testsInSource('test_a.py', `def test_x():\n    ${body}\n`)).toMatchObject([{ asserts }]);
  });
});

describe('tests in JavaScript and TypeScript source', () => {
  it('finds tests in blocks, in loops, parametrised and nested', async () => {
    const text = `
import { describe, it, test } from 'vitest';
test('plain', () => { expect(1).toBe(1) });
describe('outer', function () {
  describe("in'ner", () => { it(\`deep\`, async () => {}) });
  it.each([[1]])('adds %d to \${x}', n => {});
  it.skip('skipped', () => {});
  it.todo('later');
  for (const n of [1, 2]) it(\`turns \${n}\`, () => {});
});
describe.each(['a'])('each %s', () => { test('in it', () => {}) });
test('parent', async t => { await t.test('child', () => {}) });
test(name, () => {});
/x/.test('abc'); pattern.test('abc'); helper('it', () => {});
`;
    expect(await idsIn('a.test.ts', text)).toEqual([
      'a.test.ts::plain',
      "a.test.ts::outer > in'ner > deep",
      'a.test.ts::outer > adds %d to ${x}',
      'a.test.ts::outer > skipped',
      'a.test.ts::outer > later',
      'a.test.ts::outer > turns ${n}',
      'a.test.ts::each %s > in it',
      'a.test.ts::parent',
      'a.test.ts::parent > child',
      'a.test.ts::${name}',
    ]);
  });

  it.each([
    ['expect(f()).toBe(1)', true],
    ['await expect(f()).rejects.toThrow()', true],
    ['assert.equal(f(), 1)', true],
    ['assert(f())', true],
    ['t.assert.equal(f(), 1)', true],
    ['t.assert.strictEqual(f(), 1)', true],
    ['t.assert.doesNotThrow(() => f())', true],
    ['t.assert.ok(true)', false],
    ['this.expect(f()).to.be.null()', true],
    ['f().should.equal(1)', true],
    ['', false],
    ['f()', false],
    ['// expect(f())', false],
    ['console.log("expect(1)")', false],
  ])('knows whether a body asserts: %s', async (body, asserts) => {
    expect(await testsInSource('a.test.js', `it('x', async t => {\n${body}\n});`)).toMatchObject([{ asserts }]);
  });

  it('reads JSX and survives source that nests without end', async () => {
    expect(await idsIn('a.test.jsx', "it('x', () => { render(<App a={1}>hi</App>); });")).toEqual(['a.test.jsx::x']);
    expect(await idsIn('a.test.js', `${'('.repeat(60_000)}${')'.repeat(60_000)}`)).toEqual([]);
  });

  it('finds nothing in a language without a grammar', async () => {
    expect(await idsIn('a.rb', "it('x')")).toEqual([]);
  });
});

describe('tests that assert by a function of their own file', () => {
  it.each<[string, string, boolean[]]>([
    [
      'test_a.py',
      'def same(x):\n    assert decode(x) == x\n\ndef test_a():\n    same(1)\n\ndef test_b():\n    other(1)\n',
      [true, false],
    ],
    [
      'test_a.py',
      'class Base(TestCase):\n    def same(self, x):\n        self.assertEqual(f(x), x)\n\n    def twice(self, x):\n        self.same(x)\n\nclass TestA(Base):\n    def test_a(self):\n        self.twice(1)\n',
      [true],
    ],
    ['test_a.py', 'def same(x):\n    print(x)\n\ndef test_a():\n    same(1)\n', [false]],
    [
      'a.test.ts',
      "function same(x) {\n  assert.equal(f(x), x);\n}\ntest('a', () => same(1));\ntest('b', () => {\n  f(1);\n});\n",
      [true, false],
    ],
    ['a.test.ts', "const same = x => expect(f(x)).toBe(x);\nit('a', async () => {\n  await same(1);\n});\n", [true]],
    ['a.test.ts', "const same = x => expect(true).toBe(true);\nit('a', () => same(1));\n", [false]],
    [
      'a_test.go',
      'package a\n\nfunc (s suite) same(a, b int) {\n\tif a != b {\n\t\ts.t.Error(a)\n\t}\n}\n\nfunc TestA(t *testing.T) {\n\ts := suite{t}\n\ts.same(A(), 2)\n}\n',
      [true],
    ],
    [
      'tests/a.rs',
      '#[test]\nfn a() {\n    same(4);\n}\n\nfn same(n: u32) {\n    assert_eq!(f(n), n);\n}\n\nfn f(n: u32) {}\n\n#[test]\nfn b() {\n    f(4);\n}\n',
      [true, false],
    ],
    [
      'ATest.java',
      'class ATest {\n  @Test\n  void a() {\n    same(4);\n  }\n\n  private void same(int n) {\n    assertEquals(n, A.f(n));\n  }\n}\n',
      [true],
    ],
  ])('%s: %s', async (path, text, asserts) => {
    expect((await testsInSource(path, text)).map(test => test.asserts)).toEqual(asserts);
  });
});

describe('a test and its results', () => {
  it.each([
    ['a.py::test_x', false, 'a.py::test_x[1-2]', true],
    ['a.py::test_x', false, 'a.py::test_xy', false],
    ['a.ts::parent', false, 'a.ts::parent > child', true],
    ['a.ts::adds %d to ${x}', true, 'a.ts::adds 1 to 2', true],
    ['a.ts::costs $5', false, 'a.ts::costs $6', false],
  ])('%s (many: %s) and %s: %s', (id, isMany, resultId, belongs) => {
    expect(isResultOf({ id, isMany }, resultId)).toBe(belongs);
  });

  it.each(['pytest', 'vitest', 'node', 'jest', 'mocha'])('are named alike by the source and by %s', async runner => {
    const directory = join(import.meta.dirname, '../fixtures/runners', runner, runner === 'pytest' ? 'tests' : 'test');
    for (const behaviour of ['passes', runner === 'pytest' ? 'fails_assertion' : 'fails-assertion']) {
      const name = readdirSync(directory).find(file => file.includes(behaviour)) ?? '';
      const path = `${runner === 'pytest' ? 'tests' : 'test'}/${name}`;
      const tests = await testsInSource(path, readFileSync(join(directory, name), 'utf8'), formatOf[runner]);
      const report = recorded(runner, behaviour);
      const ids = report.kind === 'ran' ? report.results.map(result => result.id) : [];
      expect(ids.filter(id => !tests.some(test => isResultOf(test, id)))).toEqual([]);
      expect(tests.filter(test => !ids.some(id => isResultOf(test, id))).map(test => test.id)).toEqual([]);
    }
  });
});

describe('an assertion that cannot fail a test', () => {
  const java = (body: string) => `class ATest {\n    @Test\n    void a() {\n        ${body}\n    }\n}\n`;
  const rust = (body: string) => `#[test]\nfn a() {\n    ${body}\n}\n`;
  const asserts = async (path: string, text: string) => (await testsInSource(path, text)).map(test => test.asserts);

  it.each([
    ['ATest.java', java('try { assertEquals(2, f(1)); } catch (AssertionError error) { }')],
    ['ATest.java', java('try { assertEquals(2, f(1)); } catch (Throwable ignored) { log(ignored); }')],
    ['ATest.java', java('assertTrue(f(1) == 2 || true);')],
    ['tests/a.rs', rust('let _ = std::panic::catch_unwind(|| assert_eq!(f(1), 2));')],
    ['tests/a.rs', rust('assert!(f(1) == 2 || true);')],
  ])('is none: %s %s', async (path, text) => {
    expect(await asserts(path, text)).toEqual([false]);
  });

  it.each([
    ['ATest.java', java('try { f(1); fail(); } catch (IllegalStateException error) { }')],
    [
      'ATest.java',
      java('try { assertEquals(2, f(1)); } catch (AssertionError error) { throw new AssertionError(text, error); }'),
    ],
    ['ATest.java', java('try { check(1); } catch (AssertionError error) { assertEquals("no", error.getMessage()); }')],
    ['tests/a.rs', rust('assert!(std::panic::catch_unwind(|| f(1)).is_err());')],
  ])('but this is one: %s %s', async (path, text) => {
    expect(await asserts(path, text)).toEqual([true]);
  });
});
