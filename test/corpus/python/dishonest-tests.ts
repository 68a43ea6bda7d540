import { type CorpusCase, changed, step } from '../case.ts';
import { code, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const withoutRefusal = goodTests.slice(0, goodTests.indexOf('\n\n@pytest.mark'));
const rest = (text: string) => text.slice(text.indexOf('def test_rounds'));

/** Tests that prove nothing, and tests that were bent once they stood. */
export const dishonestTests: readonly CorpusCase[] = [
  {
    title: 'code without a test',
    steps: [plan, step('feat(basket): discounts', { [code]: goodCode })],
    caughtBy: 'refused',
  },
  { title: 'tests after the code', steps: [plan, green(), red()], caughtBy: 'refused' },
  {
    title: 'tests and code in one commit',
    steps: [plan, step('feat: discounts', { [code]: goodCode, [tests]: goodTests })],
    caughtBy: 'refused',
  },
  {
    title: 'tests that cannot be read',
    steps: [plan, red({ [tests]: changed(goodTests, '== 1700', '== == 1700') }), green({ [tests]: goodTests })],
    caughtBy: 'red-collection',
  },
  {
    title: 'tests that import what nobody declared',
    steps: [plan, red({ [tests]: `import requests_mock\n${goodTests}` }), green()],
    caughtBy: 'red-environment',
  },
  {
    title: 'a test that passes before the code, and nothing else',
    steps: [
      plan,
      red({
        [tests]:
          'def test_discounts() -> None:\n    """AC-1 AC-2 AC-3"""\n    price = 1700\n    assert price == 1700\n',
      }),
      green(),
    ],
    caughtBy: 'nothing-red',
  },
  {
    title: 'a criterion that no test names',
    steps: [plan, red({ [tests]: withoutRefusal }), green()],
    caughtBy: 'criterion-without-test',
  },
  {
    title: 'tests that are skipped',
    steps: [
      plan,
      red({ [tests]: changed(goodTests, 'import discount\n', 'import discount\n\npytestmark = pytest.mark.skip\n') }),
      green(),
    ],
    caughtBy: 'test-skipped',
  },
  {
    title: 'a test that asserts nothing',
    steps: [
      plan,
      red({ [tests]: changed(goodTests, 'assert discount(2000, 15) == 1700', 'discount(2000, 15)') }),
      green(),
    ],
    caughtBy: 'no-assertion',
  },
  {
    title: 'a test that swallows what it asserts',
    steps: [
      plan,
      red({
        [tests]: changed(
          goodTests,
          'assert discount(999, 33) == 670',
          'try:\n        assert discount(999, 33) == 670\n    except AssertionError:\n        pass',
        ),
      }),
      green(),
    ],
    caughtBy: 'criterion-not-red',
  },
  {
    title: 'a test without its fixture',
    steps: [plan, red({ [tests]: changed(goodTests, 'off() -> None:', 'off(basket) -> None:') }), green()],
    caughtBy: 'tests',
  },
  {
    title: 'a test that comes out as it pleases',
    steps: [
      plan,
      red({
        [tests]: `import random\n${goodTests}\n\ndef test_is_lucky() -> None:\n    """AC-1"""\n    assert random.SystemRandom().random() < 0.5 and discount(100, 0) == 101\n`,
      }),
      green(),
    ],
    caughtBy: 'tests',
  },
  {
    title: 'an old test removed beside the new ones',
    steps: [
      plan,
      red({
        'tests/test_prices.py': old('tests/test_prices.py').slice(
          0,
          old('tests/test_prices.py').indexOf('\n\ndef test_shipping_from'),
        ),
      }),
      green(),
    ],
    caughtBy: 'test-removed',
  },
  {
    title: 'a weakened assertion in a frozen test',
    steps: [plan, red(), green({ [tests]: changed(goodTests, '== 670', '> 0') })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a frozen test that is deleted',
    steps: [plan, red(), green({ [tests]: goodTests.slice(0, goodTests.indexOf('\n\ndef test_rounds')) })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a frozen test that is skipped',
    steps: [plan, red(), green({ [tests]: `import pytest\n\n\n@pytest.mark.skip\n${rest(goodTests)}` })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a frozen test that moves to where nothing collects it',
    steps: [plan, red(), green({ [tests]: null, 'tests/later/discounts.py': goodTests })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'an old test that is bent before broken code comes',
    steps: [
      plan,
      red({
        'tests/test_prices.py': changed(old('tests/test_prices.py'), 'shipping(5000) == 0', 'shipping(5000) < 5000'),
      }),
      green({ 'basket/prices.py': changed(old('basket/prices.py'), '>= 5000', '> 5000') }),
    ],
    caughtBy: 'old-test-weakened',
  },
  {
    title: 'an old test that is bent so that broken code passes',
    steps: [
      plan,
      red(),
      green({
        'basket/prices.py': changed(old('basket/prices.py'), '>= 5000', '> 5000'),
        'tests/test_prices.py': changed(old('tests/test_prices.py'), 'shipping(5000) == 0', 'shipping(5001) == 0'),
      }),
    ],
    caughtBy: 'frozen tests and harness',
  },
];
