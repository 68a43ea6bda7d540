import { counted } from '../../domain/counted.ts';
import type { FileChange } from '../../domain/file-change.ts';
import { mergeChanges } from '../../domain/file-change.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { Tree } from '../../ports/repositories.ts';
import { isFrozenByParts } from '../../referee/frozen/decisive-parts.ts';
import { judgeOldSuite } from '../../referee/old-suite-held.ts';
import type { Judging } from '../context.ts';
import { type CommittedTests, isFrozenPath, textsUnder } from '../frozen-tests.ts';
import type { CommittedRed } from '../prove-committed.ts';
import { runSuite } from '../suite.ts';

/**
 * Where red changed tests that were there, or what they rest on, the suite as it was before is run on the head: what it
 * held has to hold still. Adds a row; nothing is run where red only added files.
 */
export async function withOldSuite(
  green: Check,
  judging: Judging,
  { tests, tree, red }: { tests: CommittedTests; tree: Tree; red: CommittedRed },
): Promise<Check> {
  const overlay = red.kind === 'proven' ? await asBefore(judging, tests) : [];
  const older = overlay.filter(({ content }) => content !== null);
  if (red.kind !== 'proven' || older.length === 0) return green;
  const base = await runSuite({ ...judging, tree: tests.before, overlay: tests.outdated });
  const report = await runSuite({ ...judging, tree, overlay });
  const texts = new Map(tests.files.flatMap(({ path, content }) => (content === null ? [] : [[path, content]])));
  const findings = await judgeOldSuite({ base, report, tests: red.proof.tests, texts });
  const changed = `${counted(older.length, 'file')} that red changed`;
  const row: EvidenceRow = {
    item: 'old tests as they were',
    result: findings.length === 0 ? 'pass' : 'fail',
    evidence:
      findings.length === 0
        ? `what they held before holds with the old text of ${changed}, too`
        : `${counted(findings.length, 'test')} of the ${changed} held before and would not now`,
  };
  const title = row.result === 'fail' ? `Not green: ${row.evidence}` : green.title;
  return { ...green, title, rows: [...green.rows, row], findings: [...green.findings, ...findings] };
}

/** Tests and harness as they were before red; not what people amended, nor files that hold more than the harness. */
async function asBefore({ settings }: Judging, tests: CommittedTests): Promise<FileChange[]> {
  const { before, files, outdated, amended } = tests;
  const paths = mergeChanges(outdated, files)
    .map(({ path }) => path)
    .filter(path => isFrozenPath(path, settings) && !isFrozenByParts(path) && !amended?.paths.includes(path));
  const texts = await textsUnder(before, outdated, paths);
  return paths.map(path => ({ path, content: texts.get(path) ?? null }));
}
