import { describe, expect, it } from 'vitest';
import { classifyFailure, classifyResult } from '../../src/referee/classify.ts';
import { recorded } from './recorded-reports.ts';

const settings = { root: '.', tests: { paths: ['tests/**', 'test/**'], harness: ['**/conftest.py'] } };
const file = (path: string) => ({ path, reason: 'needed' });
const declaring = {
  codeSpans: ['slugify(text)', 'slugifyGlobally', 'shout(text, times)'],
  newFiles: [file('src/slug.ts')],
};
const silent = { codeSpans: ['something else'], newFiles: [] };

/** Classes by test name of a recorded run. A file that did not load stands under its own name. */
function classesOf(runner: string, behaviour: string, spec = declaring): Record<string, string> {
  const report = recorded(runner, behaviour);
  if (report.kind === 'unusable') throw new Error(report.detail);
  const shown = ({ class: name, red }: { class: string; red: boolean }) => (red ? `RED ${name}` : name);
  return Object.fromEntries([
    ...report.results.map(result => [result.name, shown(classifyResult(result, { spec, settings }))]),
    ...report.collectionErrors.map(error => [
      error.file,
      shown(classifyFailure(error.failure, error.file, { spec, settings })),
    ]),
  ]);
}

describe('a failing test is classified', () => {
  it('in Go, from outside of a package that is not there yet', () => {
    const message = 'go build example.com/basket/money: no non-test Go files in money';
    const failure = { type: 'CompileError', message, detail: `money/money_test.go:7:2: ${message}` };
    const spec = { codeSpans: [], newFiles: [file('money/money.go')] };
    expect(classifyFailure(failure, 'money/money_test.go', { spec, settings })).toMatchObject({
      class: 'missing-symbol',
      red: true,
    });
    expect(classifyFailure(failure, 'money/money_test.go', { spec: silent, settings })).toMatchObject({ red: false });
  });

  it('in pytest', () => {
    expect(classesOf('pytest', 'fails_assertion')).toEqual({
      test_wrong_answer: 'RED assertion',
      test_does_not_raise: 'RED assertion',
      test_not_implemented: 'RED not-implemented',
      test_product_raises: 'RED assertion',
      test_raises_itself: 'collection',
      'WrongCase::test_unittest': 'RED assertion',
    });
    expect(classesOf('pytest', 'missing_attribute')).toEqual({
      test_attribute: 'RED missing-symbol',
      test_keyword: 'RED missing-symbol',
      test_import_inside: 'RED missing-symbol',
      test_name: 'RED missing-symbol',
    });
    expect(classesOf('pytest', 'environment')).toEqual({
      test_fixture_missing: 'environment',
      test_refused: 'environment',
      test_teardown: 'environment',
    });
    expect(classesOf('pytest', 'skips')).toEqual({
      test_skipped: 'skipped',
      test_expected_failure: 'skipped',
      test_unexpected_pass: 'passes',
      test_strict: 'collection',
    });
  });

  it.each(['vitest', 'jest', 'mocha', 'node'])('in %s', runner => {
    const classes = classesOf(runner, 'fails-assertion');
    expect(
      Object.entries(classes).filter(([name]) => /wrong answer|does not throw|product throws|child/.test(name)),
    ).not.toEqual([]);
    for (const [name, found] of Object.entries(classes)) {
      if (/wrong answer|does not throw|product throws|child/.test(name))
        expect([name, found]).toEqual([name, 'RED assertion']);
    }
    expect(classes).toMatchObject({
      'not implemented': 'RED not-implemented',
      'throws itself': 'collection',
      'undefined property': 'missing-symbol',
      'times out': 'timeout',
    });
  });

  it.each([
    ['vitest', 'missing-symbol', 'slugify > joins words'],
    ['vitest', 'missing-symbol', 'slugify > is a global'],
    ['jest', 'missing-symbol', 'slugify > joins words'],
    ['mocha', 'missing-symbol', 'slugify > joins words'],
    ['node', 'missing-member', 'is a member'],
    ['node', 'missing-symbol', 'test/missing-symbol.test.ts'],
    ['pytest', 'missing_symbol', 'tests/test_missing_symbol.py'],
    ['vitest', 'missing-module', 'test/missing-module.test.ts'],
    ['jest', 'missing-module', 'test/missing-module.test.js'],
    ['node', 'missing-module', 'test/missing-module.test.ts'],
    ['mocha', 'missing-module', 'test/missing-module.test.js'],
  ])('as red only when the spec declares what is missing: %s, %s, %s', (runner, behaviour, name) => {
    expect(classesOf(runner, behaviour)[name]).toBe('RED missing-symbol');
    expect(classesOf(runner, behaviour, silent)[name]).toMatch(/^(missing-symbol|collection)$/);
  });

  it.each([
    ['pytest', 'fails_import', 'environment'],
    ['vitest', 'fails-import', 'environment'],
    ['jest', 'fails-import', 'environment'],
    ['mocha', 'fails-import', 'environment'],
    ['node', 'fails-import', 'environment'],
    ['pytest', 'syntax_error', 'collection'],
    ['vitest', 'syntax-error', 'collection'],
    ['jest', 'syntax-error', 'collection'],
    ['mocha', 'syntax-error', 'collection'],
    ['node', 'syntax-error', 'collection'],
  ])('as no red at all when a file does not load for another reason: %s, %s', (runner, behaviour, found) => {
    expect(Object.values(classesOf(runner, behaviour))).toEqual([found]);
  });

  it.each(['vitest', 'jest', 'mocha', 'node'])('as environment when the network is not there: %s', runner => {
    expect(classesOf(runner, 'environment')['connection refused']).toBe('environment');
  });
});
