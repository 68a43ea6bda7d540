import { describe, expect, it } from 'vitest';
import type { TestFailure } from '../../src/domain/test-report.ts';
import { classifyFailure } from '../../src/referee/classify.ts';

const settings = { root: 'app', tests: { paths: ['**/*.test.ts', 'tests/**'], harness: ['**/conftest.py'] } };
const newFiles = [
  { path: 'app/text/slug.py', reason: '' },
  { path: 'app/src/slug/index.ts', reason: '' },
];
const spec = { codeSpans: ['limit', 'POST /slugs', 'Slug.parse()', 'src/other.ts'], newFiles };

const classify = (type: string, message: string, { detail = '', file = 'app/tests/test_a.py' } = {}) => {
  const failure: TestFailure = { type, message, detail };
  const { class: name, red, symbol } = classifyFailure(failure, file, { spec, settings });
  return [red ? `RED ${name}` : name, ...(symbol ? [symbol] : [])].join(' ');
};

describe('what Python says is missing', () => {
  it.each([
    ['ModuleNotFoundError', "No module named 'text.slug'", 'RED missing-symbol text.slug'],
    ['ModuleNotFoundError', "No module named 'text'", 'RED missing-symbol text'],
    ['ModuleNotFoundError', "No module named 'requests'", 'environment requests'],
    ['ImportError', "cannot import name 'slug' from 'text' (app/text/__init__.py)", 'RED missing-symbol slug'],
    ['ImportError', "cannot import name 'gone' from 'text' (unknown location)", 'missing-symbol gone'],
    ['AttributeError', "type object 'Slug' has no attribute 'parse'", 'RED missing-symbol parse'],
    ['AttributeError', "<module 'text'> does not have the attribute 'limit'", 'RED missing-symbol limit'],
    ['AttributeError', "'NoneType' object has no attribute 'id'", 'missing-symbol id'],
    ['TypeError', "'Shelf' object is not subscriptable", 'missing-symbol __getitem__'],
    ['TypeError', "object of type 'Shelf' has no len()", 'missing-symbol __len__'],
    ['TypeError', "unsupported operand type(s) for |: 'Shelf' and 'Shelf'", 'missing-symbol __or__'],
    ['TypeError', "f() got an unexpected keyword argument 'limit'", 'RED missing-symbol limit'],
    ['TypeError', 'Slug.parse() takes 1 positional argument but 2 were given', 'RED missing-symbol parse'],
    ['TypeError', "parse() missing 1 required positional argument: 'x'", 'RED missing-symbol parse'],
    ['KeyError', "'limit'", 'RED missing-symbol limit'],
    ['NameError', "name 'lim' is not defined", 'missing-symbol lim'],
  ])('%s: %s', (type, message, expected) => {
    expect(classify(type, message)).toBe(expected);
  });
});

describe('what JavaScript and TypeScript say is missing', () => {
  const file = 'app/src/a.test.ts';
  it.each([
    ['TypeError', '(0 , import_slug.limit) is not a function', 'RED missing-symbol limit'],
    ['TypeError', 'Slug.parse is not a constructor', 'RED missing-symbol parse'],
    ['TypeError', "Cannot read properties of undefined (reading 'limit')", 'RED missing-symbol limit'],
    [
      'Error',
      'Failed to resolve import "./slug" from "app/src/a.test.ts". Does the file exist?',
      'RED missing-symbol ./slug',
    ],
    ['Error', "Cannot find module '@/slug' imported from app/src/a.test.ts", 'RED missing-symbol @/slug'],
    ['Error', "Cannot find module './slug/index.js' from 'src/a.test.ts'", 'RED missing-symbol ./slug/index.js'],
    ['Error', "Cannot find module './other' from 'app/src/b.ts'", 'RED missing-symbol ./other'],
    ['Error', "Cannot find module './gone' from 'app/src/b.ts'", 'collection ./gone'],
    ['Error', "Cannot find module '@scope/package' from 'app/src/b.ts'", 'environment @scope/package'],
    ['', "error TS2305: Module '\"./b\"' has no exported member 'limit'.", 'RED missing-symbol limit'],
    ['', "error TS2339: Property 'limit' does not exist on type 'Slug'.", 'RED missing-symbol limit'],
    ['', 'error TS2554: Expected 1 arguments, but got 2.\n\n5   limit(1, 2)\n', 'RED missing-symbol limit'],
    ['', "error TS1005: ')' expected.", 'collection'],
  ])('%s: %s', (type, message, expected) => {
    expect(classify(type, message, { file })).toBe(expected);
  });
});

describe('who threw decides', () => {
  const trace = (path: string) => ({ detail: `app/tests/test_a.py:3: \n\n${path}:9: ValueError` });
  it.each([
    ['the code under test', 'text/slug.py', 'RED assertion'],
    ['the test', 'tests/test_a.py', 'collection'],
    ['a helper among the tests', 'tests/support.py', 'collection'],
    ['a fixture', 'conftest.py', 'collection'],
    ['a package', '/usr/lib/python3/json/decoder.py', 'collection'],
  ])('%s', (_name, path, expected) => {
    expect(classify('ValueError', 'no', trace(path))).toBe(expected);
  });

  it('an attribute that product code itself misses is its answer, not a missing symbol', () => {
    const said = "'NoneType' object has no attribute 'id'";
    expect(classify('AttributeError', said, trace('text/slug.py'))).toBe('RED assertion');
  });

  it('a test that throws NotImplementedError itself is not red', () => {
    expect(classify('NotImplementedError', '', trace('tests/test_a.py'))).toBe('collection');
    expect(classify('NotImplementedError', '', trace('text/slug.py'))).toBe('RED not-implemented');
  });

  it('a message that only looks like an assertion is not one', () => {
    expect(classify('Error', 'AssertionError: expected 1', { file: 'app/src/a.test.ts' })).toBe('collection');
  });
});
