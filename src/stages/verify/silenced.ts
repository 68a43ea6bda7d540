import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { Settings } from '../../domain/settings.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { FileDiff } from '../../ports/repositories.ts';
import { findSuppressions } from '../../referee/suppressions.ts';
import { findResultHooks, findTestPatching } from '../../referee/tampering.ts';
import { findTestSniffing } from '../../referee/test-sniffing.ts';

/**
 * Added lines that take the meaning out of a check: skips in tests, hooks that set results, comments that silence a
 * tool, code that asks whether it is being tested or reaches into the tests. No configuration turns this off.
 */
export function judgeSilenced(
  settings: Settings,
  diffs: readonly FileDiff[],
): { row: EvidenceRow; findings: Finding[] } {
  const isTest = ({ path }: FileDiff) => isTestPath(path, settings) || isHarnessPath(path, settings);
  const code = diffs.filter(diff => !isTest(diff));
  const findings = [
    ...findSuppressions(diffs.filter(isTest), 'skip'),
    ...findSuppressions(code, 'suppression'),
    ...findResultHooks(diffs.filter(isTest)),
    ...findTestSniffing(code),
    ...findTestPatching(code),
  ];
  const evidence = findings.length === 0 ? `${diffs.length} changed files, nothing found` : `${findings.length} places`;
  return {
    row: { item: 'nothing skipped or silenced', result: findings.length === 0 ? 'pass' : 'fail', evidence },
    findings,
  };
}
