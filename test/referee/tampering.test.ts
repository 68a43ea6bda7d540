import { describe, expect, it } from 'vitest';
import { withCode } from '../../src/referee/code-lines.ts';
import { findResultHooks, findTestPatching } from '../../src/referee/tampering.ts';

const lines = (path: string, ...texts: string[]) => [
  { path, added: texts.map((text, index) => ({ line: index + 1, text })) },
];

describe('product code that reaches into the tests', () => {
  it.each([
    ['a.py', 'import unittest'],
    ['a.py', 'from pytest import raises'],
    ['a.py', 'from _pytest import runner'],
    ['a.ts', "import { expect } from 'vitest';"],
    ['a.ts', "import { expect } from '@jest/globals';"],
    ['a.js', "const assert = require('node:assert');\nassert.equal = () => {};"],
    ['a.js', 'assert.strictEqual = () => {};'],
    ['a.ts', 'expect.extend({ toBe: () => ({ pass: true }) });'],
    ['a.ts', 'asymmetricMatch: () => true,'],
    ['a.ts', 'process.exit = () => {};'],
    ['a.ts', 'process.exitCode = 0;'],
    ['a.ts', 'process.exitCode = undefined;'],
    ['a.py', 'setattr(unittest.TestCase, "assertEqual", f)'],
    ['a.py', 'builtins.sorted = f'],
    ['a.py', 'def pytest_pyfunc_call(pyfuncitem):'],
    ['src/lib.rs', 'macro_rules! assert_eq {'],
    ['a.go', 'const true = false'],
    ['a.go', 'var nil error = errors.New("")'],
  ])('%s: %s', (path, text) => {
    expect(findTestPatching(lines(path, text))).toEqual([
      expect.objectContaining({ rule: 'test-patching', path, line: 1 }),
    ]);
  });

  it.each([
    ['a.py', 'import unittests_of_measure'],
    ['a.py', 'result = builtins.sorted(rows)'],
    ['a.ts', "import { vitestReport } from './reports.ts';"],
    ['a.ts', 'if (process.exit === undefined) return;'],
    ['a.ts', 'process.exitCode = 1;'],
    ['a.ts', 'process.exitCode = await main(process.argv.slice(2));'],
    ['README.md', "import { expect } from 'vitest';"],
    ['src/lib.rs', 'macro_rules! assert_close {'],
    ['a.go', 'func min(a, b int) int {'],
    ['a.go', 'var errors int'],
  ])('and not %s: %s', (path, text) => {
    expect(findTestPatching(lines(path, text))).toEqual([]);
  });

  it('and not a template of tests that the product writes', async () => {
    const text = 'TEST = """\nimport pytest\n"""\nimport unittest\n';
    const files = await withCode(lines('a.py', ...text.split('\n')), new Map([['a.py', text]]));
    expect(findTestPatching(files).map(({ line }) => line)).toEqual([4]);
    const script = "import { it } from 'node:test';\n";
    const imports = await withCode(lines('a.ts', ...script.split('\n')), new Map([['a.ts', script]]));
    expect(findTestPatching(imports).map(({ line }) => line)).toEqual([1]);
  });

  it('an equality that is true of everything', () => {
    const python = lines('a.py', 'def __eq__(self, other: object) -> bool:', '    """Compare."""', '    return True');
    expect(findTestPatching(python).map(({ line }) => line)).toEqual([3]);
    const honest = lines('a.py', 'def __eq__(self, other: object) -> bool:', '    return self.x == other.x');
    expect(findTestPatching(honest)).toEqual([]);
    const later = lines(
      'a.py',
      'def __eq__(self, other):',
      '    return self.x == other.x',
      '',
      'def ok(self):',
      '    return True',
    );
    expect(findTestPatching(later)).toEqual([]);
    const java = lines('A.java', 'public boolean equals(Object other) {', '  return true;', '}');
    expect(findTestPatching(java).map(({ line }) => line)).toEqual([2]);
  });
});

describe('a harness that decides what tests report', () => {
  it.each([
    ['tests/conftest.py', 'def pytest_runtest_makereport(item, call):'],
    ['tests/conftest.py', 'def pytest_pyfunc_call(pyfuncitem):'],
    ['tests/conftest.py', '    report.outcome = "passed"'],
    ['tests/conftest.py', '    session.exitstatus = 0'],
    ['test/setup.ts', 'task.result.state = "pass";'],
    ['test/setup.js', 'expect.extend({ toBe() { return { pass: true }; } });'],
  ])('%s: %s', (path, text) => {
    expect(findResultHooks(lines(path, text))).toEqual([
      expect.objectContaining({ rule: 'result-hook', path, line: 1 }),
    ]);
  });

  it.each([
    ['tests/conftest.py', 'def pytest_configure(config):'],
    ['tests/conftest.py', 'def pytest_collection_modifyitems(items):'],
    ['tests/test_a.py', 'assert report.outcome == "passed"'],
    ['test/setup.ts', 'expect.extend({ toBeEven });'],
  ])('and not %s: %s', (path, text) => {
    expect(findResultHooks(lines(path, text))).toEqual([]);
  });

  it('and not one that a test writes for a run of its own', async () => {
    const text = 'def test_a(pytester):\n    pytester.makeconftest("def pytest_runtest_call(item): pass")\n';
    const files = await withCode(lines('tests/test_a.py', ...text.split('\n')), new Map([['tests/test_a.py', text]]));
    expect(findResultHooks(files)).toEqual([]);
  });
});
