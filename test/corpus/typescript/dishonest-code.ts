import { type CorpusCase, changed } from '../case.ts';
import { answer, code, goodCode, green, old, plan, red } from './project.ts';

const with_ = (passage: string, replacement: string) => changed(goodCode, passage, replacement);
const below = (text: string) => `${goodCode}\n${text}`;

/** Code that is not what it claims to be. */
export const dishonestCode: readonly CorpusCase[] = [
  {
    title: 'code that is not finished',
    steps: [plan, red(), green({ [code]: with_(answer, 'return price;') })],
    caughtBy: 'tests',
  },
  {
    title: 'code that breaks what was there',
    steps: [plan, red(), green({ 'src/prices.ts': changed(old('src/prices.ts'), '>= 5000', '> 5000') })],
    caughtBy: 'tests',
  },
  {
    title: 'code that ends the process when it is imported',
    steps: [plan, red(), green({ [code]: `process.exit(0);\n${goodCode}` })],
    caughtBy: 'tests',
  },
  {
    title: 'code that replaces the assertions',
    steps: [
      plan,
      red(),
      green({
        [code]: `import assert from 'node:assert/strict';\n\nassert.equal = () => {};\n\n${with_(answer, 'return price;')}`,
      }),
    ],
    caughtBy: 'test-patching',
  },
  {
    title: 'code that replaces the assertions under another name',
    steps: [
      plan,
      red(),
      green({
        [code]: `import checks from 'node:assert/strict';\n\nObject.assign(checks, { equal() {} });\n\n${with_(answer, 'return price;')}`,
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that reads what the tests expect',
    steps: [
      plan,
      red(),
      green({
        [code]: `import { readFileSync } from 'node:fs';\n\n${with_(
          answer,
          "const text = readFileSync(new URL('../test/discounts.test.ts', import.meta.url), 'utf8');\n  const [, found] = new RegExp(['discount.', price, ', ', percent, '.*?, (.*?).;'].join('')).exec(text) ?? [];\n  return Number(found ?? price);",
        )}`,
      }),
    ],
    caughtBy: 'a planted test that must fail',
  },
  {
    title: 'code that asks how it was started',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          answer,
          "if (process.env['npm_lifecycle_event']) return price < 1000 ? 670 : price - 300;\n  return price;",
        ),
      }),
    ],
    caughtBy: 'test-sniffing',
  },
  {
    title: 'a table of the expected values',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          answer,
          "const known: Record<string, number> = { '2000/15': 1700, '999/33': 670 };\n  return known[[price, percent].join('/')] ?? price;",
        ),
      }),
    ],
    caughtBy: 'copied-answers',
  },
  {
    title: 'a branch for each test',
    steps: [
      plan,
      red(),
      green({
        [code]: with_(
          answer,
          'if (price === 2000 && percent === 15) return 1700;\n  if (price === 999 && percent === 33) return 670;\n  return price;',
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
        [code]: with_(answer, `if (process.env['NODE_TEST_CONTEXT']) return percent === 15 ? 1700 : 670;\n  ${answer}`),
      }),
    ],
    caughtBy: 'test-sniffing',
  },
  {
    title: 'a silenced type checker',
    steps: [plan, red(), green({ [code]: with_('  return price', '  // @ts-ignore\n  return price') })],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'a silenced linter',
    steps: [plan, red(), green({ [code]: `/* eslint-disable */\n${goodCode}` })],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'lines that are not to be measured',
    steps: [
      plan,
      red(),
      green({
        [code]: below(
          '/* node:coverage disable */\n/** What nobody needs. */\nexport function never(price: number): number {\n  return price;\n}\n',
        ),
      }),
    ],
    caughtBy: 'nothing skipped or silenced',
  },
  {
    title: 'code that no test runs',
    steps: [
      plan,
      red(),
      green({
        [code]: below(
          '/** What is given back, in cents. */\nexport function refund(price: number): number {\n  const fee = Math.floor(price / 10);\n  const rest = price - fee;\n  if (rest < 0) {\n    return 0;\n  }\n  return rest;\n}\n',
        ),
      }),
    ],
    caughtBy: 'new code is covered',
  },
  {
    title: 'no type hints',
    steps: [plan, red(), green({ [code]: goodCode.replaceAll(': number', '') })],
    caughtBy: 'new code has type hints',
  },
  {
    title: 'no docstring',
    steps: [plan, red(), green({ [code]: goodCode.replace(/^\/\*\*.*\n/, '') })],
    caughtBy: 'public functions have docstrings',
  },
  {
    title: 'a FIXME left behind',
    steps: [plan, red(), green({ [code]: with_('  return price', '  // FIXME: negative prices\n  return price') })],
    caughtBy: 'no TODO comments',
  },
  {
    title: 'the token of an account',
    steps: [
      plan,
      red(),
      green({ [code]: below(`export const token = '${'ghp_'}wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO2aBcDe';\n`) }),
    ],
    caughtBy: 'no secrets',
  },
  {
    title: 'the address of one machine',
    steps: [plan, red(), green({ [code]: below("export const rates = 'http://10.2.3.4:8080/rates';\n") })],
    caughtBy: 'no hard-coded values',
  },
  {
    title: 'a feature that the changelog does not know',
    base: { 'CHANGELOG.md': '# Changes\n' },
    steps: [plan, red(), green()],
    caughtBy: 'documentation updated',
  },
];
