import { describe, expect, it } from 'vitest';
import { testsInSource } from '../../src/referee/tests-in-source.ts';
import { traceCriteria } from '../../src/referee/trace.ts';

const trace = async (path: string, text: string, id = 'AC-1') =>
  traceCriteria([{ id, text: '' }], await testsInSource(path, text))[0]?.tests.length === 1;

describe('a test names a criterion', () => {
  it.each([
    ['in its name', 'a.py', 'def test_ac1_slugs():\n    assert 1\n'],
    ['in its name, with underscores', 'a.py', 'def test_slugs_AC_1():\n    assert 1\n'],
    ['in its docstring', 'a.py', 'def test_slugs():\n    """AC-1: it slugs."""\n    assert 1\n'],
    ['in its body', 'a.py', 'def test_slugs():\n    assert 1  # AC-1\n'],
    ['in the comment above', 'a.py', '# AC-1\ndef test_slugs():\n    assert 1\n'],
    ['above its decorator', 'a.py', '# AC-1\n@mark\ndef test_slugs():\n    assert 1\n'],
    ['by its class', 'a.py', 'class TestSlugs:\n    """AC-1"""\n    def test_it(self):\n        assert 1\n'],
    ['in its title', 'a.test.ts', "it('AC-1 slugs', () => {});"],
    ['in the title of its block', 'a.test.ts', "describe('AC-1: slugs', () => { it('works', () => {}); });"],
    ['in the comment above its call', 'a.test.ts', "// AC-1\nit('works', () => {});"],
    ['in a block comment above', 'a.test.ts', "/** AC-1 */\nit('works', () => {});"],
  ])('%s', async (_name, path, text) => {
    expect(await trace(path, text)).toBe(true);
  });

  it.each([
    ['a longer number', 'a.py', 'def test_AC_12():\n    assert 1\n'],
    ['a word that ends alike', 'a.py', 'def test_mac1():\n    assert 1\n'],
    ['a comment further up', 'a.py', '# AC-1\n\n\ndef test_slugs():\n    assert 1\n'],
    ['the comment of the test before', 'a.py', '# AC-1\nx = 1\ndef test_slugs():\n    assert 1\n'],
    ['the docstring of the module', 'a.py', '"""AC-1"""\n\n\ndef test_slugs():\n    assert 1\n'],
  ])('but not by %s', async (_name, path, text) => {
    expect(await trace(path, text)).toBe(false);
  });
});
