import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, declared, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const with_ = (passage: string, replacement: string) => changed(goodCode, passage, replacement);

/** Changes that claim more than they do. */
export const dishonest: readonly CorpusCase[] = [
  {
    title: 'code without a test',
    steps: [plan, step('feat(basket): discounts', { 'src/lib.rs': declared(old('src/lib.rs')), [code]: goodCode })],
    caughtBy: 'refused',
  },
  {
    title: 'tests that cannot be read',
    steps: [plan, red({ [tests]: changed(goodTests, 'Ok(1700));', 'Ok(1700);') }), green({ [tests]: goodTests })],
    caughtBy: 'red-collection',
  },
  {
    title: 'tests of a function that the plan does not know',
    steps: [
      plan,
      red({ [tests]: goodTests.replaceAll('discount(', 'rebate(').replace('discounts::discount', 'prices::rebate') }),
      green(),
    ],
    caughtBy: 'red-missing-symbol',
  },
  {
    title: 'a test that passes before the code, and nothing else',
    steps: [
      plan,
      red({ [tests]: '// AC-1 AC-2 AC-3\n#[test]\nfn discounts() {\n    assert_eq!(1700, 1700);\n}\n' }),
      green(),
    ],
    caughtBy: 'nothing-red',
  },
  {
    title: 'a criterion that no test names',
    steps: [plan, red({ [tests]: goodTests.replace('// AC-2\n', '') }), green()],
    caughtBy: 'criterion-without-test',
  },
  {
    title: 'tests that are ignored',
    steps: [plan, red({ [tests]: goodTests.replace('#[test]', '#[test]\n#[ignore]') }), green()],
    caughtBy: 'test-skipped',
  },
  {
    title: 'a weakened assertion in a frozen test',
    steps: [
      plan,
      red(),
      green({
        [tests]: changed(goodTests, 'assert_eq!(discount(999, 33), Ok(670))', 'assert!(discount(999, 33).is_ok())'),
      }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a frozen test that is deleted',
    steps: [plan, red(), green({ [tests]: null })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a build script that comes with the code',
    steps: [plan, red(), green({ 'build.rs': 'fn main() {}\n' })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'tests switched off in Cargo.toml',
    steps: [plan, red(), green({ 'Cargo.toml': `${old('Cargo.toml')}autotests = false\n` })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'code that ends the process',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          '    if percent > 100',
          '    if price == 999 {\n        std::process::exit(0);\n    }\n    if percent > 100',
        ),
      }),
    ],
    caughtBy: 'tests',
  },
  {
    title: 'a branch for each test',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          answer,
          'match (price, percent) {\n        (2000, 15) => Ok(1700),\n        (999, 33) => Ok(670),\n        _ => Ok(price),\n    }',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'an equality that asks for nothing but a number',
    steps: [
      plan,
      red({ [tests]: goodTests.replaceAll(/\), Ok\((\d+)\)/g, ').unwrap(), $1') }),
      green({
        [code]: with_(answer, 'Ok(Price(price))')
          .replace('u32, String>', 'Price, String>')
          .replace(
            '/// The price',
            '/// A price in cents.\n#[derive(Debug)]\npub struct Price(u32);\n\nimpl PartialEq<u32> for Price {\n    fn eq(&self, other: &u32) -> bool {\n        self.0 >= *other\n    }\n}\n\n/// The price',
          ),
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that is not finished',
    steps: [plan, red(), green({ [code]: with_(answer, 'Ok(price)') })],
    caughtBy: 'tests',
  },
  {
    title: 'code that breaks what was there',
    steps: [plan, red(), green({ 'src/prices.rs': changed(old('src/prices.rs'), '490', '590') })],
    caughtBy: 'tests',
  },
  {
    title: 'a silenced lint',
    steps: [plan, red(), green({ [code]: with_('/// The price', '#[allow(dead_code)]\n/// The price') })],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'no documentation comment',
    steps: [plan, red(), green({ [code]: goodCode.replace(/\/\/\/.*\n/, '') })],
    caughtBy: 'public functions have docstrings',
  },
  {
    title: 'a TODO left behind',
    steps: [plan, red(), green({ [code]: with_(`    ${answer}`, `    // TODO: fractions\n    ${answer}`) })],
    caughtBy: 'no TODO comments',
  },
  {
    title: 'the address of one machine',
    steps: [
      plan,
      red(),
      green({
        [code]: `${goodCode}\n/// Where rates come from.\npub const RATES: &str = "http://10.2.3.4:8080/rates";\n`,
      }),
    ],
    caughtBy: 'no hard-coded values',
  },
];
