import { expect, it } from 'vitest';
import { surelyAsserting } from '../../src/referee/source/direct-assertions.ts';
import { testsInSource } from '../../src/referee/tests-in-source.ts';

async function surely(path: string, body: string) {
  const isPython = path.endsWith('.py');
  const indented = body.replace(/^/gm, isPython ? '    ' : '  ');
  const text = isPython ? `def test_a():\n${indented}\n` : `it('a', async () => {\n${indented}\n});\n`;
  return (await surelyAsserting(path, text, await testsInSource(path, text))).length === 1;
}

it.each([
  ['a.py', 'got = f(1)\nassert got == 2, "two"'],
  ['a.py', 'assert f(1)'],
  ['a.py', 'assert f(1) == 2 or f(1) == 3'],
  ['a.test.ts', 'assert.ok(f(1) || g(1));'],
  ['a.py', 'assert (f(1) is not None)'],
  ['a.py', 'self.assertEqual(f(1), 2)'],
  ['a.py', 'with pytest.raises(ValueError):\n    f(1)'],
  ['a.test.ts', 'assert.equal(f(1), 2);'],
  ['a.test.ts', 'assert(f(1));'],
  ['a.test.ts', 'expect(f(1)).not.toBe(2);'],
  ['a.test.ts', 'await expect(f(1)).resolves.toBe(2);'],
  ['a.test.ts', 'await assert.rejects(f(1));'],
  ['a.test.ts', 't.is(f(1), 2);'],
])('every run reaches an assertion that can fail: %s %s', async (path, body) => {
  expect(await surely(path, body)).toBe(true);
});

it.each([
  ['a.py', 'assert (f(1) == 2, "two")'],
  ['a.py', 'assert f(1) == 2 or True'],
  ['a.py', 'assert (x == 2 for x in f(1))'],
  ['a.py', 'assert lambda: f(1) == 2'],
  ['a.py', 'try:\n    assert f(1) == 2\nexcept AssertionError:\n    pass'],
  ['a.py', 'with suppress(AssertionError):\n    assert f(1) == 2'],
  ['a.py', 'def check():\n    assert f(1) == 2'],
  ['a.py', 'for x in f(1):\n    assert x == 2'],
  ['a.py', 'if f(1):\n    return\nassert f(1) == 2'],
  ['a.test.ts', 'expect(f(1));'],
  ['a.test.ts', 'expect(f(1)).resolves.toBe(2);'],
  ['a.test.ts', 'f(1).then(x => assert.equal(x, 2));'],
  ['a.test.ts', 'p(f(1)).then(x => assert.equal(x, 2)).catch(() => {});'],
  ['a.test.ts', 'try {\n  assert.equal(f(1), 2);\n} catch {}'],
  ['a.test.ts', 'assert.ok([f(1) === 2]);'],
  ['a.test.ts', 'assert(f(1) === 2 || true);'],
  ['a.test.ts', 'f(x => assert.equal(x, 2));'],
])('nobody knows that one is reached: %s %s', async (path, body) => {
  expect(await surely(path, body)).toBe(false);
});
