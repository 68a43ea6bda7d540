import { type Files, type Step, step } from '../case.ts';
import { type Discount, discountPlan } from '../plan.ts';
import { fileOf } from '../project-files.ts';

/** A file of the project as it is before the change. */
export const old = (path: string): string => fileOf('python', path);

export const code = 'basket/discounts.py';
export const tests = 'tests/test_discounts.py';

export const goodTests = `"""Tests of discounts."""

import pytest

from basket.discounts import discount


def test_takes_the_percentage_off() -> None:
    """AC-1"""
    assert discount(2000, 15) == 1700


def test_rounds_down_what_is_taken_off() -> None:
    """AC-2"""
    assert discount(999, 33) == 670


@pytest.mark.parametrize("percent", [-1, 101])
def test_refuses_what_is_no_percentage(percent: int) -> None:
    """AC-3"""
    with pytest.raises(ValueError, match="percent"):
        discount(1000, percent)
`;

export const goodCode = `"""Discounts on prices."""


def discount(price: int, percent: int) -> int:
    """Return the price less a percentage of it; raises ValueError for less than 0 or more than 100."""
    if not 0 <= percent <= 100:
        raise ValueError("percent must be from 0 to 100")
    return price - price * percent // 100
`;

/** The feature as the plan tells it. */
export const feature: Discount = {
  signature: 'discount(price: int, percent: int) -> int',
  code,
  tests,
  testCommand: 'python3 -m pytest',
  relevant: 'basket/prices.py',
};

export const plan: Step = step('docs(spec): plan discounts', { 'specs/discounts.md': discountPlan(feature) });

/** The commit of the tests, and that of the code, with what a case does beside or instead. */
export const red = (files: Files = {}): Step =>
  step('test(basket): add tests for discounts', { [tests]: goodTests, ...files });
export const green = (files: Files = {}): Step => step('feat(basket): discounts', { [code]: goodCode, ...files });
