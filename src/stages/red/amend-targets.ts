import { pathOf } from '../../domain/amendment.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Tree } from '../../ports/repositories.ts';
import { testsInSource } from '../../referee/tests-in-source.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import { frozenEntries, frozenTexts, isFrozenPath } from '../frozen-tests.ts';
import type { Thaw } from './amend-gate.ts';

interface Versions {
  tests: CommittedTests;
  tree: Tree;
}

/** What each amendment names: a frozen file, or one that is new and would be, or one test; or why that is nothing. */
export async function thawsOf<T extends { target: string }>(
  { amendments, settings }: { amendments: readonly T[]; settings: Settings },
  { tests, tree }: Versions,
): Promise<{ thaws: Thaw<T>[]; unknown: { asked: T; why: Finding[] }[] }> {
  const now = (await tree.list()).filter(({ path }) => isFrozenPath(path, settings));
  const frozen = new Set([...(await frozenEntries(tests, settings)), ...now].map(({ path }) => path));
  const ids = await frozenIds(tests, tree, [...frozen]);
  const thaws: Thaw<T>[] = [];
  const unknown: { asked: T; why: Finding[] }[] = [];
  for (const asked of amendments) {
    const [id, ...others] = ids.filter(each => each === asked.target || each.endsWith(`::${asked.target}`));
    if (frozen.has(asked.target)) thaws.push({ asked, path: asked.target, test: undefined });
    else if (id && others.length === 0) thaws.push({ asked, path: pathOf({ target: id }), test: id });
    else unknown.push({ asked, why: [noSuch(asked.target, others.length + Number(id !== undefined))] });
  }
  return { thaws, unknown };

  /** Ids of the tests in the files that came with the feature, as they were frozen or as they are now. */
  async function frozenIds(committed: CommittedTests, head: Tree, paths: readonly string[]): Promise<string[]> {
    const named = new Set(amendments.map(pathOf));
    const wanted = paths.filter(path => named.has(path) || committed.files.some(file => file.path === path));
    const versions = await Promise.all([frozenTexts(committed, wanted), head.readMany(wanted)]);
    const found = await Promise.all(
      versions.flatMap(texts => [...texts].map(([path, text]) => testsInSource(path, text, settings.tests.report))),
    );
    return [...new Set(found.flat().map(({ id }) => id))];
  }
}

function noSuch(target: string, count: number): Finding {
  const what =
    count > 1
      ? `is the name of ${count} tests`
      : 'is neither a frozen test nor a file that decides what the tests mean';
  return {
    rule: 'amend-target',
    message: `\`${target}\` ${what}.`,
    remedy:
      'Name a file by its path from the root of the repository, or a test as `<path>::<test>`, in backticks where it holds a space.',
  };
}
