import type { Settings } from '../domain/settings.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import type { HistoryCommit } from '../ports/history.ts';
import type { Clone, FileDiff } from '../ports/repositories.ts';

/** The commits that came with tests and nothing else, before any code. */
export interface RedRange {
  /** The commit before the tests. */
  before: string;
  /** The last commit of tests only. */
  at: string;
  subject: string;
}

type Purity = 'tests' | 'words' | 'code';

/**
 * Finds red by its purity: the run of commits with tests only that comes before the first commit with code. Commits of
 * documents and plans may lie among them.
 */
export async function findRed(
  clone: Clone,
  commits: readonly HistoryCommit[],
  settings: Settings,
): Promise<RedRange | undefined> {
  let red: RedRange | undefined;
  for (const { oid, parent, subject } of commits) {
    const purity = purityOf(await clone.diff(parent, oid), settings);
    if (purity === 'code') return red;
    if (purity === 'tests') red = { before: red?.before ?? parent, at: oid, subject };
  }
  return red;
}

function purityOf(diffs: readonly FileDiff[], settings: Settings): Purity {
  const paths = diffs.map(({ path }) => path).filter(path => !isDocument(path));
  if (paths.length === 0) return 'words';
  const isOfTests = paths.every(path => isTestPath(path, settings) || isHarnessPath(path, settings));
  return isOfTests && paths.some(path => isTestPath(path, settings)) ? 'tests' : 'code';
}

/** Files that nothing runs: a change of these alone costs no test run. */
export function isDocument(path: string): boolean {
  return /\.(md|mdx|rst|adoc|txt)$/i.test(path) || /^(docs|specs)\//.test(path) || /(^|\/)(LICENSE|NOTICE)$/.test(path);
}
