import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const elsewhere = (text: string) =>
  changed(text, 'package prices\n', 'package discounts\n').replace(
    'package discounts\n\nimport "errors"',
    '// Package discounts takes percentages off prices.\npackage discounts\n\nimport "errors"',
  );

const tableTests = `package prices_test

import (
	"testing"

	"example.com/basket/prices"
)

// AC-1, AC-2
func TestDiscount(t *testing.T) {
	cases := map[string]struct{ price, percent, want int }{
		"a round price":  {2000, 15, 1700},
		"an odd one":     {999, 33, 670},
		"nothing at all": {0, 50, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got, err := prices.Discount(c.price, c.percent); err != nil || got != c.want {
				t.Errorf("got %d and %v, want %d", got, err, c.want)
			}
		})
	}
}

// AC-3
func TestDiscountRefuses(t *testing.T) {
	if _, err := prices.Discount(1000, 101); err == nil {
		t.Fatal("no error")
	}
}
`;

const stub = `package prices

// Discount is the price less a percentage of it.
func Discount(price, percent int) (int, error) {
	panic("not implemented")
}
`;

/** Changes that a careful person makes. */
export const honest: readonly CorpusCase[] = [
  { title: 'a plan, tests, then code', steps: [plan, red(), green()] },
  { title: 'tests, then code, with no plan', steps: [red(), green()] },
  { title: 'a table of subtests in a package of its own', steps: [plan, red({ [tests]: tableTests }), green()] },
  {
    title: 'a package that is not there yet, with no plan',
    steps: [
      step('test(discounts): discounts', { 'discounts/discounts_test.go': elsewhere(goodTests) }),
      step('feat(discounts): discounts', { 'discounts/discounts.go': elsewhere(goodCode) }),
    ],
  },
  {
    title: 'tests added to an existing file, code to an existing one',
    steps: [
      plan,
      step('test(prices): discounts', {
        'prices/prices_test.go': old('prices/prices_test.go') + goodTests.slice(goodTests.indexOf('\n// AC-1')),
      }),
      step('feat(prices): discounts', {
        'prices/prices.go':
          changed(old('prices/prices.go'), 'package prices\n', 'package prices\n\nimport "errors"\n') +
          goodCode.slice(goodCode.indexOf('\n// Discount')),
      }),
    ],
  },
  {
    title: 'an existing test that asks for more',
    steps: [
      step('test(prices): nothing costs nothing to ship', {
        'prices/prices_test.go': changed(
          old('prices/prices_test.go'),
          'if got := Shipping(4999)',
          'if got := Shipping(0); got != 0 {\n\t\tt.Errorf("got %d, want 0", got)\n\t}\n\tif got := Shipping(4999)',
        ),
      }),
      step('fix(prices): nothing costs nothing to ship', {
        'prices/prices.go': changed(old('prices/prices.go'), 'total >= 5000', 'total == 0 || total >= 5000'),
      }),
    ],
  },
  {
    title: 'a stub that is not implemented stands before the tests',
    base: { [code]: stub },
    steps: [red(), green()],
  },
  {
    title: 'expected values in testdata, committed with the tests',
    steps: [
      plan,
      red({
        'prices/testdata/discounts.txt': '2000 15 1700\n100 50 50\n',
        [tests]: `${changed(goodTests, 'import "testing"', 'import (\n\t"fmt"\n\t"os"\n\t"strings"\n\t"testing"\n)')}\n// AC-1\nfunc TestDiscountKeepsToTheTable(t *testing.T) {\n\ttext, err := os.ReadFile("testdata/discounts.txt")\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tfor _, line := range strings.Split(strings.TrimSpace(string(text)), "\\n") {\n\t\tvar price, percent, want int\n\t\tfmt.Sscan(line, &price, &percent, &want)\n\t\tif got, _ := Discount(price, percent); got != want {\n\t\t\tt.Errorf("%s: got %d", line, got)\n\t\t}\n\t}\n}\n`,
      }),
      green(),
    ],
  },
  {
    title: 'code and a refactoring in commits of their own',
    steps: [
      plan,
      red(),
      green(),
      step('refactor(prices): name the part', {
        [code]: changed(goodCode, answer, 'takenOff := price * percent / 100\n\treturn price - takenOff, nil'),
      }),
    ],
  },
  {
    title: 'a test that was red before stays red',
    base: {
      'later/later_test.go':
        'package later\n\nimport "testing"\n\nfunc TestLater(t *testing.T) {\n\tt.Fatal("later")\n}\n',
    },
    steps: [plan, red(), green()],
  },
];
