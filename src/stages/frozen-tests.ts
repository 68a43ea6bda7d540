import type { CommitFacts, Facts } from '../domain/facts.ts';
import type { FileChange } from '../domain/file-change.ts';
import type { FrozenFile } from '../domain/red.ts';
import type { CommitTrailers } from '../domain/trailer.ts';
import { isHarnessPath, isTestPath, type TestFiles } from '../languages/roles.ts';
import type { Clone, Tree } from '../ports/repositories.ts';
import { freeze } from '../referee/frozen.ts';
import type { StageContext } from './context.ts';
import { publicationOf, type RedCommit, redsIn } from './red-commits.ts';

/** Files that are frozen from a later tree than that of the red commit. */
interface Layer {
  at: Tree;
  paths: readonly string[];
}

/** The tests as a red commit holds them. */
export interface CommittedTests {
  oid: string;
  /** The tree just before the red commit. */
  before: Tree;
  /** The tree of the red commit. */
  at: Tree;
  /** Every file that belongs to red, whole: added or changed, or written anew as it was for an older plan. */
  files: FileChange[];
  /** Takes back the tests of older plans that lie in the tree before: they are no part of the suite as it was. */
  outdated: FileChange[];
  /** Held-out tests, once they are committed: from then on they are frozen too. */
  published?: Layer;
  /** Files that people amended. */
  amended?: Layer;
}

/** Tests that this App committed for an approved plan. */
export interface ApprovedTests extends CommittedTests {
  trailers: CommitTrailers;
  /** Whether an earlier red commit of the same plan lies below: amended tests, or new held-out ones. */
  isAnew: boolean;
}

/** Finds the red commit for the present plan; nothing when there is none yet. */
export async function committedTests(context: StageContext): Promise<ApprovedTests | undefined> {
  const { facts, spec, clone } = context;
  const commits = facts.branch?.commits ?? [];
  const last = redsIn(commits).at(-1);
  if (!last || last.trailers.spec !== spec?.hash) return undefined;
  const { trailers } = last;
  const outdated = await outdatedTests(context, commits.slice(0, last.index));
  const tests = last.isAnew
    ? await amendedTests(context, { ...last, outdated })
    : await testsBetween(clone, last, outdated);
  const published = await publishedTests(clone, commits, last);
  if (!published) return { ...tests, trailers, isAnew: last.isAnew };
  return { ...(await withFilesOf(tests, published)), published, trailers, isAnew: last.isAnew };
}

/** What our own commit of the held-out tests added, as it was there or was amended since. */
async function publishedTests(
  clone: Clone,
  commits: readonly CommitFacts[],
  red: RedCommit,
): Promise<Layer | undefined> {
  const publication = publicationOf(commits, red);
  if (!publication) return undefined;
  const { before, at, index } = publication;
  const paths = (await clone.diff(before, at)).map(({ path }) => path);
  return { at: await clone.treeAt(index < red.index ? red.at : at), paths };
}

/**
 * The tests as they stand on a commit on top of them: whatever is a test, or decides what tests mean, and differs from
 * the tree before the first red commit. Code that lies between is left out.
 */
export async function amendedTests(
  { clone, settings }: Pick<StageContext, 'clone' | 'settings'>,
  { before, at, outdated }: { before: string; at: string; outdated: FileChange[] },
): Promise<CommittedTests> {
  const tests = await testsBetween(clone, { before, at }, outdated);
  return { ...tests, files: tests.files.filter(({ path }) => isFrozenPath(path, settings)) };
}

/** The same tests, with some of the frozen files as they are on a later tree. */
export async function amendedAt(tests: CommittedTests, at: Tree, paths: readonly string[]): Promise<CommittedTests> {
  if (paths.length === 0) return tests;
  const amended = { at, paths };
  return { ...(await withFilesOf(tests, amended)), amended };
}

/** The same tests, with the files of a later tree among them, so that they are proven and expected like the others. */
async function withFilesOf(tests: CommittedTests, { at, paths }: Layer): Promise<CommittedTests> {
  const [texts, entries] = [await at.readMany(paths), await at.list()];
  const files = paths.flatMap(path => {
    const content = texts.get(path) ?? null;
    const isBinary = content === null && entries.some(entry => entry.path === path);
    return isBinary ? [] : [{ path, content }];
  });
  const others = tests.files.filter(({ path }) => !paths.includes(path));
  return { ...tests, files: [...others, ...files] };
}

/** Texts of files as they are frozen, wherever they are frozen from. */
export async function frozenTexts(
  { at, published, amended }: CommittedTests,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const layers = [published, amended].filter(layer => layer !== undefined);
  const isLater = (path: string) => layers.some(layer => layer.paths.includes(path));
  const own = await at.readMany(paths.filter(path => !isLater(path)));
  const later = layers.map(layer => layer.at.readMany(paths.filter(path => layer.paths.includes(path))));
  return new Map([...own, ...(await Promise.all(later)).flatMap(texts => [...texts])]);
}

/** Everything that is frozen, wherever it is frozen from: the red commit, what was published since, what was amended. */
export async function frozenEntries(
  { at, published, amended }: CommittedTests,
  settings: TestFiles,
): Promise<FrozenFile[]> {
  const own = freeze(await at.list(), settings).filter(({ path }) => !amended?.paths.includes(path));
  const later = [published, amended].map(async layer =>
    layer ? freeze(await layer.at.list(), settings).filter(({ path }) => layer.paths.includes(path)) : [],
  );
  return [...own, ...(await Promise.all(later)).flat()];
}

/** Whether a file is frozen with the tests. */
export const isFrozenPath = (path: string, settings: TestFiles): boolean =>
  isTestPath(path, settings) || isHarnessPath(path, settings);

/** Whether what the red commit proved is shown: a check on it, or on a commit that people put on top of it. */
export function isShownRed({ branch, checks }: Facts, redOid: string): boolean {
  const commits = branch?.commits.map(({ oid }) => oid) ?? [];
  const since = commits.slice(commits.indexOf(redOid));
  return checks.some(({ name, headOid }) => name === 'redfirst/red' && since.includes(headOid));
}

/**
 * What takes back the tests of older plans on the last of these commits: a plan that was changed after its tests were
 * written gets new ones. A file that a person has changed since stays as that person left it.
 */
export async function outdatedTests(
  { clone, settings }: Pick<StageContext, 'clone' | 'settings'>,
  commits: readonly CommitFacts[],
): Promise<FileChange[]> {
  const head = commits.at(-1);
  const reds = redsIn(commits);
  if (!head || reds.length === 0) return [];
  const now = await clone.treeAt(head.oid);
  const restored = new Map<string, { is: string | undefined; was: string | undefined }>();
  for (const { before, at, isAnew } of reds.reverse()) {
    const isOfRed = (path: string) => !isAnew || isFrozenPath(path, settings);
    const paths = (await clone.diff(before, at)).map(({ path }) => path).filter(isOfRed);
    const [older, newer] = await Promise.all([clone.treeAt(before), clone.treeAt(at)]);
    const [was, made, is] = await Promise.all([older, newer, now].map(tree => tree.readMany(paths)));
    for (const path of paths) {
      const known = restored.get(path) ?? { is: is?.get(path), was: is?.get(path) };
      restored.set(path, known.was === made?.get(path) ? { ...known, was: was?.get(path) } : known);
    }
  }
  return [...restored].flatMap(([path, { is, was }]) => (is === was ? [] : [{ path, content: was ?? null }]));
}

/** Texts of a tree with a change set laid over it. */
export async function textsUnder(
  tree: Tree,
  overlay: readonly FileChange[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(await tree.readMany(paths));
  for (const { path, content } of overlay) {
    if (content === null) texts.delete(path);
    else if (paths.includes(path)) texts.set(path, content);
  }
  return texts;
}

/** What a commit of tests added to the one before it, less the tests that were outdated there. */
export async function testsBetween(
  clone: Clone,
  oids: { before: string; at: string },
  outdated: FileChange[] = [],
): Promise<CommittedTests> {
  const [before, at] = await Promise.all([clone.treeAt(oids.before), clone.treeAt(oids.at)]);
  const diffs = await clone.diff(oids.before, oids.at);
  const paths = [...new Set([...diffs, ...outdated].map(({ path }) => path))];
  const [was, is] = await Promise.all([textsUnder(before, outdated, paths), at.readMany(paths)]);
  const files = [...is].flatMap(([path, content]) => (was.get(path) === content ? [] : [{ path, content }]));
  const now = new Set((await at.list()).map(({ path }) => path));
  const gone = diffs.flatMap(({ path, oldPath = path }) => [path, oldPath]).filter(path => !now.has(path));
  const taken = [...new Set(gone)].map(path => ({ path, content: null }));
  return { oid: oids.at, before, at, files: [...files, ...taken], outdated };
}
