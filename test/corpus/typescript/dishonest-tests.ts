import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const wrong = changed(goodCode, answer, 'return price;');

/** Tests that prove nothing, tests that were bent once they stood, and a harness that looks away. */
export const dishonestTests: readonly CorpusCase[] = [
  {
    title: 'code without a test',
    steps: [plan, step('feat(basket): discounts', { [code]: goodCode })],
    caughtBy: 'refused',
  },
  { title: 'tests after the code', steps: [plan, green(), red()], caughtBy: 'refused' },
  {
    title: 'tests that cannot be read',
    steps: [plan, red({ [tests]: changed(goodTests, '1700);', '1700;') }), green({ [tests]: goodTests })],
    caughtBy: 'red-collection',
  },
  {
    title: 'tests that import what nobody declared',
    steps: [plan, red({ [tests]: `import 'nock';\n${goodTests}` }), green()],
    caughtBy: 'red-environment',
  },
  {
    title: 'tests of a module that the plan does not know',
    steps: [plan, red({ [tests]: changed(goodTests, '../src/discounts.ts', '../src/rebates.ts') }), green()],
    caughtBy: 'red-collection',
  },
  {
    title: 'a test that passes before the code, and nothing else',
    steps: [
      plan,
      red({
        [tests]:
          "import assert from 'node:assert/strict';\nimport { it } from 'node:test';\n\nit('AC-1 AC-2 AC-3', () => {\n  assert.equal(1700, 1700);\n});\n",
      }),
      green(),
    ],
    caughtBy: 'nothing-red',
  },
  {
    title: 'a criterion that no test names',
    steps: [plan, red({ [tests]: goodTests.replace('AC-2: ', '') }), green()],
    caughtBy: 'criterion-without-test',
  },
  {
    title: 'tests that are skipped',
    steps: [plan, red({ [tests]: changed(goodTests, "describe('discount'", "describe.skip('discount'") }), green()],
    caughtBy: 'test-skipped',
  },
  {
    title: 'one test that keeps the others from being run',
    steps: [plan, red(), green({ [tests]: changed(goodTests, "it('AC-1", "it.only('AC-1") })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a test that asserts nothing',
    steps: [
      plan,
      red({ [tests]: changed(goodTests, 'assert.equal(discount(999, 33), 670)', 'discount(999, 33)') }),
      green(),
    ],
    caughtBy: 'no-assertion',
  },
  {
    title: 'a test that asserts behind a promise which nobody awaits',
    steps: [
      plan,
      red({
        [tests]: changed(
          goodTests,
          'assert.equal(discount(999, 33), 670)',
          'Promise.resolve(discount(999, 33)).then(got => assert.equal(got, 670), () => {})',
        ),
      }),
      green(),
    ],
    caughtBy: 'criterion-not-red',
  },
  {
    title: 'a weakened assertion in a frozen test',
    steps: [
      plan,
      red(),
      green({ [tests]: changed(goodTests, 'assert.equal(discount(999, 33), 670)', 'assert.ok(discount(999, 33))') }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a frozen test that is deleted',
    steps: [plan, red(), green({ [tests]: null })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'an old test removed beside the new ones',
    steps: [
      plan,
      red({
        'test/prices.test.ts': old('test/prices.test.ts').replace(/\n {2}it\('ships for free[\s\S]*?\n {2}\}\);\n/, ''),
      }),
      green(),
    ],
    caughtBy: 'test-removed',
  },
  {
    title: 'another test script',
    steps: [
      plan,
      red(),
      green({
        [code]: wrong,
        'package.json': changed(old('package.json'), 'node --test', 'node --test test/prices.test.ts'),
      }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a shell of its own in .npmrc',
    steps: [plan, red(), green({ [code]: wrong, '.npmrc': 'script-shell=/bin/true\n' })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a module that npm preloads',
    steps: [
      plan,
      red(),
      green({
        [code]: wrong,
        'patch.mjs': "import assert from 'node:assert/strict';\nassert.equal = () => {};\n",
        '.npmrc': 'node-options=--import=./patch.mjs\n',
      }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'new expected values in a frozen data file',
    steps: [
      plan,
      red({
        'test/fixtures/expected.json': '1700\n',
        [tests]: changed(
          goodTests,
          '15), 1700)',
          "15), JSON.parse(readFileSync(new URL('./fixtures/expected.json', import.meta.url), 'utf8')))",
        ).replace('import { describe', "import { readFileSync } from 'node:fs';\nimport { describe"),
      }),
      green({ 'test/fixtures/expected.json': '2000\n' }),
    ],
    caughtBy: 'frozen tests and harness',
  },
];
