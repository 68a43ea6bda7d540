import { type Files, type Step, step } from '../case.ts';
import { type Discount, discountPlan } from '../plan.ts';
import { fileOf } from '../project-files.ts';

/** A file of the project as it is before the change. */
export const old = (path: string): string => fileOf('typescript', path);

export const code = 'src/discounts.ts';
export const tests = 'test/discounts.test.ts';

export const goodTests = `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { discount } from '../src/discounts.ts';

describe('discount', () => {
  it('AC-1: takes the percentage off', () => {
    assert.equal(discount(2000, 15), 1700);
  });

  it('AC-2: rounds down what is taken off', () => {
    assert.equal(discount(999, 33), 670);
  });

  for (const percent of [-1, 101]) {
    it(\`AC-3: refuses \${percent} percent\`, () => {
      assert.throws(() => discount(1000, percent), /percent/);
    });
  }
});
`;

export const goodCode = `/** The price less a percentage of it, in cents. Throws RangeError for less than 0 or more than 100. */
export function discount(price: number, percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError('percent must be from 0 to 100');
  return price - Math.floor((price * percent) / 100);
}
`;

export const answer = 'return price - Math.floor((price * percent) / 100);';

/** The feature as the plan tells it. */
export const feature: Discount = {
  signature: 'discount(price: number, percent: number): number',
  code,
  tests,
  testCommand: 'npm test',
  relevant: 'src/prices.ts',
};

export const plan: Step = step('docs(spec): plan discounts', { 'specs/discounts.md': discountPlan(feature) });

/** The commit of the tests, and that of the code, with what a case does beside or instead. */
export const red = (files: Files = {}): Step =>
  step('test(basket): add tests for discounts', { [tests]: goodTests, ...files });
export const green = (files: Files = {}): Step => step('feat(basket): discounts', { [code]: goodCode, ...files });
