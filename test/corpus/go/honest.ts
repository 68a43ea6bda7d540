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

const moneyTests = `package money_test

import (
	"errors"
	"testing"

	"example.com/basket/money"
)

type suite struct{ t *testing.T }

func (s suite) same(got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("got %q, want %q", got, want)
	}
}

func TestMoneyAsText(t *testing.T) {
	suite{t}.same(money.Money(1205).String(), "12.05")
}

func TestParseRefusesOtherTexts(t *testing.T) {
	_, err := money.Parse("x")
	if !errors.Is(err, money.ErrSyntax) {
		t.Fatalf("got %v, want %v", err, money.ErrSyntax)
	}
	suite{t}.same(err.Error(), "money: no amount: x")
}

func FuzzParse(f *testing.F) {
	f.Add(1205)
	f.Fuzz(func(t *testing.T, cents int) {
		got, err := money.Parse(money.Money(cents).String())
		if cents >= 0 && (err != nil || int(got) != cents) {
			t.Errorf("got %v, %v, want %d", got, err, cents)
		}
	})
}
`;

const moneyCode = `// Package money writes and reads amounts.
package money

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrSyntax says that a text is no amount.
var ErrSyntax = errors.New("money: no amount")

// SyntaxError is a text that is no amount.
type SyntaxError struct{ Text string }

func (e *SyntaxError) Error() string { return ErrSyntax.Error() + ": " + e.Text }

func (e *SyntaxError) Unwrap() error { return ErrSyntax }

// Money is an amount in cents.
type Money int

func (m Money) String() string { return fmt.Sprintf("%d.%02d", int(m)/100, int(m)%100) }

// Parse reads an amount.
func Parse(text string) (Money, error) {
	cents, err := strconv.Atoi(strings.Replace(text, ".", "", 1))
	if err != nil {
		return 0, &SyntaxError{text}
	}
	return Money(cents), nil
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
  {
    title: 'tests from outside of a package that is not there yet, a fuzz test among them',
    steps: [
      step('test: add money', {
        'money/money_test.go': moneyTests,
        'money/testdata/fuzz/FuzzParse/one': 'go test fuzz v1\nint(7)\n',
      }),
      step('feat: money', { 'money/money.go': moneyCode }),
    ],
  },
];
