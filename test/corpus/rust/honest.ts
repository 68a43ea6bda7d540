import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, declared, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const stub = `//! Discounts on prices.

/// The price less a percentage of it.
pub fn discount(_price: u32, _percent: u32) -> Result<u32, String> {
    todo!()
}
`;

const checkedTests = `mod common;

use basket::discounts::discount;

fn gives(price: u32, percent: u32, expected: u32) {
    assert_eq!(discount(price, percent), Ok(expected));
}

#[test]
fn takes_the_percentage_off() {
    gives(2000, 15, 1700);
}

#[test]
fn rounds_down() {
    common::same(discount(999, 33), Ok(670));
}

#[test]
#[should_panic(expected = "percent must be from 0 to 100")]
fn refuses_what_is_no_percentage() {
    discount(1000, 101).unwrap();
}
`;

const common = `use std::fmt::Debug;

pub fn same<T: Debug + PartialEq>(got: T, expected: T) {
    assert_eq!(got, expected);
}
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
        'tests/prices.rs':
          changed(old('tests/prices.rs'), '{shipping, total}', '{discount, shipping, total}') +
          goodTests.slice(goodTests.indexOf('\n// AC-1')),
      }),
      step('feat(prices): discounts', {
        'src/prices.rs': old('src/prices.rs') + goodCode.slice(goodCode.indexOf('\n/// The price')),
      }),
    ],
  },
  {
    title: 'an existing test that asks for more',
    steps: [
      step('test(prices): nothing costs nothing to ship', {
        'tests/prices.rs': changed(
          old('tests/prices.rs'),
          'assert_eq!(shipping(4999), 490);',
          'assert_eq!(shipping(4999), 490);\n    assert_eq!(shipping(0), 0);',
        ),
      }),
      step('fix(prices): nothing costs nothing to ship', {
        'src/prices.rs': changed(old('src/prices.rs'), 'total >= 5000', 'total == 0 || total >= 5000'),
      }),
    ],
  },
  {
    title: 'a pin beside red tests',
    steps: [
      plan,
      red({
        'tests/pins.rs':
          'use basket::prices::total;\n\n#[test]\nfn leaves_totals_alone() {\n    assert_eq!(total(&[2000]), 2000);\n}\n',
      }),
      green(),
    ],
  },
  {
    title: 'a stub that is not implemented stands before the tests',
    base: { 'src/lib.rs': declared(old('src/lib.rs')), [code]: stub },
    steps: [red(), step('feat(basket): discounts', { [code]: goodCode })],
  },
  {
    title: 'tests in a module, with a test that returns a result',
    steps: [
      plan,
      red({
        [tests]: `${goodTests}\nmod more {\n    use basket::discounts::discount;\n\n    // AC-1\n    #[test]\n    fn takes_nothing_off() -> Result<(), String> {\n        assert_eq!(discount(700, 0)?, 700);\n        Ok(())\n    }\n}\n`,
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
      step('refactor(basket): name the part', {
        [code]: changed(goodCode, answer, 'let taken_off = price * percent / 100;\n    Ok(price - taken_off)'),
      }),
    ],
  },
  {
    title: 'a test that was red before stays red',
    base: { 'tests/later.rs': '#[test]\nfn later() {\n    assert_eq!(1 + 1, 3);\n}\n' },
    steps: [plan, red(), green()],
  },
  {
    title: 'tests that assert by functions of their own, one of them in a common module',
    steps: [
      red({ [tests]: checkedTests, 'tests/common/mod.rs': common }),
      green({
        [code]: `${goodCode}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn takes_nothing_off() {\n        assert_eq!(discount(100, 0), Ok(100));\n    }\n}\n`,
      }),
    ],
  },
];
