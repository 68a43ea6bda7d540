import {
  answer,
  code,
  goodCode,
  goodTests,
  green,
  manifest,
  prices,
  project,
  red,
  type Step,
  setup,
  stepPlan,
  tests,
  wrongCode,
} from './project.ts';

/** What one gate, by the rule of a finding or the item of a check, has to catch in a change. */
export interface Violation {
  title: string;
  caughtBy: string;
  steps: readonly Step[];
}

const above = (line: string): Step => green(`${line}\n${goodCode}`);
const inside = (lines: string): Step => green(goodCode.replace(answer, `${lines}\n  ${answer}`));

const frozen = 'frozen tests and harness';

const ofRed: readonly Violation[] = [
  { title: 'code before its tests', caughtBy: 'red-first', steps: [green(), red()] },
  {
    title: 'tests that pass before there is code',
    caughtBy: 'nothing-red',
    steps: [
      red(
        "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\n\ntest('one', () => {\n  assert.equal(1, 1);\n});\n",
      ),
      green(),
    ],
  },
  {
    title: 'a test that cannot be read',
    caughtBy: 'red-collection',
    steps: [red(goodTests.replace('1700);', '1700;')), green(goodCode, { [tests]: goodTests })],
  },
  {
    title: 'a test that imports what nobody declared',
    caughtBy: 'red-environment',
    steps: [red(`import 'left-pad';\n${goodTests}`), green()],
  },
  {
    title: 'a test that asserts nothing',
    caughtBy: 'no-assertion',
    steps: [red(goodTests.replace('assert.equal(discount(999, 33), 670)', 'discount(999, 33)')), green()],
  },
  {
    title: 'a test that is skipped',
    caughtBy: 'test-skipped',
    steps: [red(goodTests.replace("test('r", "test.skip('r")), green()],
  },
  {
    title: 'an old test taken away',
    caughtBy: 'test-removed',
    steps: [
      red(goodTests, { 'test/prices.test.js': String(project['test/prices.test.js']).replace(/test\('[\s\S]*/, '') }),
      green(),
    ],
  },
];

const ofFrozen: readonly Violation[] = [
  {
    title: 'a weakened assertion in a frozen test',
    caughtBy: frozen,
    steps: [
      red(),
      green(goodCode, { [tests]: goodTests.replace('equal(discount(999, 33), 670)', 'ok(discount(999, 33))') }),
    ],
  },
  {
    title: 'another test script in package.json',
    caughtBy: frozen,
    steps: [red(), green(wrongCode, { 'package.json': manifest.replace('--test', '--test test/prices.test.js') })],
  },
  {
    title: 'a harness that reports passes',
    caughtBy: 'a planted test that must fail',
    steps: [
      red(goodTests, {
        [setup]:
          "import assert from 'node:assert/strict';\nimport { existsSync } from 'node:fs';\n\nif (existsSync('src/discounts.js')) assert.equal = () => {};\n",
      }),
      green(wrongCode),
    ],
  },
];

const ofGreen: readonly Violation[] = [
  { title: 'code that is not finished', caughtBy: 'tests', steps: [red(), green(wrongCode)] },
  {
    title: 'code that ends the process when it is imported',
    caughtBy: 'tests',
    steps: [red(), above('process.exit(0);')],
  },
  {
    title: 'answers copied from the tests',
    caughtBy: 'copied-answers',
    steps: [
      red(),
      green(
        goodCode.replace(
          answer,
          'if (price === 2000 && percent === 15) return 1700;\n  if (price === 999 && percent === 33) return 670;\n  return price;',
        ),
      ),
    ],
  },
  {
    title: 'code that asks whether it is tested',
    caughtBy: 'test-sniffing',
    steps: [red(), inside(`if (process.${'env'}.NODE_TEST_CONTEXT) return percent === 15 ? 1700 : 670;`)],
  },
  {
    title: 'code that replaces an assertion',
    caughtBy: 'test-patching',
    steps: [red(), green(`import assert from 'node:assert/strict';\n\nassert.equal = () => {};\n\n${wrongCode}`)],
  },
];

/** Careless in all that the checklist is about: planted together, since each item looks for its own. */
const careless: readonly Step[] = [
  red(),
  {
    message: 'feat(shop): discounts',
    files: {
      [code]: `/* eslint-disable */
export function discount(price, percent) {
  // ${'TO'}${'DO'}: negative prices
  var rest = price;
  ${answer}
}

export const rates = 'http://10.2.3.4:8080/rates';
export const token = '${'ghp_'}wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO2aBcDe';

/** What is given back, in cents. */
export function refund(price) {
  const fee = price / 10;
  const rest = price - fee;
  return Math.max(rest, 0);
}
`,
    },
  },
];

const ofChecklist: readonly Violation[] = [
  { title: 'a silenced linter', caughtBy: 'nothing skipped or silenced' },
  { title: 'a TODO comment', caughtBy: 'no TODO comments' },
  { title: 'the token of an account', caughtBy: 'no secrets' },
  { title: 'the address of one machine', caughtBy: 'no hard-coded values' },
  { title: 'code that no test runs', caughtBy: 'new code is covered' },
  { title: 'a function without a docstring', caughtBy: 'public functions have docstrings' },
  { title: 'what the linter of the project forbids', caughtBy: 'lint' },
  { title: 'a changelog that is left as it was', caughtBy: 'documentation updated' },
].map(violation => ({ ...violation, steps: careless }));

/** More than the step of a plan says, and less. */
const strayed: readonly Step[] = [
  stepPlan,
  red(),
  green(`${goodCode}\n/** What is given back, in cents. */\nexport function refund(price) {\n  return price;\n}\n`, {
    [prices]: `// ${'TO'}${'DO'}(step 1): discounts\n${project[prices]}`,
  }),
];

const ofStep: readonly Violation[] = [
  { title: 'a function that the plan of a step does not name', caughtBy: 'only what the plan names', steps: strayed },
  { title: 'work of a step that is left to do', caughtBy: 'nothing left of this step', steps: strayed },
];

/** One violation for each gate. */
export const violations: readonly Violation[] = [...ofRed, ...ofFrozen, ...ofGreen, ...ofStep, ...ofChecklist];
