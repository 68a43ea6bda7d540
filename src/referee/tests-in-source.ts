import type { ReportFormat } from '../domain/settings.ts';
import { languageAt } from '../languages/languages.ts';
import { readSyntax, type SyntaxNode } from '../languages/syntax.ts';
import { mochaName } from './reports/mocha.ts';
import { declaredAsserts, declaredTests } from './source/declared-tests.ts';
import { type Asserts, checksIn, withOwnChecks } from './source/own-checks.ts';
import { pythonAsserts, pythonTests } from './source/python-tests.ts';
import { scriptAsserts, scriptTests } from './source/script-tests.ts';
import type { SourceTest } from './source/source-test.ts';

export { isResultOf, type SourceTest } from './source/source-test.ts';

/**
 * The tests that a file's text holds, in order, read from its syntax alone, with ids as a runner's report would spell
 * them. Needed where a report cannot name them: a file that does not load has no results.
 */
export async function testsInSource(path: string, text: string, report?: ReportFormat): Promise<SourceTest[]> {
  const conventions = languageAt(path)?.tests;
  const find = path.endsWith('.py') ? pythonTests : scriptTests;
  const found = (root: SyntaxNode) => (conventions ? declaredTests(root, path, conventions) : find(root, path));
  const read = (root: SyntaxNode) => withOwnChecks(root, found(root), assertsAt(path));
  const tests = (await readSyntax(path, text, read)) ?? [];
  return report === 'mocha-json' ? tests.map(asMochaNames) : tests;
}

/** Names of the functions of a file that assert: tests of other files may do so by them. */
export async function checksInSource(path: string, text: string): Promise<Set<string>> {
  return (await readSyntax(path, text, root => checksIn(root, assertsAt(path)))) ?? new Set();
}

/** What asserts in a file, by the conventions of its language. */
function assertsAt(path: string): Asserts {
  const conventions = languageAt(path)?.tests;
  if (conventions) return node => declaredAsserts(node, conventions);
  return path.endsWith('.py') ? pythonAsserts : scriptAsserts;
}

function asMochaNames(test: SourceTest): SourceTest {
  const name = mochaName(test.names.slice(0, -1).join(' '), test.names.at(-1) ?? '');
  return { ...test, id: `${test.file}::${name}` };
}
