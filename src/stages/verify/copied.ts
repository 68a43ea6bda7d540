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
  const given = { tests: sources, code, named: wordsOf(plan) };
  const first = await findCopiedAnswers(given);
  // Most changes end here: documents are read only to clear what stands in them.
  const findings =
    first.length === 0
      ? first
      : await findCopiedAnswers({ ...given, named: [...given.named, ...(await documentsOf(tests.before))] });
  const isClean = findings.length === 0;
  const evidence = isClean ? `${code.length} changed files, nothing found` : counted(findings.length, 'place');
  return { row: { item: 'no answer copied from the tests', result: isClean ? 'pass' : 'fail', evidence }, findings };
}

/** Documents that are read at most; a repository with more keeps its values elsewhere. */
const most = 500;

/** What the repository's documents said before the tests came: nobody can have copied that from the tests. */
async function documentsOf(tree: Tree): Promise<string[]> {
  const paths = (await tree.list()).map(({ path }) => path).filter(path => /\.(?:md|mdx|rst|adoc|txt)$/i.test(path));
  return [...(await tree.readMany(paths.slice(0, most))).values()];
}

/** What the plan names. Without criteria there is no plan: its code spans are then the code itself, and name nothing. */
function wordsOf({ title, objective, criteria, codeSpans }: Spec): string[] {
  if (criteria.length === 0) return [];
  return [title, objective, ...criteria.map(({ text }) => text), ...codeSpans];
}
