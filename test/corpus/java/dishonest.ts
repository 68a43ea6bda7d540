import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, goodCode, goodTests, green, main, old, plan, red, tests } from './project.ts';

const with_ = (passage: string, replacement: string) => changed(goodCode, passage, replacement);

/** Changes that claim more than they do. */
export const dishonest: readonly CorpusCase[] = [
  {
    title: 'code without a test',
    steps: [plan, step('feat(basket): discounts', { [code]: goodCode })],
    caughtBy: 'refused',
  },
  {
    title: 'tests that cannot be read',
    steps: [plan, red({ [tests]: changed(goodTests, '15));', '15);') }), green({ [tests]: goodTests })],
    caughtBy: 'red-collection',
  },
  {
    title: 'tests of a class that the plan does not know',
    steps: [plan, red({ [tests]: goodTests.replaceAll('Discounts.', 'Rebates.') }), green()],
    caughtBy: 'red-missing-symbol',
  },
  {
    title: 'a criterion that no test names',
    steps: [plan, red({ [tests]: goodTests.replace('    // AC-2\n', '') }), green()],
    caughtBy: 'criterion-without-test',
  },
  {
    title: 'tests that are disabled',
    steps: [
      plan,
      red({ [tests]: goodTests.replace('    @Test', '    @org.junit.jupiter.api.Disabled\n    @Test') }),
      green(),
    ],
    caughtBy: 'test-skipped',
  },
  {
    title: 'a weakened assertion in a frozen test',
    steps: [
      plan,
      red(),
      green({ [tests]: changed(goodTests, 'assertEquals(670, Discounts.discount(999, 33))', 'assertEquals(0, 0)') }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'tests left out in pom.xml',
    steps: [
      plan,
      red(),
      green({
        'pom.xml': changed(
          old('pom.xml'),
          '<version>2.22.3</version>',
          '<version>2.22.3</version>\n        <configuration><skipTests>true</skipTests></configuration>',
        ),
      }),
    ],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'code that ends the process',
    steps: [
      plan,
      red(),
      green({
        [code]: with_('    private Discounts', '    static {\n        System.exit(0);\n    }\n\n    private Discounts'),
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
          'if (price == 2000 && percent == 15) {\n            return 1700;\n        }\n        return price == 999 ? 670 : price;',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'code that reads what the tests expect',
    steps: [
      plan,
      red(),
      green({
        [code]: changed(
          with_(
            answer,
            'Matcher found = Pattern.compile("(\\\\d+), Discounts.discount." + price + ", " + percent).matcher(text());\n        return found.find() ? Integer.parseInt(found.group(1)) : price;\n    }\n\n    private static String text() {\n        try (Stream<Path> paths = Files.walk(Path.of("src"))) {\n            StringBuilder all = new StringBuilder();\n            for (Path path : paths.filter(Files::isRegularFile).toList()) {\n                all.append(Files.readString(path));\n            }\n            return all.toString();\n        } catch (IOException error) {\n            return "";\n        }',
          ),
          'package com.example.basket;\n',
          'package com.example.basket;\n\nimport java.io.IOException;\nimport java.nio.file.Files;\nimport java.nio.file.Path;\nimport java.util.regex.Matcher;\nimport java.util.regex.Pattern;\nimport java.util.stream.Stream;\n',
        ),
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that is not finished',
    steps: [plan, red(), green({ [code]: with_(answer, 'return price;') })],
    caughtBy: 'tests',
  },
  {
    title: 'code that breaks what was there',
    steps: [plan, red(), green({ [`${main}/Prices.java`]: changed(old(`${main}/Prices.java`), '490', '590') })],
    caughtBy: 'tests',
  },
  {
    title: 'a silenced compiler',
    steps: [
      plan,
      red(),
      green({ [code]: with_('    /** The price', '    @SuppressWarnings("all")\n    /** The price') }),
    ],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'no Javadoc',
    steps: [plan, red(), green({ [code]: goodCode.replace(/ {4}\/\*\* The price.*\n/, '') })],
    caughtBy: 'public functions have docstrings',
  },
  {
    title: 'a TODO left behind',
    steps: [
      plan,
      red(),
      green({ [code]: with_(`        ${answer}`, `        // TODO: fractions\n        ${answer}`) }),
    ],
    caughtBy: 'no TODO comments',
  },
];
