import { counted } from '../../domain/counted.ts';
import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { Spec } from '../../domain/spec.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { FileDiff, Tree } from '../../ports/repositories.ts';
import { findCopiedAnswers } from '../../referee/copied-answers.ts';
import type { Judging } from '../context.ts';
import type { CommittedTests } from '../frozen-tests.ts';

interface Changed {
  tests: CommittedTests;
  tree: Tree;
  diffs: readonly FileDiff[];
}

/** Whether the code gives the answers that the tests expect without computing them. No configuration turns this off. */
export async function judgeCopied(
  { settings, plan }: Pick<Judging, 'settings' | 'plan'>,
  { tests, tree, diffs }: Changed,
): Promise<{ row: EvidenceRow; findings: Finding[] }> {
  const isOfTests = (path: string) => isTestPath(path, settings) || isHarnessPath(path, settings);
  const changed = diffs.filter(({ path, change }) => change !== 'deleted' && !isOfTests(path));
  const texts = await tree.readMany(changed.map(({ path }) => path));
  const older = await tests.before.readMany(changed.map(({ path, oldPath }) => oldPath ?? path));
  const code = changed.map(({ path, oldPath, added }) => ({
    path,
    text: texts.get(path) ?? '',
    before: older.get(oldPath ?? path) ?? '',
    added: new Set(added.map(({ line }) => line)),
  }));
  const sources = tests.files.flatMap(({ path, content }) => (content === null ? [] : [{ path, text: content }]));
  const findings = await findCopiedAnswers({ tests: sources, code, named: wordsOf(plan) });
  const isClean = findings.length === 0;
  const evidence = isClean ? `${code.length} changed files, nothing found` : counted(findings.length, 'place');
  return { row: { item: 'no answer copied from the tests', result: isClean ? 'pass' : 'fail', evidence }, findings };
}

/** What the plan names. Without criteria there is no plan: its code spans are then the code itself, and name nothing. */
function wordsOf({ title, objective, criteria, codeSpans }: Spec): string[] {
  if (criteria.length === 0) return [];
  return [title, objective, ...criteria.map(({ text }) => text), ...codeSpans];
}
