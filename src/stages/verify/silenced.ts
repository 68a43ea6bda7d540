import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { Settings } from '../../domain/settings.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { FileDiff, Tree } from '../../ports/repositories.ts';
import { withCode } from '../../referee/code-lines.ts';
import { findSuppressions } from '../../referee/suppressions.ts';
import { findResultHooks, findTestPatching } from '../../referee/tampering.ts';
import { findTestSniffing } from '../../referee/test-sniffing.ts';
import { findTestReading } from '../../referee/test-tree.ts';

/**
 * Added lines that take the meaning out of a check: skips in tests, hooks that set results, comments that silence a
 * tool, code that asks whether it is being tested, uses what lies among the tests or reaches into them. No configuration
 * turns this off.
 */
export async function judgeSilenced(
  settings: Settings,
  { diffs, tree }: { diffs: readonly FileDiff[]; tree: Tree },
): Promise<{ row: EvidenceRow; findings: Finding[] }> {
  const texts = await tree.readMany(diffs.flatMap(({ path, added }) => (added.length > 0 ? [path] : [])));
  const changed = await withCode(diffs, texts);
  const isTest = ({ path }: FileDiff) => isTestPath(path, settings) || isHarnessPath(path, settings);
  const tests = changed.filter(isTest);
  const code = changed.filter(diff => !isTest(diff));
  const paths = (await tree.list()).map(({ path }) => path);
  const findings = [
    ...findSuppressions(tests, 'skip'),
    ...findSuppressions(code, 'suppression'),
    ...findResultHooks(tests),
    ...findTestSniffing(code),
    ...findTestPatching(code),
    ...findTestReading(code, { paths, settings }),
  ];
  const evidence = findings.length === 0 ? `${diffs.length} changed files, nothing found` : `${findings.length} places`;
  return {
    row: { item: 'nothing skipped or silenced', result: findings.length === 0 ? 'pass' : 'fail', evidence },
    findings,
  };
}
