import type { ReportFormat } from '../domain/settings.ts';
import { languageAt } from '../languages/languages.ts';
import { readSyntax, type SyntaxNode } from '../languages/syntax.ts';
import { mochaName } from './reports/mocha.ts';
import { declaredTests } from './source/declared-tests.ts';
import { pythonTests } from './source/python-tests.ts';
import { scriptTests } from './source/script-tests.ts';
import type { SourceTest } from './source/source-test.ts';

export { isResultOf, type SourceTest } from './source/source-test.ts';

/**
 * The tests that a file's text holds, in order, read from its syntax alone, with ids as a runner's report would spell
 * them. Needed where a report cannot name them: a file that does not load has no results.
 */
export async function testsInSource(path: string, text: string, report?: ReportFormat): Promise<SourceTest[]> {
  const conventions = languageAt(path)?.tests;
  const find = path.endsWith('.py') ? pythonTests : scriptTests;
  const read = (root: SyntaxNode) => (conventions ? declaredTests(root, path, conventions) : find(root, path));
  const tests = (await readSyntax(path, text, read)) ?? [];
  return report === 'mocha-json' ? tests.map(asMochaNames) : tests;
}

function asMochaNames(test: SourceTest): SourceTest {
  const name = mochaName(test.names.slice(0, -1).join(' '), test.names.at(-1) ?? '');
  return { ...test, id: `${test.file}::${name}` };
}
