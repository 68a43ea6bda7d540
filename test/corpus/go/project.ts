import { type Files, type Step, step } from '../case.ts';
import { type Discount, discountPlan } from '../plan.ts';
import { fileOf } from '../project-files.ts';

/** A file of the project as it is before the change. */
export const old = (path: string): string => fileOf('go', path);

export const code = 'prices/discounts.go';
export const tests = 'prices/discounts_test.go';

export const goodTests = `package prices

import "testing"

// AC-1
func TestDiscountTakesThePercentageOff(t *testing.T) {
	if got, _ := Discount(2000, 15); got != 1700 {
		t.Errorf("got %d, want 1700", got)
	}
}

// AC-2
func TestDiscountRoundsDownWhatIsTakenOff(t *testing.T) {
	if got, _ := Discount(999, 33); got != 670 {
		t.Errorf("got %d, want 670", got)
	}
}

// AC-3
func TestDiscountRefusesWhatIsNoPercentage(t *testing.T) {
	for _, percent := range []int{-1, 101} {
		if _, err := Discount(1000, percent); err == nil {
			t.Errorf("%d percent: no error", percent)
		}
	}
}
`;

export const goodCode = `package prices

import "errors"

// Discount is the price less a percentage of it, or an error for less than 0 or more than 100.
func Discount(price, percent int) (int, error) {
	if percent < 0 || percent > 100 {
		return 0, errors.New("percent must be from 0 to 100")
	}
	return price - price*percent/100, nil
}
`;

export const answer = 'return price - price*percent/100, nil';

/** The feature as the plan tells it. */
export const feature: Discount = {
  signature: 'Discount(price, percent int) (int, error)',
  code,
  tests,
  testCommand: 'go test ./...',
  relevant: 'prices/prices.go',
};

export const plan: Step = step('docs(spec): plan discounts', { 'specs/discounts.md': discountPlan(feature) });

/** The commit of the tests, and that of the code, with what a case does beside or instead. */
export const red = (files: Files = {}): Step =>
  step('test(prices): add tests for discounts', { [tests]: goodTests, ...files });
export const green = (files: Files = {}): Step => step('feat(prices): discounts', { [code]: goodCode, ...files });
