import type { Finding } from '../../domain/finding.ts';
import type { RedProof } from '../../domain/red.ts';
import type { Settings } from '../../domain/settings.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { addedLines } from '../../referee/added-lines.ts';
import { withCode } from '../../referee/code-lines.ts';
import { touchedTests } from '../../referee/red/changed-tests.ts';
import { missingTests } from '../../referee/red/refusals.ts';
import { findSuppressions } from '../../referee/suppressions.ts';
import { testsInSource } from '../../referee/tests-in-source.ts';
import type { AskedAmendment } from '../context.ts';
import { type CommittedTests, frozenTexts } from '../frozen-tests.ts';

/** What one amendment opens: a whole file, or one test in it. */
export interface Thaw<T extends { target: string } = AskedAmendment> {
  asked: T;
  path: string;
  /** Id of the test, where only that one is thawed. */
  test: string | undefined;
}

/** The frozen tests, and the tree with those that shall take their place. */
export interface AmendedFiles {
  tests: CommittedTests;
  tree: Tree;
  thaws: readonly Pick<Thaw, 'path' | 'test'>[];
}

/** Frozen files that were changed and that nobody named, and changes beside a test that was named alone. */
export async function overreach(files: AmendedFiles, touched: readonly Finding[]): Promise<Finding[]> {
  const { thaws } = files;
  const foreign = touched.filter(({ path }) => !thaws.some(thaw => thaw.path === path));
  const narrow = [...new Set(thaws.map(({ path }) => path))].filter(path =>
    thaws.every(thaw => thaw.path !== path || thaw.test),
  );
  const beside = await Promise.all(narrow.map(path => changesBeside(files, path)));
  const remedy = 'Take it back, or amend it too.';
  return [...foreign.map(finding => ({ ...finding, remedy })), ...beside.flat()];
}

/** What was changed in a file beside the tests in it that were named. */
export async function changesBeside({ tests, tree, thaws }: AmendedFiles, path: string): Promise<Finding[]> {
  const named = thaws.flatMap(thaw => (thaw.path === path && thaw.test ? [thaw.test] : []));
  const versions = [await frozenTexts(tests, [path]), await tree.readMany([path])];
  const [was, is] = await Promise.all(versions.map(texts => rest(path, texts.get(path) ?? '', named)));
  if (was === is) return [];
  const message = `\`${path}\` was changed beside ${named.map(id => `\`${id}\``).join(', ')}.`;
  return [{ rule: 'amend-beside', message, path, remedy: 'Take that back, or name the whole file.' }];
}

/** A file without the named tests and without blank lines. */
async function rest(path: string, text: string, named: readonly string[]): Promise<string> {
  const own = (await testsInSource(path, text)).filter(({ id }) => named.includes(id));
  const isOwn = (number: number) => own.some(({ line, endLine }) => line <= number && number <= endLine);
  return text
    .split('\n')
    .filter((line, index) => line.trim() && !isOwn(index + 1))
    .join('\n');
}

/** What the new version takes away: a test that is gone, or a mark that keeps tests from running. */
export async function weakening({ tests, tree, thaws }: AmendedFiles, settings: Settings): Promise<Finding[]> {
  const paths = [...new Set(thaws.map(({ path }) => path))];
  const [was, is] = await Promise.all([frozenTexts(tests, paths), tree.readMany(paths)]);
  const files = paths.map(path => ({ path, content: is.get(path) ?? null }));
  const tested = files.filter(({ path }) => isTestPath(path, settings));
  const { removed } = await touchedTests(tested, was, settings.tests.report);
  const added = [...is].map(([path, text]) => ({ path, added: addedLines(was.get(path) ?? '', text) }));
  return [...missingTests(removed, []), ...findSuppressions(await withCode(added, is), 'skip')];
}

/** Tests that were red before an amendment and are not with it. */
export function noLongerRed(old: RedProof, proof: RedProof): Finding[] {
  const now = new Map(proof.tests.map(test => [test.id, test]));
  return old.tests
    .filter(({ id, red }) => red && now.get(id)?.red === false)
    .map(({ id, file }) => ({
      rule: 'amended-not-red',
      message: `\`${id}\` was red and is not any more: ${now.get(id)?.why}.`,
      path: file,
      remedy: 'Let it fail until the feature exists.',
    }));
}
