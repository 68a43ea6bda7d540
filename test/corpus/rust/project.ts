import { changed, type Files, type Step, step } from '../case.ts';
import { type Discount, discountPlan } from '../plan.ts';
import { fileOf } from '../project-files.ts';

/** A file of the project as it is before the change. */
export const old = (path: string): string => fileOf('rust', path);

export const code = 'src/discounts.rs';
export const tests = 'tests/discounts.rs';

export const goodTests = `use basket::discounts::discount;

// AC-1
#[test]
fn takes_the_percentage_off() {
    assert_eq!(discount(2000, 15), Ok(1700));
}

// AC-2
#[test]
fn rounds_down_what_is_taken_off() {
    assert_eq!(discount(999, 33), Ok(670));
}

// AC-3
#[test]
fn refuses_what_is_no_percentage() {
    assert!(discount(1000, 101).is_err());
}
`;

export const goodCode = `//! Discounts on prices.

/// The price less a percentage of it, or an error for more than 100.
pub fn discount(price: u32, percent: u32) -> Result<u32, String> {
    if percent > 100 {
        return Err("percent must be from 0 to 100".to_string());
    }
    Ok(price - price * percent / 100)
}
`;

export const answer = 'Ok(price - price * percent / 100)';

/** The crate with the new module. */
export const declared = (text: string): string => changed(text, 'pub mod prices', 'pub mod discounts;\npub mod prices');

/** The feature as the plan tells it. */
export const feature: Discount = {
  signature: 'discounts::discount(price: u32, percent: u32) -> Result<u32, String>',
  code,
  tests,
  testCommand: 'cargo test',
  relevant: 'src/prices.rs',
};

export const plan: Step = step('docs(spec): plan discounts', { 'specs/discounts.md': discountPlan(feature) });

/** The commit of the tests, and that of the code, with what a case does beside or instead. */
export const red = (files: Files = {}): Step =>
  step('test(basket): add tests for discounts', { [tests]: goodTests, ...files });
export const green = (files: Files = {}): Step =>
  step('feat(basket): discounts', { 'src/lib.rs': declared(old('src/lib.rs')), [code]: goodCode, ...files });
