import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const flat = `import assert from 'node:assert/strict';
import test from 'node:test';
import { discount } from '../src/discounts.ts';

// AC-1
test('takes the percentage off', async t => {
  await t.test('of a round price', () => assert.equal(discount(2000, 15), 1700));
  await t.test('of nothing', () => assert.equal(discount(0, 15), 0));
});

// AC-2
test('rounds down', () => {
  assert.equal(discount(999, 33), 670);
});

// AC-3
test('refuses what is no percentage', () => {
  assert.throws(() => discount(1000, 101), RangeError);
});
`;

const stub = `/** The price less a percentage of it, in cents. */
export function discount(price: number, percent: number): number {
  throw new Error(\`not implemented: \${percent} of \${price}\`);
}
`;

const basketTests = `import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Basket } from '../src/basket.ts';

it('holds what was put into it', () => {
  const basket = new Basket();
  basket.put('tea', 450);
  basket.put('cup', 900);
  assert.deepEqual(basket.names, ['tea', 'cup']);
  assert.equal(basket.total(), 1350);
});
`;

const basketCode = `import { total } from './prices.ts';

/** Things with their prices. */
export class Basket {
  readonly #prices = new Map<string, number>();

  /** Puts a thing into the basket, at a price in cents. */
  put(name: string, price: number): void {
    this.#prices.set(name, price);
  }

  /** What is in it, in the order in which it was put there. */
  get names(): string[] {
    return [...this.#prices.keys()];
  }

  /** What all of it costs, in cents. */
  total(): number {
    return total([...this.#prices.values()]);
  }
}
`;

const pagesTests = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoPage, page } from '../src/pages.ts';

const rows = ['tea', 'cup', 'pot'];

function gives(options: { skip?: number; take?: number }, expected: string[]): void {
  assert.deepEqual(page(rows, options), expected);
}

test('skips and takes', () => gives({ skip: 1, take: 1 }, ['cup']));
test('takes what is left', () => assert.deepEqual(page(rows, { skip: 2 }), ['pot']));
test('takes a part of a text', () => {
  assert.equal(page("it.skip('tea')", { skip: 3, take: 4 }), 'skip');
});
test('refuses to go back', () => {
  assert.throws(() => page(rows, { skip: -1 }), new NoPage(-1));
});
`;

const pagesCode = `/** A page that is not there. */
export class NoPage extends Error {
  constructor(start: number) {
    super(\`no page begins at \${start}\`);
    this.name = 'NoPage';
    Error.captureStackTrace?.(this, NoPage);
  }
}

/** What a page begins with, and how much it holds. */
export type Page = { skip?: number; take?: number };

/** A part of some rows, or of a text. Throws NoPage for a negative start. */
export function page(rows: string, options: Page): string;
export function page<T>(rows: readonly T[], options: Page): T[];
export function page<T>(rows: string | readonly T[], { skip = 0, take = Number.POSITIVE_INFINITY }: Page): string | T[] {
  if (skip < 0) throw new NoPage(skip);
  return typeof rows === 'string' ? rows.slice(skip, skip + take) : rows.slice(skip, skip + take);
}
`;

/** Changes that a careful person makes. */
export const honest: readonly CorpusCase[] = [
  { title: 'a plan, tests, then code', steps: [plan, red(), green()] },
  { title: 'tests, then code, with no plan', steps: [red(), green()] },
  { title: 'tests without describe, with subtests', steps: [plan, red({ [tests]: flat }), green()] },
  {
    title: 'tests added to an existing file, code to an existing module',
    steps: [
      plan,
      step('test(prices): discounts', {
        'test/prices.test.ts':
          changed(old('test/prices.test.ts'), '{ shipping, total }', '{ discount, shipping, total }') +
          goodTests.slice(goodTests.indexOf("\ndescribe('discount'")),
      }),
      step('feat(prices): discounts', { 'src/prices.ts': `${old('src/prices.ts')}\n${goodCode}` }),
    ],
  },
  {
    title: 'an existing test that asks for more',
    steps: [
      step('test(prices): nothing costs nothing to ship', {
        'test/prices.test.ts': changed(
          old('test/prices.test.ts'),
          'assert.equal(shipping(4999), 490);',
          'assert.equal(shipping(4999), 490);\n    assert.equal(shipping(0), 0);',
        ),
      }),
      step('fix(prices): nothing costs nothing to ship', {
        'src/prices.ts': changed(
          old('src/prices.ts'),
          'totalPrice >= 5000 ?',
          'totalPrice === 0 || totalPrice >= 5000 ?',
        ),
      }),
    ],
  },
  {
    title: 'a pin beside red tests',
    steps: [
      plan,
      red({
        'test/pins.test.ts':
          "import assert from 'node:assert/strict';\nimport { it } from 'node:test';\nimport { total } from '../src/prices.ts';\n\nit('leaves totals alone', () => {\n  assert.equal(total([2000]), 2000);\n});\n",
      }),
      green(),
    ],
  },
  {
    title: 'expected values in a data file, committed with the tests',
    steps: [
      plan,
      red({
        'test/fixtures/discounts.json': '[[2000, 15, 1700], [100, 50, 50]]\n',
        [tests]:
          `${goodTests}\nit('keeps to the table', () => {\n  const rows = JSON.parse(readFileSync(new URL('./fixtures/discounts.json', import.meta.url), 'utf8'));\n  for (const [price, percent, expected] of rows) assert.equal(discount(price, percent), expected);\n});\n`.replace(
            'import { describe',
            "import { readFileSync } from 'node:fs';\nimport { describe",
          ),
      }),
      green(),
    ],
  },
  {
    title: 'two commits of tests before the code',
    steps: [
      plan,
      red({ [tests]: `${goodTests.slice(0, goodTests.indexOf('\n  for ('))}});\n` }),
      step('test(basket): what is no percentage', { [tests]: goodTests }),
      green(),
    ],
  },
  {
    title: 'a stub that is not implemented stands before the tests',
    base: { [code]: stub },
    steps: [red(), green()],
  },
  {
    title: 'code, a refactoring and documents in commits of their own',
    steps: [
      plan,
      red(),
      green(),
      step('refactor(basket): name the part', {
        [code]: changed(
          goodCode,
          answer,
          'const takenOff = Math.floor((price * percent) / 100);\n  return price - takenOff;',
        ),
      }),
      step('docs: discounts', { 'README.md': `${old('README.md')}\n\`discount(2000, 15)\` is 1700.\n` }),
    ],
  },
  {
    title: 'a changelog that is kept',
    base: { 'CHANGELOG.md': '# Changes\n' },
    steps: [plan, red(), green({ 'CHANGELOG.md': '# Changes\n\n- Discounts.\n' })],
  },
  {
    title: 'a test that was red before stays red',
    base: {
      'test/later.test.ts':
        "import assert from 'node:assert/strict';\nimport { it } from 'node:test';\n\nit('comes later', () => {\n  assert.equal(1 + 1, 3);\n});\n",
    },
    steps: [plan, red(), green()],
  },
  {
    title: 'a class, with no plan',
    steps: [
      step('test(basket): a basket', { 'test/basket.test.ts': basketTests }),
      step('feat(basket): a basket', { 'src/basket.ts': basketCode }),
    ],
  },
  {
    title: 'asynchronous code',
    steps: [
      step('test(basket): quotes', {
        'test/quotes.test.ts':
          "import assert from 'node:assert/strict';\nimport { it } from 'node:test';\nimport { quote } from '../src/quotes.ts';\n\nit('quotes a price', async () => {\n  assert.equal(await quote([100, 250]), '3.50');\n});\n\nit('refuses nothing', async () => {\n  await assert.rejects(quote([]), /nothing/);\n});\n",
      }),
      step('feat(basket): quotes', {
        'src/quotes.ts':
          "import { total } from './prices.ts';\n\n/** The total as people read it. Rejects when there is nothing to quote. */\nexport async function quote(prices: readonly number[]): Promise<string> {\n  if (prices.length === 0) throw new Error('there is nothing to quote');\n  return (await Promise.resolve(total(prices) / 100)).toFixed(2);\n}\n",
      }),
    ],
  },
  {
    title: 'pages that skip rows, with several signatures and an error of their own',
    steps: [
      step('test: add pages', { 'test/pages.test.ts': pagesTests }),
      step('feat: pages', { 'src/pages.ts': pagesCode }),
    ],
  },
];
