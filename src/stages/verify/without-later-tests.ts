import { counted } from '../../domain/counted.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { judgeGreen } from '../../referee/prove-green.ts';
import type { Judging } from '../context.ts';
import { type CommittedTests, frozenEntries } from '../frozen-tests.ts';
import type { CommittedRed } from '../prove-committed.ts';
import { runSuite, type Workbench } from '../suite.ts';

interface Head {
  tests: CommittedTests;
  tree: Tree;
  /** The newest commit of the base here: what that brought is not of this change. */
  since: Tree | undefined;
  overlay: Workbench['overlay'];
  red: CommittedRed;
}

/**
 * Where files of tests were added after red, the tests that have to pass have to pass without them as well: what such a
 * file does while it is loaded could make them. Adds a row; nothing is run where there is no such file.
 */
export async function withoutLaterTests(
  green: Check,
  judging: Judging,
  { tests, tree, since = tests.before, overlay, red }: Head,
): Promise<Check> {
  if (red.kind !== 'proven') return green;
  const later = await laterTests(judging, { tests, tree, since });
  if (later.length === 0) return green;
  const without = later.map(path => ({ path, content: null }));
  const report = await runSuite({ ...judging, tree, overlay: [...overlay, ...without] });
  const verdict = judgeGreen({ proof: red.proof, report });
  const files = `${counted(later.length, 'file')} of tests`;
  const row: EvidenceRow = {
    item: 'tests by themselves',
    result: verdict.kind === 'pass' ? 'pass' : 'fail',
    evidence:
      verdict.kind === 'pass'
        ? `they pass without the ${files} that came after red, too`
        : `they do not pass without the ${files} that came after red`,
  };
  const findings = verdict.kind === 'pass' ? [] : verdict.findings;
  const title = row.result === 'fail' ? `Not green: ${row.evidence}` : green.title;
  return { ...green, title, rows: [...green.rows, row], findings: [...green.findings, ...findings] };
}

async function laterTests(
  { settings }: Pick<Judging, 'settings'>,
  { tests, tree, since }: { tests: CommittedTests; tree: Tree; since: Tree },
): Promise<string[]> {
  const frozen = new Set((await frozenEntries(tests, settings)).map(({ path }) => path));
  const ofBase = new Map((await since.list()).map(({ path, oid }) => [path, oid]));
  return (await tree.list())
    .filter(({ path, oid }) => isTestPath(path, settings) && !frozen.has(path) && ofBase.get(path) !== oid)
    .map(({ path }) => path);
}
