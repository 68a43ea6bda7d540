import { createHash } from 'node:crypto';
import type { Check } from '../../domain/outcome.ts';
import type { Tree } from '../../ports/repositories.ts';
import { freeze } from '../../referee/frozen.ts';
import type { Judging } from '../context.ts';
import type { CommittedTests } from '../frozen-tests.ts';

/**
 * What makes a verdict reproducible, on every check of a head: the commit that was judged, the commit of its tests, the
 * hash of everything frozen there, and what judged it.
 */
export async function withEvidence(
  checks: readonly Check[],
  { settings, sandbox, version }: Judging,
  { tests, tree }: { tests: CommittedTests; tree: Tree },
): Promise<Check[]> {
  const facts = {
    head: tree.oid,
    'red commit': tests.oid,
    'before the tests': tests.before.oid,
    'frozen files': frozenHash(freeze(await tests.at.list(), settings)),
    language: `${settings.language}, results as ${settings.tests.report}`,
    sandbox: await sandbox.describe(),
    redfirst: version,
  };
  return checks.map(check => ({ ...check, facts: { ...check.facts, ...facts } }));
}

/** SHA-256 of mode, blob and path of every frozen file: what `git ls-tree -r` says of them, a line each. */
function frozenHash(files: readonly { path: string; oid: string; mode: string }[]): string {
  const lines = files.map(({ path, oid, mode }) => `${mode} blob ${oid}\t${path}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}
