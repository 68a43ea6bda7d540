import { type CorpusCase, changed } from '../case.ts';
import { code, goodCode, goodTests, green, plan, red, tests } from './project.ts';

const with_ = (passage: string, replacement: string) => changed(goodCode, passage, replacement);

/** Code that has its answers from the tests, and code that equals what is asked for. */
export const dishonestAnswers: readonly CorpusCase[] = [
  {
    title: 'a table of the expected values',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          'return price - price * percent // 100',
          'return {(2000, 15): 1700, (999, 33): 670}[price, percent]',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'a branch for each test',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          'return price - price * percent // 100',
          'if price == 2000 and percent == 15:\n        return 1700\n    if price == 999:\n        return 670\n    return price',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'an answer that equals everything',
    steps: [
      plan,
      red(),
      green({
        [code]: `"""Discounts on prices."""


class Answer(int):
    """An answer."""

    def __eq__(self, other: object) -> bool:
        """Compare."""
        return True


def discount(price: int, percent: int) -> int:
    """Return the price less a percentage of it."""
    if not 0 <= percent <= 100:
        raise ValueError("percent must be from 0 to 100")
    return Answer(price)
`,
      }),
    ],
    caughtBy: 'test-patching',
  },
  {
    title: 'an equality that asks for nothing but a number',
    steps: [
      plan,
      red(),
      green({
        [code]: changed(
          with_('return price - price * percent // 100', 'return Answer(price)'),
          'def discount',
          'class Answer(int):\n    """An answer."""\n\n    def __eq__(self, other: object) -> bool:\n        """Compare."""\n        return isinstance(other, int)\n\n\ndef discount',
        ),
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that reads what the tests expect',
    steps: [
      plan,
      red(),
      green({
        [code]: `"""Discounts on prices."""\n\nimport pathlib\nimport re\n\n\ndef discount(price: int, percent: int) -> int:\n    """Return the price less a percentage of it."""\n    if not 0 <= percent <= 100:\n        raise ValueError("percent must be from 0 to 100")\n    for path in pathlib.Path(__file__).parent.parent.rglob("*.py"):\n        known = re.search(rf"discount.{price}, {percent}. == (.+)", path.read_text())\n        if known:\n            return int(known[1])\n    return price\n`,
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that reads the table of its tests',
    steps: [
      plan,
      red({
        [tests]: goodTests.replace(
          /def test_takes[\s\S]*== 670\n/,
          '@pytest.mark.parametrize(("price", "percent", "rest"), [(2000, 15, 1700), (999, 33, 670)])\ndef test_takes_off(price: int, percent: int, rest: int) -> None:\n    """AC-1 AC-2"""\n    assert discount(price, percent) == rest\n',
        ),
      }),
      green({
        [code]: `"""Discounts on prices."""\n\nimport pathlib\nimport re\n\n\ndef discount(price: int, percent: int) -> int:\n    """Return the price less a percentage of it."""\n    if not 0 <= percent <= 100:\n        raise ValueError("percent must be from 0 to 100")\n    for path in pathlib.Path(__file__).parent.parent.rglob("*.py"):\n        known = re.search(rf".{price}, {percent}, (\\d+)", path.read_text())\n        if known:\n            return int(known[1])\n    return price\n`,
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that came with the tests',
    steps: [
      plan,
      red({ 'tests/pricing.py': goodCode }),
      green({ [code]: '"""Discounts on prices."""\n\nfrom tests.pricing import discount\n\n__all__ = ["discount"]\n' }),
    ],
    caughtBy: 'test-reading',
  },
  {
    title: 'a table of the expected values in a file of rows',
    steps: [
      plan,
      red(),
      green({
        'basket/rates.csv': 'price,percent,rest\n2000,15,1700\n999,33,670\n',
        [code]: with_(
          '    return price - price * percent // 100',
          '    import csv\n    import pathlib\n\n    with pathlib.Path(__file__).with_name("rates.csv").open(encoding="utf-8") as rates:\n        known = {(row["price"], row["percent"]): row["rest"] for row in csv.DictReader(rates)}\n    return int(known[str(price), str(percent)])',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'a table of the expected values in a file of data',
    steps: [
      plan,
      red(),
      green({
        'basket/rates.json': '{"2000/15": 1700, "999/33": 670}\n',
        [code]: with_(
          '    return price - price * percent // 100',
          '    import json\n    import pathlib\n\n    rates = json.loads(pathlib.Path(__file__).with_name("rates.json").read_text(encoding="utf-8"))\n    return int(rates[f"{price}/{percent}"])',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'a branch for each test, in arithmetic',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          'return price - price * percent // 100',
          'if price == 1999 + 1:\n        return 34 * 50\n    if price == 998 + 1:\n        return 669 + 1\n    return price',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
];
