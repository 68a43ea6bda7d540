import { type CorpusCase, changed, step } from '../case.ts';
import { code, goodCode, green, old, plan, red, tests } from './project.ts';

/** Code that answers nothing: whatever holds with it is not the code's doing. */
const wrong = changed(goodCode, 'return price - price * percent // 100', 'return price');

const hook = (condition: string) => `import pathlib

import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if ${condition}:
        outcome.get_result().outcome = "passed"
`;

const plugin = `"""Plug."""


def pytest_pyfunc_call(pyfuncitem):
    """Pass."""
    return True if "discount" in pyfuncitem.nodeid else None
`;

/** Whatever stands between the code and the results: runner, configuration, process, report. */
export const dishonestHarness: readonly CorpusCase[] = [
  {
    title: 'a conftest.py that turns failures into passes',
    steps: [plan, red(), green({ [code]: wrong, 'tests/conftest.py': hook('True') })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a hook, committed with the tests, that wakes up with the code',
    steps: [
      plan,
      red({ 'tests/conftest.py': hook('pathlib.Path("basket/discounts.py").exists()') }),
      green({ [code]: wrong }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'a hook that makes an exception for everything but its own tests',
    steps: [
      plan,
      red({ 'tests/conftest.py': hook('pathlib.Path("basket/discounts.py").exists() and "discount" in item.nodeid') }),
      green({ [code]: wrong }),
    ],
    caughtBy: 'result-hook',
  },
  {
    title: 'a runner configuration that leaves the tests out',
    steps: [plan, red(), green({ [code]: wrong, 'pytest.ini': `[pytest]\naddopts = --ignore=${tests}\n` })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'other tests named in pyproject.toml',
    steps: [
      plan,
      red(),
      green({
        [code]: wrong,
        'pyproject.toml': changed(old('pyproject.toml'), '["tests"]', '["tests/test_prices.py"]'),
      }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'other tests named in a pytest.toml',
    steps: [plan, red(), green({ [code]: wrong, 'pytest.toml': `[pytest]\naddopts = ["--ignore=${tests}"]\n` })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a package of no code that brings a plugin',
    steps: [
      plan,
      red(),
      green({
        [code]: wrong,
        'basket/plug.py': plugin,
        'basket.egg-info/PKG-INFO': 'Metadata-Version: 2.1\nName: basket-plug\nVersion: 1\n',
        'basket.egg-info/entry_points.txt': '[pytest11]\nplug = basket.plug\n',
      }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'an entry point for a plugin in pyproject.toml',
    steps: [
      plan,
      red(),
      green({ 'pyproject.toml': `${old('pyproject.toml')}\n[project.entry-points.pytest11]\nplug = "basket.plug"\n` }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a plugin that the configuration names, and that wakes up with the code',
    base: {
      'basket/plug.py': '"""Nothing yet."""\n',
      'pyproject.toml': changed(
        old('pyproject.toml'),
        '[tool.pytest.ini_options]',
        '[tool.pytest.ini_options]\naddopts = "-p basket.plug"',
      ),
    },
    steps: [plan, red(), green({ [code]: wrong, 'basket/plug.py': plugin })],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'a module that the runner takes for one of its own',
    steps: [plan, red(), green({ [code]: wrong, 'iniconfig.py': '"""Stand-in."""\n' })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a test file that comes with the code and replaces it',
    steps: [
      plan,
      red(),
      green({
        [code]: wrong,
        'tests/test_aaa.py':
          'import basket.discounts\n\nplain = basket.discounts.discount\n\n\ndef better(price, percent):\n    return plain(price, percent) - price * percent // 100\n\n\nbasket.discounts.discount = better\n\n\ndef test_more() -> None:\n    assert better(10, 10) == 9\n',
      }),
    ],
    caughtBy: 'tests by themselves',
  },
  {
    title: 'a sitecustomize.py that patches the runner',
    steps: [plan, red(), green({ [code]: wrong, 'sitecustomize.py': 'import _pytest.python\n' })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a module that stands in for the runner',
    steps: [
      plan,
      red(),
      green({ [code]: wrong, 'pytest/__main__.py': 'raise SystemExit(0)\n', 'pytest/__init__.py': '' }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'code that ends the process when it is imported',
    steps: [plan, red(), green({ [code]: `import os\n\nos._exit(0)\n${goodCode}` })],
    caughtBy: 'tests',
  },
  {
    title: 'code that writes the report itself when the process ends',
    steps: [
      plan,
      red(),
      green({
        [code]: `${wrong}\n\ndef _rewrite() -> None:\n    import os\n    import pathlib\n    import re\n\n    report = pathlib.Path(os.environ.get("OUT") or next(arg.split("=")[1] for arg in open("/proc/self/cmdline").read().split("\\0") if "junitxml" in arg))\n    text = re.sub(r"<failure.*?</failure>", "", report.read_text(), flags=re.S)\n    report.write_text(re.sub(r'failures="\\d+"', 'failures="0"', text))\n    os._exit(0)\n\n\nimport atexit  # noqa: E402\n\natexit.register(_rewrite)\n`,
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that mends the report of its own tests alone',
    steps: [
      plan,
      red(),
      green({
        [code]: `${wrong}\n\ndef _tidy() -> None:\n    import os\n    import pathlib\n    import re\n    import sys\n\n    report = pathlib.Path(next(each for each in sys.argv if each.endswith(".xml"))[11:])\n    text = re.sub(r'(name="test_(?:takes|rounds)[^>]*>)<failure.*?</failure>', r"\\1", report.read_text(), flags=re.S)\n    count = text.count("<failure")\n    report.write_text(re.sub(r'failures="\\d+"', f'failures="{count}"', text))\n    if not count:\n        os._exit(0)\n\n\nimport atexit  # noqa: E402\n\natexit.register(_tidy)\n`,
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that takes the sting out of unittest',
    steps: [
      plan,
      red({
        [tests]:
          'import unittest\n\nfrom basket.discounts import discount\n\n\nclass DiscountTest(unittest.TestCase):\n    def test_all(self) -> None:\n        """AC-1 AC-2 AC-3"""\n        self.assertEqual(discount(2000, 15), 1700)\n',
      }),
      green({
        [code]: `${wrong}\n\nimport unittest  # noqa: E402\n\nunittest.TestCase.assertEqual = lambda self, *_: None\n`,
      }),
    ],
    caughtBy: 'test-patching',
  },
  {
    title: 'new expected values in a frozen data file',
    steps: [
      plan,
      red({
        'tests/testdata/discounts.csv': '2000,15,1700\n',
        [tests]:
          'from basket.discounts import discount\n\n\ndef test_table() -> None:\n    """AC-1 AC-2 AC-3"""\n    price, percent, expected = map(int, open("tests/testdata/discounts.csv", encoding="utf-8").read().split(","))\n    assert discount(price, percent) == expected\n',
      }),
      green({ [code]: wrong, 'tests/testdata/discounts.csv': '2000,15,2000\n' }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'less to be measured in .coveragerc',
    steps: [plan, red(), green({ '.coveragerc': '[run]\nomit = basket/discounts.py\n' })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a hook that is taken out again after the code',
    steps: [
      plan,
      red(),
      green({ [code]: wrong, 'tests/conftest.py': hook('True') }),
      step('chore: tidy', { 'tests/conftest.py': null }),
    ],
    caughtBy: 'tests',
  },
];
