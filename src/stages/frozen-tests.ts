import type { CommitFacts, Facts } from '../domain/facts.ts';
import type { FileChange } from '../domain/file-change.ts';
import type { FrozenFile } from '../domain/red.ts';
import { parseTrailers } from '../domain/trailer.ts';
import { isHarnessPath, isTestPath, type TestFiles } from '../languages/roles.ts';
import type { Clone, Tree } from '../ports/repositories.ts';
import { freeze } from '../referee/frozen.ts';
import type { StageContext } from './context.ts';

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
  /** The commit that added the held-out tests, once there is one: from then on they are frozen too. */
  published?: { at: Tree; paths: readonly string[] };
  /** Files that people amended, and the tree that they are frozen from. */
  amended?: { at: Tree; paths: readonly string[] };
}

/** Tests that this App committed for an approved plan. */
export interface ApprovedTests extends CommittedTests {
  trailers: NonNullable<ReturnType<typeof parseTrailers>>;
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
  const published = await publishedTests(clone, commits, trailers.heldOut);
  const more = { trailers, isAnew: last.isAnew, ...(published && { published }) };
  if (!last.isAnew) return { ...(await testsBetween(clone, last, outdated)), ...more };
  return { ...(await amendedTests(context, { ...last, outdated })), ...more };
}

/** What our own commit of the held-out tests added. */
async function publishedTests(
  clone: Clone,
  commits: readonly CommitFacts[],
  heldOut: string | undefined,
): Promise<CommittedTests['published']> {
  const index = commits.findLastIndex(({ isOurs, message }) => {
    const trailers = isOurs ? parseTrailers(message) : undefined;
    return trailers?.stage === 'verify' && trailers.heldOut !== undefined && trailers.heldOut === heldOut;
  });
  const [parent, commit] = [commits[index - 1], commits[index]];
  if (!parent || !commit) return undefined;
  const paths = (await clone.diff(parent.oid, commit.oid)).map(({ path }) => path);
  return { at: await clone.treeAt(commit.oid), paths };
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
  const now = new Set((await tests.at.list()).map(({ path }) => path));
  const gone = (await clone.diff(before, at)).flatMap(({ path, oldPath }) =>
    [path, oldPath]
      .filter(each => each !== undefined && !now.has(each))
      .map(each => ({ path: each ?? '', content: null })),
  );
  return { ...tests, files: [...tests.files, ...gone].filter(({ path }) => isFrozenPath(path, settings)) };
}

/** The same tests, with some of the frozen files as they are on a later tree. */
export async function amendedAt(tests: CommittedTests, at: Tree, paths: readonly string[]): Promise<CommittedTests> {
  if (paths.length === 0) return tests;
  const [texts, entries] = [await at.readMany(paths), await at.list()];
  const files = paths.flatMap(path => {
    const content = texts.get(path) ?? null;
    const isBinary = content === null && entries.some(entry => entry.path === path);
    return isBinary ? [] : [{ path, content }];
  });
  const others = tests.files.filter(({ path }) => !paths.includes(path));
  return { ...tests, files: [...others, ...files], amended: { at, paths } };
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

interface Red {
  index: number;
  /** The commit before the first tests of its plan. */
  before: string;
  at: string;
  isAnew: boolean;
  trailers: NonNullable<ReturnType<typeof parseTrailers>>;
}

/** The red commits, oldest first. One that follows another of the same plan stands on the same ground. */
function redsIn(commits: readonly CommitFacts[]): Red[] {
  const reds: Red[] = [];
  for (const [index, { isOurs, message, oid }] of commits.entries()) {
    const trailers = isOurs ? parseTrailers(message) : undefined;
    const parent = commits[index - 1]?.oid;
    if (!parent || trailers?.stage !== 'red') continue;
    const [earlier] = reds.slice(-1).filter(red => red.trailers.spec === trailers.spec);
    reds.push({ index, before: earlier?.before ?? parent, at: oid, isAnew: earlier !== undefined, trailers });
  }
  return reds;
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
  return { oid: oids.at, before, at, files, outdated };
}
