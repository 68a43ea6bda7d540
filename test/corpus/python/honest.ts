import { type CorpusCase, changed, step } from '../case.ts';
import { code, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const asUnittest = `"""Tests of discounts."""

import unittest

from basket.discounts import discount


class DiscountTest(unittest.TestCase):
    """Discounts."""

    def test_takes_the_percentage_off(self) -> None:
        """AC-1"""
        for percent, expected in [(15, 1700), (0, 2000)]:
            with self.subTest(percent=percent):
                self.assertEqual(discount(2000, percent), expected)

    def test_rounds_down(self) -> None:
        """AC-2"""
        self.assertEqual(discount(999, 33), 670)

    def test_refuses(self) -> None:
        """AC-3"""
        with self.assertRaisesRegex(ValueError, "percent"):
            discount(1000, 101)
`;

const stub = `"""Discounts on prices."""


def discount(price: int, percent: int) -> int:
    """Return the price less a percentage of it."""
    raise NotImplementedError
`;

const inPrices = `

def discount(price: int, percent: int) -> int:
    """Return the price less a percentage of it; raises ValueError for less than 0 or more than 100."""
    if not 0 <= percent <= 100:
        raise ValueError("percent must be from 0 to 100")
    return price - price * percent // 100
`;

const inOldTests = changed(
  goodTests,
  '"""Tests of discounts."""\n\nimport pytest\n\nfrom basket.discounts import discount\n\n\n',
  '',
);

const romanTests = `"""Tests of Roman numerals."""

import pytest

from basket.roman import roman


def same(number: int, numeral: str) -> None:
    assert roman(number) == numeral


@pytest.mark.parametrize(
    ("number", "numeral"), [(4, "IV"), (9, "IX"), (40, "XL"), (90, "XC"), (400, "CD"), (1994, "MCMXCIV")]
)
def test_roman(number: int, numeral: str) -> None:
    same(number, numeral)


def test_refuses_zero() -> None:
    with pytest.raises(ValueError) as caught:
        roman(0)
    assert str(caught.value) == "0 has no numeral"
`;

const romanCode = `"""Roman numerals, see https://en.wikipedia.org/wiki/Roman_numerals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)


def _parts(number: int) -> Iterator[str]:
    for value, sign in SIGNS:
        count, number = divmod(number, value)
        yield sign * count


def roman(number: int) -> str:
    """Return the Roman numeral of a number; raises ValueError for less than 1."""
    if number < 1:
        raise ValueError(f"{number} has no numeral")
    return "".join(_parts(number))
`;

/** Changes that a careful person makes. */
export const honest: readonly CorpusCase[] = [
  { title: 'a plan, tests, then code', steps: [plan, red(), green()] },
  { title: 'tests, then code, with no plan', steps: [red(), green()] },
  {
    title: 'tests added to an existing file, code to an existing module',
    steps: [
      plan,
      step('test(prices): discounts', {
        'tests/test_prices.py': `${changed(old('tests/test_prices.py'), 'from basket.prices import shipping, total', 'import pytest\n\nfrom basket.prices import discount, shipping, total')}\n\n${inOldTests}`,
      }),
      step('feat(prices): discounts', { 'basket/prices.py': `${old('basket/prices.py')}${inPrices}` }),
    ],
  },
  {
    title: 'an existing test that asks for more',
    steps: [
      step('test(prices): nothing costs nothing to ship', {
        'tests/test_prices.py': changed(
          old('tests/test_prices.py'),
          'assert shipping(4999) == 490',
          'assert shipping(4999) == 490\n    assert shipping(0) == 0',
        ),
      }),
      step('fix(prices): nothing costs nothing to ship', {
        'basket/prices.py': changed(
          old('basket/prices.py'),
          '0 if total_price >= 5000',
          '0 if total_price == 0 or total_price >= 5000',
        ),
      }),
    ],
  },
  {
    title: 'a pin beside red tests',
    steps: [
      plan,
      red({
        [tests]: `${goodTests}\n\ndef test_leaves_totals_alone() -> None:\n    from basket.prices import total\n\n    assert total([2000]) == 2000\n`,
      }),
      green(),
    ],
  },
  { title: 'tests in the style of unittest, with subtests', steps: [plan, red({ [tests]: asUnittest }), green()] },
  {
    title: 'a fixture in conftest.py, committed with the tests',
    steps: [
      plan,
      red({
        'tests/conftest.py':
          '"""Fixtures."""\n\nimport pytest\n\n\n@pytest.fixture\ndef price() -> int:\n    return 2000\n',
        [tests]: changed(
          goodTests,
          'off() -> None:\n    """AC-1"""\n    assert discount(2000, 15)',
          'off(price: int) -> None:\n    """AC-1"""\n    assert discount(price, 15)',
        ),
      }),
      green(),
    ],
  },
  {
    title: 'expected values in a data file, committed with the tests',
    steps: [
      plan,
      red({
        'tests/testdata/discounts.csv': '2000,15,1700\n100,50,50\n',
        [tests]: `${goodTests}\n\ndef test_the_table() -> None:\n    """AC-1"""\n    for line in open("tests/testdata/discounts.csv", encoding="utf-8"):\n        price, percent, expected = map(int, line.split(","))\n        assert discount(price, percent) == expected\n`,
      }),
      green(),
    ],
  },
  {
    title: 'two commits of tests before the code',
    steps: [
      plan,
      red({ [tests]: goodTests.slice(0, goodTests.indexOf('\n\n@pytest.mark')) }),
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
          'return price - price * percent // 100',
          'taken_off = price * percent // 100\n    return price - taken_off',
        ),
      }),
      step('docs: discounts', { 'README.md': `${old('README.md')}\n\`discount(2000, 15)\` is 1700.\n` }),
    ],
  },
  {
    title: 'a changelog that is kept',
    base: { 'CHANGELOG.md': '# Changes\n\n## Unreleased\n' },
    steps: [plan, red(), green({ 'CHANGELOG.md': '# Changes\n\n## Unreleased\n\n- Discounts.\n' })],
  },
  {
    title: 'a test that was red before stays red',
    base: { 'tests/test_later.py': 'def test_later() -> None:\n    assert 1 + 1 == 3\n' },
    steps: [plan, red(), green()],
  },
  {
    title: 'a linter that was red before, and says nothing new',
    base: { '.flake8': '[flake8]\nmax-line-length = 110\n', 'basket/old.py': '"""Old."""\nimport os\n' },
    steps: [plan, red(), green()],
  },
  {
    title: 'asynchronous code, tested through its loop',
    steps: [
      step('test(basket): quotes', {
        'tests/test_quotes.py':
          '"""Tests of quotes."""\n\nimport asyncio\n\nfrom basket.quotes import quote\n\n\ndef test_quotes_a_price() -> None:\n    assert asyncio.run(quote([100, 250])) == "3.50"\n',
      }),
      step('feat(basket): quotes', {
        'basket/quotes.py':
          '"""Quotes."""\n\nimport asyncio\n\nfrom basket.prices import total\n\n\nasync def quote(prices: list[int]) -> str:\n    """Return the total as people read it."""\n    await asyncio.sleep(0)\n    return f"{total(prices) / 100:.2f}"\n',
      }),
    ],
  },
  {
    title: 'a table of tariffs that the documents name',
    steps: [
      step('docs: tariffs', { 'docs/tariffs.md': '# Tariffs\n\nhome 490, near 990, far 1990\n' }),
      step('test(basket): tariffs', {
        'tests/test_tariffs.py':
          '"""Tests of tariffs."""\n\nimport pytest\n\nfrom basket.tariffs import tariff\n\n\n@pytest.mark.parametrize(("zone", "cents"), [("home", 490), ("near", 990), ("far", 1990)])\ndef test_tariff_of_a_zone(zone: str, cents: int) -> None:\n    assert tariff(zone) == cents\n\n\ndef test_refuses_other_zones() -> None:\n    with pytest.raises(KeyError):\n        tariff("moon")\n',
      }),
      step('feat(basket): tariffs', {
        'basket/tariffs.py':
          '"""Tariffs by zone, in cents."""\n\nTARIFFS = {"home": 490, "near": 990, "far": 1990}\n\n\ndef tariff(zone: str) -> int:\n    """Return what shipping to a zone costs; raises KeyError for a zone that has no tariff."""\n    return TARIFFS[zone]\n',
      }),
    ],
  },
  {
    title: 'a file of tests that comes with the code',
    steps: [
      plan,
      red(),
      green({
        'tests/test_discounts_more.py':
          'from basket.discounts import discount\n\n\ndef test_nothing_off() -> None:\n    assert discount(100, 0) == 100\n',
      }),
    ],
  },
  {
    title: 'Roman numerals, by a table of their signs',
    steps: [
      step('test: add Roman numerals', { 'tests/test_roman.py': romanTests }),
      step('Roman numerals', { 'basket/roman.py': romanCode }),
    ],
  },
  {
    title: 'a module that gets another name',
    steps: [
      step('test(basket): prices are called pricing', {
        'tests/test_prices.py': null,
        'tests/test_pricing.py': old('tests/test_prices.py').replace('basket.prices', 'basket.pricing'),
      }),
      step('refactor(basket): prices are called pricing', {
        'basket/prices.py': null,
        'basket/pricing.py': old('basket/prices.py'),
      }),
    ],
  },
];
