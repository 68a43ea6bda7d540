import type { Settings } from '../../domain/settings.ts';
import type { FileDiff } from '../../ports/repositories.ts';
import type { Judged } from './judged.ts';

/**
 * Documentation by rule: a feature is user-facing, so an existing changelog gets an entry; other governed documents may
 * stay as they are. The evidence names the rule that applied.
 */
export function judgeDocs(
  { docs }: Settings,
  { diffs, paths }: { diffs: readonly FileDiff[]; paths: readonly string[] },
): Judged {
  const documents = ['README.md', ...docs.governed];
  const touched = diffs.map(({ path }) => path).filter(path => documents.includes(path) || path.startsWith('docs/'));
  const { changelog } = docs;
  const named = touched.map(path => `\`${path}\``).join(', ');
  if (changelog && paths.includes(changelog) && !touched.includes(changelog)) {
    const message = `\`${changelog}\` has no entry for this feature.`;
    const finding = {
      rule: 'changelog',
      path: changelog,
      message,
      remedy: 'Add one: a feature is a user-facing change.',
    };
    return {
      result: 'fail',
      evidence: `rule "changelog for a user-facing change": ${message}`,
      findings: [finding],
      runs: [],
    };
  }
  if (touched.length > 0)
    return {
      result: 'pass',
      evidence: `rule "changelog for a user-facing change": updated ${named}`,
      findings: [],
      runs: [],
    };
  return { result: 'not-applicable', evidence: 'no governed document exists here', findings: [], runs: [] };
}
