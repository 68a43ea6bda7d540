import { type CorpusCase, changed, step } from '../case.ts';
import { code, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const with_ = (passage: string, replacement: string) => changed(goodCode, passage, replacement);

/** Code that is not what it claims to be. */
export const dishonestCode: readonly CorpusCase[] = [
  {
    title: 'code that is not finished',
    steps: [plan, red(), green({ [code]: with_('return price - price * percent // 100', 'return price') })],
    caughtBy: 'tests',
  },
  {
    title: 'code that breaks what was there',
    steps: [plan, red(), green({ 'basket/prices.py': changed(old('basket/prices.py'), '490', '590') })],
    caughtBy: 'tests',
  },
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
  {
    title: 'code that asks who calls it',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          '    return price',
          '    import traceback\n\n    if "test_" in traceback.extract_stack()[-2].name:\n        return 670 if price < 1000 else price - 300\n    return price',
        ),
      }),
    ],
    caughtBy: 'test-sniffing',
  },
  {
    title: 'code that asks whether it is being tested',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          '    if not',
          '    import sys\n\n    if "pytest" in sys.modules and price == 999:\n        return 670\n    if not',
        ),
      }),
    ],
    caughtBy: 'test-sniffing',
  },
  {
    title: 'a silenced type checker',
    steps: [plan, red(), green({ [code]: with_('// 100\n', '// 100  # type: ignore\n') })],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'lines that are not to be measured',
    steps: [
      plan,
      red(),
      green({
        [code]: `${goodCode}\n\ndef never(price: int) -> int:  # pragma: no cover\n    """Return nothing useful."""\n    return price\n`,
      }),
    ],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'code that no test runs',
    steps: [
      plan,
      red(),
      green({
        [code]: `${goodCode}\n\ndef refund(price: int) -> int:\n    """Return what is given back."""\n    fee = price // 10\n    rest = price - fee\n    if rest < 0:\n        rest = 0\n    return rest\n`,
      }),
    ],
    caughtBy: 'new code is covered',
  },
  {
    title: 'no type hints',
    steps: [plan, red(), green({ [code]: with_('price: int, percent: int) -> int', 'price, percent)') })],
    caughtBy: 'new code has type hints',
  },
  {
    title: 'no docstring',
    steps: [plan, red(), green({ [code]: goodCode.replace(/ {4}""".*"""\n/, '') })],
    caughtBy: 'public functions have docstrings',
  },
  {
    title: 'a TODO left behind',
    steps: [
      plan,
      red(),
      green({ [code]: with_('    return price -', '    # TODO: negative prices\n    return price -') }),
    ],
    caughtBy: 'no TODO comments',
  },
  {
    title: 'a path that exists on one machine',
    steps: [plan, red(), green({ [code]: with_('\n\ndef', '\n\nHOME = "/home/anna/basket"\n\n\ndef') })],
    caughtBy: 'no hard-coded values',
  },
  {
    title: 'the token of an account',
    steps: [
      plan,
      red(),
      green({ [code]: with_('\n\ndef', `\n\nKEY = "${'ghp_'}wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO2aBcDe"\n\n\ndef`) }),
    ],
    caughtBy: 'no secrets',
  },
  {
    title: 'the address of one machine',
    steps: [plan, red(), green({ [code]: with_('\n\ndef', '\n\nRATES = "http://10.2.3.4:8080/rates"\n\n\ndef') })],
    caughtBy: 'no hard-coded values',
  },
  {
    title: 'imports out of order',
    steps: [
      plan,
      red(),
      green({
        [code]: with_('\n\ndef', '\nfrom basket.prices import total\nimport math\n\nassert math and total\n\n\ndef'),
      }),
    ],
    caughtBy: 'imports in order',
  },
  {
    title: 'input that blocks the event loop',
    steps: [
      plan,
      red(),
      green({
        [code]: `${goodCode}\n\nasync def wait(price: int) -> int:\n    """Return the price a little later."""\n    import time\n\n    time.sleep(1)\n    return price\n`,
      }),
    ],
    caughtBy: 'asynchronous input and output',
  },
  {
    title: 'a linter that says something new',
    steps: [step('docs(spec): plan', {}), red(), green({ [code]: with_('\n\ndef', '\n\nimport os\n\n\ndef') })].slice(
      1,
    ),
    base: { '.flake8': '[flake8]\nmax-line-length = 110\n' },
    caughtBy: 'lint',
  },
  {
    title: 'types that do not fit',
    base: { 'mypy.ini': '[mypy]\nfiles = basket\n' },
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          'return price - price * percent // 100',
          'return price - price * percent / 100 if percent % 5 else price - price * percent // 100',
        ),
      }),
    ],
    caughtBy: 'type check',
  },
  {
    title: 'a feature that the changelog does not know',
    base: { 'CHANGELOG.md': '# Changes\n' },
    steps: [plan, red(), green()],
    caughtBy: 'documentation updated',
  },
];
