import { type CorpusCase, changed, step } from '../case.ts';
import { answer, code, goodCode, goodTests, green, old, plan, red, tests } from './project.ts';

const with_ = (passage: string, replacement: string) => changed(goodCode, passage, replacement);

/** Changes that claim more than they do. */
export const dishonest: readonly CorpusCase[] = [
  {
    title: 'code without a test',
    steps: [plan, step('feat(prices): discounts', { [code]: goodCode })],
    caughtBy: 'refused',
  },
  {
    title: 'tests that cannot be read',
    steps: [plan, red({ [tests]: changed(goodTests, '!= 1700 {', '!= 1700') }), green({ [tests]: goodTests })],
    caughtBy: 'red-collection',
  },
  {
    title: 'tests of a function that the plan does not know',
    steps: [plan, red({ [tests]: goodTests.replaceAll('Discount(', 'Rebate(') }), green()],
    caughtBy: 'red-missing-symbol',
  },
  {
    title: 'a test that passes before the code, and nothing else',
    steps: [
      plan,
      red({
        [tests]:
          'package prices\n\nimport "testing"\n\n// AC-1 AC-2 AC-3\nfunc TestDiscount(t *testing.T) {\n\tif 1700 != 1700 {\n\t\tt.Fatal("no")\n\t}\n}\n',
      }),
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
    title: 'tests that are skipped',
    steps: [
      plan,
      red({
        [tests]: changed(goodTests, 'off(t *testing.T) {'.replace('off', 'Off'), 'Off(t *testing.T) {\n\tt.Skip()'),
      }),
      green(),
    ],
    caughtBy: 'test-skipped',
  },
  {
    title: 'a weakened assertion in a frozen test',
    steps: [plan, red(), green({ [tests]: changed(goodTests, 'got != 670', 'got < 0') })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a frozen test that is deleted',
    steps: [plan, red(), green({ [tests]: null })],
    caughtBy: 'frozen tests and harness',
  },
  {
    title: 'a TestMain that ends well whatever happens',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(answer, 'return price, nil'),
        'prices/main_test.go':
          'package prices\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tm.Run()\n\tos.Exit(0)\n}\n',
      }),
    ],
    caughtBy: 'tests',
  },
  {
    title: 'code that ends the process before the tests',
    steps: [
      plan,
      red(),
      green({
        [code]: changed(
          goodCode,
          'import "errors"',
          'import (\n\t"errors"\n\t"os"\n)\n\nfunc init() {\n\tos.Exit(0)\n}',
        ),
      }),
    ],
    caughtBy: 'tests',
  },
  {
    title: 'code that is not finished',
    steps: [plan, red(), green({ [code]: with_(answer, 'return price, nil') })],
    caughtBy: 'tests',
  },
  {
    title: 'code that breaks what was there',
    steps: [plan, red(), green({ 'prices/prices.go': changed(old('prices/prices.go'), '490', '590') })],
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
          'if price == 2000 && percent == 15 {\n\t\treturn 1700, nil\n\t}\n\tswitch price {\n\tcase 999:\n\t\treturn 670, nil\n\t}\n\treturn price, nil',
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'code that asks whether it is being tested',
    steps: [
      plan,
      red(),
      green({
        [code]: changed(
          with_(answer, `if strings.HasSuffix(os.Args[0], ".test") {\n\t\treturn price, nil\n\t}\n\t${answer}`),
          'import "errors"',
          'import (\n\t"errors"\n\t"os"\n\t"strings"\n)',
        ),
      }),
    ],
    caughtBy: 'test-sniffing',
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
            'found := regexp.MustCompile(fmt.Sprintf(`Discount.%d, %d.; got != (\\d+)`, price, percent)).FindSubmatch(text())\n\tif found == nil {\n\t\treturn price, nil\n\t}\n\treturn strconv.Atoi(string(found[1]))',
          ),
          'import "errors"\n',
          'import (\n\t"errors"\n\t"fmt"\n\t"os"\n\t"path/filepath"\n\t"regexp"\n\t"strconv"\n)\n\nfunc text() []byte {\n\tpaths, _ := filepath.Glob("d*.go")\n\tvar all []byte\n\tfor _, path := range paths {\n\t\tone, _ := os.ReadFile(path)\n\t\tall = append(all, one...)\n\t}\n\treturn all\n}\n',
        ),
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'a silenced linter',
    steps: [plan, red(), green({ [code]: with_(answer, `${answer} //nolint`) })],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'no doc comment',
    steps: [plan, red(), green({ [code]: goodCode.replace(/\/\/ Discount.*\n/, '') })],
    caughtBy: 'public functions have docstrings',
  },
  {
    title: 'a TODO left behind',
    steps: [plan, red(), green({ [code]: with_(answer, `// TODO: negative prices\n\t${answer}`) })],
    caughtBy: 'no TODO comments',
  },
  {
    title: 'code that is not formatted',
    steps: [plan, red(), green({ [code]: with_(`\t${answer}`, `        ${answer}`) })],
    caughtBy: 'lint',
  },
  {
    title: 'code that no test runs',
    steps: [
      plan,
      red(),
      green({
        [code]: `${goodCode}\n// Refund is what is given back.\nfunc Refund(price int) int {\n\tfee := price / 10\n\trest := price - fee\n\tif rest < 0 {\n\t\treturn 0\n\t}\n\treturn rest\n}\n`,
      }),
    ],
    caughtBy: 'new code is covered',
  },
];
