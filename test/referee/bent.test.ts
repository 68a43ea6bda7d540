import { describe, expect, it } from 'vitest';
import { bendExpectations, passedThough } from '../../src/referee/answers/bent.ts';
import { testsInSource } from '../../src/referee/tests-in-source.ts';

async function bent(path: string, text: string) {
  const { text: changed, bent: tests } = await bendExpectations(path, text, await testsInSource(path, text));
  return { changed, names: tests.map(({ names }) => names.at(-1)).sort() };
}

describe('expectations are bent', () => {
  it('in Python: the last literal of each test that holds an answer equal to one', async () => {
    const text = [
      'def test_a():\n    assert f(1) == 2\n    assert f(2) == 4, "four"\n',
      'class TestB:\n    def test_b(self):\n        assert "x" == f(0)\n',
      'class C(unittest.TestCase):\n    def test_c(self):\n        self.assertEqual(f(1), 1.5)\n',
    ].join('\n\n');
    const { changed, names } = await bent('tests/test_a.py', text);
    expect(names).toEqual(['test_a', 'test_b', 'test_c']);
    expect(changed).toBe(text.replace('== 4', '== 5').replace('"x"', '"xq"').replace('1.5', '2.5'));
  });

  it('in scripts, in blocks and without', async () => {
    const text =
      "it('a', () => assert.equal(f(1), 2));\ndescribe('b', () => {\n  test('c', async () => {\n    await x();\n    expect(f(2)).toBe('y');\n  });\n});\n";
    const { changed, names } = await bent('test/a.test.ts', text);
    expect(names).toEqual(['a', 'c']);
    expect(changed).toBe(text.replace('f(1), 2', 'f(1), 3').replace("'y'", "'yq'"));
  });

  it('in every set of parameters of pytest', async () => {
    const text =
      '@pytest.mark.parametrize(("a", "b"), [(1, 2), (3, 4)])\ndef test_a(a, b):\n    assert f(a) == b\n\n\n@pytest.mark.parametrize("b", [5, 6])\ndef test_b(b):\n    assert b == f(1)\n';
    const { changed, names } = await bent('tests/test_a.py', text);
    expect(names).toEqual(['test_a', 'test_b']);
    expect(changed).toBe(text.replace('(1, 2), (3, 4)', '(1, 3), (3, 5)').replace('[5, 6]', '[6, 7]'));
  });

  it.each([
    [
      'a_test.go',
      'func TestA(t *testing.T) {\n\tif got, _ := F(1); got != 2 {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n',
      '!= 2',
    ],
    ['a_test.go', 'func TestA(t *testing.T) {\n\tassert.Equal(t, 2, F(1), "two")\n}\n', 't, 2'],
    ['tests/a.rs', '#[test]\nfn a() {\n    assert!(f(3).is_ok());\n    assert_eq!(f(1), Ok(2), "two");\n}\n', 'Ok(2'],
    ['ATest.java', 'class ATest {\n    @Test\n    void a() {\n        assertEquals(2, f(1), "two");\n    }\n}\n', '(2'],
    [
      'ATest.java',
      'class ATest {\n    @Test\n    void a() {\n        assertThat(f(1)).isEqualTo(2);\n    }\n}\n',
      'To(2',
    ],
  ])('in languages that compile: %s %s', async (path, code, passage) => {
    const text = path.endsWith('.go') ? `package a\n\n${code}` : code;
    const { changed, names } = await bent(path, text);
    expect(names).toHaveLength(1);
    expect(changed).toBe(text.replace(passage, passage.replace('2', '3')));
  });

  it('and no number is too large for its type', async () => {
    const text = '#[test]\nfn a() {\n    assert_eq!(f(1), 255);\n}\n';
    expect((await bent('tests/a.rs', text)).changed).toBe(text.replace('255', '254'));
  });

  it.each([
    [
      'tests/test_a.py',
      '@pytest.mark.parametrize(("a", "b"), [(1, 2), pytest.param(3, 4)])\ndef test_a(a, b):\n    assert f(a) == b\n',
    ],
    [
      'tests/test_a.py',
      '@pytest.mark.parametrize(("a", "b"), [(1, 2), (3, None)])\ndef test_a(a, b):\n    assert f(a) == b\n',
    ],
    ['tests/test_a.py', '@pytest.mark.parametrize("a", [1, 2])\ndef test_a(a):\n    assert f(a) == wanted\n'],
    ['tests/a.rs', '#[test]\n#[should_panic]\nfn a() {\n    assert_eq!(f(1), 2);\n}\n'],
    ['tests/a.rs', '#[test]\nfn a() {\n    if f(1) == 3 {\n        return;\n    }\n    assert_eq!(f(1), 2);\n}\n'],
    [
      'ATest.java',
      'class ATest {\n    @Test(expected = E.class)\n    void a() {\n        assertEquals(2, f(1));\n    }\n}\n',
    ],
    ['ATest.java', 'class ATest {\n    @Test\n    void a() {\n        assertEquals(2, f(1), 3);\n    }\n}\n'],
    ['a_test.go', 'package a\n\nfunc TestA(t *testing.T) {\n\tif got := F(1); got == 2 {\n\t\tt.Error(got)\n\t}\n}\n'],
    ['a_test.go', 'package a\n\nfunc TestA(t *testing.T) {\n\tif got := F(1); got != 2 {\n\t\tt.Log(got)\n\t}\n}\n'],
    ['a_test.go', 'package a\n\nfunc check(t *testing.T) {\n\tif got := F(1); got != 2 {\n\t\tt.Error(got)\n\t}\n}\n'],
    ['tests/test_a.py', 'def test_a():\n    if x:\n        assert f(1) == 2\n'],
    ['tests/test_a.py', 'def test_a():\n    if x:\n        return\n    assert f(1) == 2\n'],
    ['tests/test_a.py', 'def test_a():\n    assert f(1) != 2\n'],
    ['tests/test_a.py', 'def test_a():\n    assert f(1) == 2 or g\n'],
    ['tests/test_a.py', 'def test_a():\n    assert f(1) == expected\n'],
    ['tests/test_a.py', 'def test_a():\n    self.assertAlmostEqual(f(1), 2)\n'],
    ['tests/test_a.py', 'def check():\n    assert f(1) == 2\n'],
    ['tests/test_a.py', 'def test_a():\n    assert f(1) == 2\n\n\ndef test_a():\n    assert f(1) == x\n'],
    ['test/a.test.ts', 'it(`a $' + '{x}`, () => {\n  expect(f(1)).toBe(2);\n});\n'],
    ['test/a.test.ts', "it('a', () => {\n  expect(f(1)).not.toBe(2);\n});\n"],
    ['test/a.test.ts', "it.fails('a', () => {\n  expect(f(1)).toBe(2);\n});\n"],
    ['test/a.test.ts', "test.concurrent.failing('a', () => {\n  expect(f(1)).toBe(2);\n});\n"],
    ['test/a.test.ts', "it('a', () => {\n  for (const x of all) expect(x).toBe(2);\n});\n"],
    ['test/a.test.ts', "it('a', () => {\n  expect(f(1)).toBeCloseTo(2);\n});\n"],
    ['test/a.test.ts', 'before(() => {\n  assert.equal(f(1), 2);\n});\n'],
  ])('nowhere else: %s %s', async (path, text) => {
    expect(await bent(path, text)).toEqual({ changed: text, names: [] });
  });

  it('and what passes all the same is told, every set of parameters by itself', async () => {
    const [test] = await testsInSource('test_a.py', 'def test_a():\n    assert f(1) == 2\n');
    const results = [
      { id: 'test_a.py::test_a[1]', status: 'failed' },
      { id: 'test_a.py::test_a[2]', status: 'passed' },
      { id: 'test_a.py::test_b', status: 'passed' },
      { id: 'test_a.py::test_a > of its own', status: 'passed' },
    ];
    expect(passedThough(results, test ? [test] : [])).toEqual([results[1]]);
  });
});
