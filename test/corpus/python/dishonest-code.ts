import { type CorpusCase, changed, step } from '../case.ts';
import { code, goodCode, green, old, plan, red } from './project.ts';

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
