import { posix } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import { isHarnessPath, isTestPath, type TestFiles } from '../languages/roles.ts';
import { grammarOf } from '../languages/syntax.ts';
import type { AddedLines } from './suppressions.ts';

const folder = /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|testdata)\//;
/** Code for those who work on the product: it may use what the tests have. */
const tools =
  /(?:^|\/)(?:bench\w*|demo|docs|e2e|examples?|playground|scripts|stories|tools)\/|\.(?:stories|bench)\.\w+$/;

/**
 * Added lines of product code that load or read what lies among the tests: an implementation that came with the tests, or
 * the answers that they expect. `paths` are all files of the tree.
 */
export function findTestReading(
  files: readonly AddedLines[],
  { paths, settings }: { paths: readonly string[]; settings: TestFiles },
): Finding[] {
  const among = paths.filter(
    path => folder.test(path) && (isTestPath(path, settings) || isHarnessPath(path, settings)),
  );
  const code = files.filter(({ path }) => grammarOf(path) !== undefined && !tools.test(path));
  const tests = paths.filter(path => isTestPath(path, settings) && aTest.test(path));
  return code.flatMap(({ path, added }) =>
    added.flatMap(({ line, text }) => {
      const named = namedIn(path, text);
      const first =
        among.find(each => named.some(name => isNamed(each, name))) ?? tests.find(each => isCalled(each, text));
      if (first === undefined) return [];
      const message = `This line uses \`${first}\`, which belongs to the tests.`;
      return [{ rule: 'test-reading', message, path, line, remedy: 'Let the product stand on its own files.' }];
    }),
  );
}

/** What tests are called, and nothing else is. */
const aTest = /(?:Tests?\.java|_test\.(?:go|py)|\/test_\w+\.py|\.(?:test|spec)\.\w+)$/;

/** Whether a literal calls a test by its name: `"com.example.PricesTest"`, `"prices_test.go"`. */
function isCalled(path: string, text: string): boolean {
  const name = posix.basename(path, '.java');
  return text.includes(name) && new RegExp(`["'\`][^"'\`]*(?<!\\w)${name.replaceAll('.', '\\.')}(?!\\w)`).test(text);
}

/** Paths, as seen from the root of the repository or of a package, that a line names: in literals, and in Python's imports. */
function namedIn(path: string, text: string): string[] {
  const [, module] = path.endsWith('.py') ? (/^\s*(?:from|import)\s+([\w.]+)/.exec(text) ?? []) : [];
  const literals = [...text.matchAll(/(["'`])([^"'`\s]*\/[^"'`\s]*)\1/g)].map(([, , literal = '']) => literal);
  const [, embedded] = /^\/\/go:embed\s+(\S+)/.exec(text) ?? [];
  const named = [...literals, ...(embedded ? [embedded] : []), ...(module ? [module.replaceAll('.', '/')] : [])];
  return named.flatMap(name => [
    posix.normalize(name).replace(/^(?:\.\.?\/)+|^\//, ''),
    posix.join(posix.dirname(path), name),
  ]);
}

/** Whether a name is that of a file, with or without its ending, or of a folder that it lies in. */
function isNamed(path: string, name: string): boolean {
  const bare = name.replace(/\/$/, '');
  if (!folder.test(`${bare}/`)) return false;
  const stem = path.replace(/\.\w+$/, '');
  return [path, stem].includes(bare) || path.startsWith(`${bare}/`) || bare.endsWith(`/${posix.dirname(path)}`);
}
