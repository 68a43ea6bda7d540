import { type Files, type Step, step } from '../case.ts';
import { type Discount, discountPlan } from '../plan.ts';
import { fileOf } from '../project-files.ts';

/** A file of the project as it is before the change. */
export const old = (path: string): string => fileOf('java', path);

export const main = 'src/main/java/com/example/basket';
export const test = 'src/test/java/com/example/basket';
export const code = `${main}/Discounts.java`;
export const tests = `${test}/DiscountsTest.java`;

export const goodTests = `package com.example.basket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DiscountsTest {
    // AC-1
    @Test
    void takesThePercentageOff() {
        assertEquals(1700, Discounts.discount(2000, 15));
    }

    // AC-2
    @Test
    void roundsDownWhatIsTakenOff() {
        assertEquals(670, Discounts.discount(999, 33));
    }

    // AC-3
    @Test
    void refusesWhatIsNoPercentage() {
        assertThrows(IllegalArgumentException.class, () -> Discounts.discount(1000, 101));
    }
}
`;

export const goodCode = `package com.example.basket;

/** Discounts on prices. */
public final class Discounts {
    private Discounts() {
    }

    /** The price less a percentage of it. Throws for less than 0 or more than 100. */
    public static int discount(int price, int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent must be from 0 to 100");
        }
        return price - price * percent / 100;
    }
}
`;

export const answer = 'return price - price * percent / 100;';

/** The feature as the plan tells it. */
export const feature: Discount = {
  signature: 'Discounts.discount(int price, int percent)',
  code,
  tests,
  testCommand: 'mvn test',
  relevant: `${main}/Prices.java`,
};

export const plan: Step = step('docs(spec): plan discounts', { 'specs/discounts.md': discountPlan(feature) });

/** The commit of the tests, and that of the code, with what a case does beside or instead. */
export const red = (files: Files = {}): Step =>
  step('test(basket): add tests for discounts', { [tests]: goodTests, ...files });
export const green = (files: Files = {}): Step => step('feat(basket): discounts', { [code]: goodCode, ...files });
