import { expect, it } from 'vitest';
import type { JudgedTest } from '../../src/referee/red/classified.ts';
import { withForeignChecks } from '../../src/referee/red/foreign-checks.ts';
import { testsInSource } from '../../src/referee/tests-in-source.ts';

async function asserts(test: { path: string; content: string }, checks: { path: string; content: string }) {
  const judged = (await testsInSource(test.path, test.content)).map(
    (source): JudgedTest => ({
      id: source.id,
      file: source.file,
      name: source.id,
      class: 'not-implemented',
      red: true,
      why: '',
      isPredicted: false,
      source,
    }),
  );
  const found = await withForeignChecks(judged, [test, checks]);
  return found.map(({ source }) => source?.asserts);
}

it.each<[string, string, string, string, boolean]>([
  ['tests/test_a.py', 'def test_a():\n    same(slug("A"), "a")\n', 'tests/checks.py', 'assert a == b', true],
  ['tests/test_a.py', 'def test_a():\n    same(slug("A"), "a")\n', 'tests/checks.py', 'print(a, b)', false],
  ['tests/test_a.py', 'def test_a():\n    # same(1, 2)\n    slug("A")\n', 'tests/checks.py', 'assert a == b', false],
])('a test asserts by a function of another file of its commit: %s, %j', async (path, content, other, body, isSo) => {
  const checks = { path: other, content: `def same(a, b):\n    ${body}\n` };
  expect(await asserts({ path, content }, checks)).toEqual([isSo]);
});

it('a test of Rust asserts by a function of its common module', async () => {
  const test = { path: 'tests/a.rs', content: 'mod common;\n\n#[test]\nfn a() {\n    common::same(f(1), 2);\n}\n' };
  const checks = { path: 'tests/common/mod.rs', content: 'pub fn same(a: u8, b: u8) {\n    assert_eq!(a, b);\n}\n' };
  expect(await asserts(test, checks)).toEqual([true]);
});
