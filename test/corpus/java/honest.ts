import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, goodCode, goodTests, green, main, old, plan, red, test, tests } from './project.ts';

const stub = changed(
  goodCode,
  goodCode.slice(goodCode.indexOf('        if'), goodCode.indexOf('    }\n}\n')),
  '        throw new UnsupportedOperationException("not implemented");\n',
);

const parameterised = goodTests
  .replace(
    'import org.junit.jupiter.api.Test;',
    'import org.junit.jupiter.params.ParameterizedTest;\nimport org.junit.jupiter.params.provider.CsvSource;\nimport org.junit.jupiter.params.provider.ValueSource;',
  )
  .replace(
    / {4}\/\/ AC-1[\s\S]*$/,
    `    // AC-1, AC-2
    @ParameterizedTest
    @CsvSource({"2000, 15, 1700", "999, 33, 670"})
    void discounts(int price, int percent, int expected) {
        assertEquals(expected, Discounts.discount(price, percent));
    }

    // AC-3
    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void refusesWhatIsNoPercentage(int percent) {
        assertThrows(IllegalArgumentException.class, () -> Discounts.discount(1000, percent));
    }
}
`,
  );

const nested = goodTests
  .replace(
    'import org.junit.jupiter.api.Test;',
    'import org.junit.jupiter.api.Nested;\nimport org.junit.jupiter.api.Test;',
  )
  .replace('class DiscountsTest {\n', 'class DiscountsTest {\n    @Nested\n    class OfAPrice {\n')
  .replace(/\}\n$/, '}\n}\n');

/** Changes that a careful person makes. */
export const honest: readonly CorpusCase[] = [
  { title: 'a plan, tests, then code', steps: [plan, red(), green()] },
  { title: 'tests, then code, with no plan', steps: [red(), green()] },
  { title: 'tests with parameters', steps: [plan, red({ [tests]: parameterised }), green()] },
  { title: 'tests in a nested class', steps: [plan, red({ [tests]: nested }), green()] },
  {
    title: 'tests added to an existing class, code to an existing class, with no plan',
    steps: [
      step('test(prices): discounts', {
        [`${test}/PricesTest.java`]: changed(
          old(`${test}/PricesTest.java`),
          '    @Test\n    void shipsForMoney',
          '    @Test\n    void takesThePercentageOff() {\n        assertEquals(1700, Prices.discount(2000, 15));\n        assertEquals(670, Prices.discount(999, 33));\n    }\n\n    @Test\n    void shipsForMoney',
        ),
      }),
      step('feat(prices): discounts', {
        [`${main}/Prices.java`]: changed(
          old(`${main}/Prices.java`),
          '    /** What it costs to send',
          '    /** The price less a percentage of it. */\n    public static int discount(int price, int percent) {\n        return price - price * percent / 100;\n    }\n\n    /** What it costs to send',
        ),
      }),
    ],
  },
  {
    title: 'an existing test that asks for more',
    steps: [
      step('test(prices): nothing costs nothing to ship', {
        [`${test}/PricesTest.java`]: changed(
          old(`${test}/PricesTest.java`),
          'assertEquals(490, Prices.shipping(4999));',
          'assertEquals(490, Prices.shipping(4999));\n        assertEquals(0, Prices.shipping(0));',
        ),
      }),
      step('fix(prices): nothing costs nothing to ship', {
        [`${main}/Prices.java`]: changed(old(`${main}/Prices.java`), 'total >= 5000', 'total == 0 || total >= 5000'),
      }),
    ],
  },
  {
    title: 'a pin beside red tests',
    steps: [
      plan,
      red({
        [`${test}/PinsTest.java`]:
          'package com.example.basket;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport java.util.List;\nimport org.junit.jupiter.api.Test;\n\nclass PinsTest {\n    @Test\n    void leavesTotalsAlone() {\n        assertEquals(2000, Prices.total(List.of(2000)));\n    }\n}\n',
      }),
      green(),
    ],
  },
  { title: 'a stub that is not implemented stands before the tests', base: { [code]: stub }, steps: [red(), green()] },
  {
    title: 'expected values in a resource, committed with the tests',
    steps: [
      plan,
      red({
        'src/test/resources/discounts.csv': '2000,15,1700\n100,50,50\n',
        [tests]: parameterised
          .replace('provider.CsvSource', 'provider.CsvFileSource')
          .replace('@CsvSource({"2000, 15, 1700", "999, 33, 670"})', '@CsvFileSource(resources = "/discounts.csv")'),
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
        [code]: changed(goodCode, answer, 'int takenOff = price * percent / 100;\n        return price - takenOff;'),
      }),
    ],
  },
  {
    title: 'a test that was red before stays red',
    base: {
      [`${test}/LaterTest.java`]:
        'package com.example.basket;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport org.junit.jupiter.api.Test;\n\nclass LaterTest {\n    @Test\n    void later() {\n        assertEquals(3, Prices.shipping(5000));\n    }\n}\n',
    },
    steps: [plan, red(), green()],
  },
];
