/** Files by their paths; `null` takes one away. */
export type Files = Readonly<Record<string, string | null>>;

/** A commit of a change. */
export interface Step {
  message: string;
  files: Files;
}

/** The code that is there. */
export const prices = 'src/prices.js';
/** Where the code and the tests of the change go, and what is loaded before the tests. */
export const [code, tests, setup] = ['src/discounts.js', 'test/discounts.test.js', 'test/setup.js'] as const;
const script = 'node --import ./test/setup.js --test';
/** Its package.json. */
export const manifest = `{ "name": "scratch", "private": true, "type": "module", "scripts": { "test": "${script}" } }\n`;

/** The project that changes are made to: no dependency, tested by the Node that runs us. */
export const project: Files = {
  'package.json': manifest,
  'CHANGELOG.md': '# Changes\n',
  '.github/redfirst.yml':
    'ladder:\n  - { name: no var, run: "! grep -rnw var src", item: lint }\nchecks: { no-hardcoded-values: required }\n',
  [prices]:
    '/** What all of it costs, in cents. */\nexport function total(prices) {\n  return prices.reduce((sum, price) => sum + price, 0);\n}\n',
  'test/prices.test.js':
    "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { total } from '../src/prices.js';\n\ntest('adds up', () => {\n  assert.equal(total([450, 900]), 1350);\n});\n",
  [setup]: '// Loaded before each file of tests.\n',
};

/** Tests of a discount that are red for the right reason. */
export const goodTests = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discount } from '../src/discounts.js';

test('takes the percentage off', () => {
  assert.equal(discount(2000, 15), 1700);
});

test('rounds down what is taken off', () => {
  assert.equal(discount(999, 33), 670);
});
`;

/** The line that the code is about. */
export const answer = 'return price - Math.floor((price * percent) / 100);';
/** Code that turns them green. */
export const goodCode = `/** The price less a percentage of it, in cents. */\nexport function discount(price, percent) {\n  ${answer}\n}\n`;
/** Code that does not. */
export const wrongCode = goodCode.replace(answer, 'return price;');

/** The commit of the tests. */
export const red = (text: string = goodTests, more: Files = {}): Step => ({
  message: 'test(shop): discounts',
  files: { [tests]: text, ...more },
});
/** The commit of the code. */
export const green = (text: string = goodCode, more: Files = {}): Step => ({
  message: 'feat(shop): discounts',
  files: { [code]: text, 'CHANGELOG.md': '# Changes\n\n- Discounts.\n', ...more },
});
/** The commit of a plan, by which the change carries out a step of a plan that people wrote. */
export const stepPlan: Step = {
  message: 'docs(spec): step 1',
  files: {
    'specs/discounts.md': `# Feature: Step 1: Discounts

## Relevant Files
- \`${prices}\` - Shows the pattern.

### New Files
- \`${code}\` - \`discount\` goes there.

## Notes
- Step 1 of \`docs/Phase1/6.1_implementation_plan.md\`.
`,
  },
};
/** Tests, then code: what every careful person does. */
export const honest: readonly Step[] = [red(), green()];
