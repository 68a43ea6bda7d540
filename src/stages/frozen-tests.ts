import type { CommitFacts, Facts } from '../domain/facts.ts';
import type { FileChange } from '../domain/file-change.ts';
import { parseTrailers } from '../domain/trailer.ts';
import type { Clone, Tree } from '../ports/repositories.ts';
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
}

/** Tests that this App committed for an approved plan. */
export interface ApprovedTests extends CommittedTests {
  trailers: NonNullable<ReturnType<typeof parseTrailers>>;
}

/** Finds the red commit for the present plan; nothing when there is none yet. */
export async function committedTests({ facts, spec, clone }: StageContext): Promise<ApprovedTests | undefined> {
  const commits = facts.branch?.commits ?? [];
  const index = commits.findLastIndex(isRed);
  const commit = commits[index];
  const parent = commits[index - 1];
  const trailers = commit && parseTrailers(commit.message);
  if (!commit || !parent || !trailers || trailers.spec !== spec?.hash) return undefined;
  const outdated = await outdatedTests(clone, commits.slice(0, index));
  return { ...(await testsBetween(clone, { before: parent.oid, at: commit.oid }, outdated)), trailers };
}

/** Whether what the red commit proved is shown: a check on it, or on a commit that people put on top of it. */
export function isShownRed({ branch, checks }: Facts, redOid: string): boolean {
  const commits = branch?.commits.map(({ oid }) => oid) ?? [];
  const since = commits.slice(commits.indexOf(redOid));
  return checks.some(({ name, headOid }) => name === 'redfirst/red' && since.includes(headOid));
}

const isRed = ({ isOurs, message }: CommitFacts) => isOurs && parseTrailers(message)?.stage === 'red';

/**
 * What takes back the tests of older plans on the last of these commits: a plan that was changed after its tests were
 * written gets new ones. A file that a person has changed since stays as that person left it.
 */
export async function outdatedTests(clone: Clone, commits: readonly CommitFacts[]): Promise<FileChange[]> {
  const head = commits.at(-1);
  const reds = commits.flatMap((commit, index) => {
    const before = commits[index - 1]?.oid;
    return before && isRed(commit) ? [{ before, at: commit.oid }] : [];
  });
  if (!head || reds.length === 0) return [];
  const now = await clone.treeAt(head.oid);
  const restored = new Map<string, { is: string | undefined; was: string | undefined }>();
  for (const { before, at } of reds.reverse()) {
    const paths = (await clone.diff(before, at)).map(({ path }) => path);
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
