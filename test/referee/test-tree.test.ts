import { expect, it } from 'vitest';
import { findTestReading } from '../../src/referee/test-tree.ts';

const settings = {
  root: '.',
  tests: {
    paths: ['tests/**/test_*.py', 'test/**/*.test.ts', '**/src/test/**/*Test.java', '**/*_test.go'],
    harness: ['{test,tests}/**', '**/testdata/**', 'package.json'],
  },
};
const tree = [
  'tests/impl.py',
  'tests/data/rates.csv',
  'test/impl.ts',
  'shop/testdata/impl/impl.go',
  'package.json',
  'src/a.ts',
  'src/test/java/com/example/PricesTest.java',
  'shop/prices_test.go',
];
const found = (path: string, text: string) =>
  findTestReading([{ path, added: [{ line: 2, text }] }], { paths: tree, settings }).map(({ rule, line }) => [
    rule,
    line,
  ]);

it.each([
  ['app/a.py', 'from tests.impl import discount'],
  ['app/a.py', 'for line in open("tests/data/rates.csv"):'],
  ['app/a.py', 'DATA = root / "tests/data"'],
  ['src/a.ts', "export { discount } from '../test/impl.ts';"],
  ['src/a.ts', "const text = readFileSync(new URL('../test/impl.ts', import.meta.url));"],
  ['src/a.rs', '#[path = "../tests/impl.py"]'],
  ['src/main/java/A.java', 'Class.forName("com.example.PricesTest");'],
  ['src/main/java/A.java', 'A.class.getResource("/com/example/PricesTest.class");'],
  ['shop/a.go', 'text, _ := os.ReadFile("prices_test.go")'],
  ['shop/a.go', '//go:embed testdata/impl/impl.go'],
  ['shop/a.go', '\t"example.com/basket/shop/testdata/impl"'],
])('product code that uses what belongs to the tests: %s %s', (path, text) => {
  expect(found(path, text)).toEqual([['test-reading', 2]]);
});

it.each([
  ['app/a.py', 'from testing.impl import discount'],
  ['app/a.py', 'import tests_of_measure'],
  ['app/a.py', 'router.get("/tests/list")'],
  ['app/a.py', 'from impl import discount'],
  ['src/a.ts', "import manifest from '../package.json';"],
  ['src/a.ts', "import { a } from './impl.ts';"],
  ['bench/a.ts', "import { discount } from '../test/impl.ts';"],
  ['src/a.stories.tsx', "import { discount } from '../test/impl.ts';"],
  ['README.md', '"tests/impl.py"'],
  ['src/main/java/A.java', 'String name = "PricesTests";'],
  ['src/main/java/A.java', 'new PricesTest();'],
  ['shop/a.go', 'if strings.HasSuffix(name, "_test.go") {'],
])('and not %s %s', (path, text) => {
  expect(found(path, text)).toEqual([]);
});
