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
  /** Every file that the red commit added or changed, whole. */
  files: FileChange[];
}

/** Tests that this App committed for an approved plan. */
export interface ApprovedTests extends CommittedTests {
  trailers: NonNullable<ReturnType<typeof parseTrailers>>;
}

/** Finds the red commit for the present plan; nothing when there is none yet. */
export async function committedTests({ facts, spec, clone }: StageContext): Promise<ApprovedTests | undefined> {
  const commits = facts.branch?.commits ?? [];
  const index = commits.findLastIndex(({ isOurs, message }) => {
    const trailers = isOurs ? parseTrailers(message) : undefined;
    return trailers?.stage === 'red' && trailers.spec === spec?.hash;
  });
  const commit = commits[index];
  const parent = commits[index - 1];
  const trailers = commit && parseTrailers(commit.message);
  if (!commit || !parent || !trailers) return undefined;
  return { ...(await testsBetween(clone, { before: parent.oid, at: commit.oid })), trailers };
}

/** What a commit of tests added to the one before it. */
export async function testsBetween(clone: Clone, oids: { before: string; at: string }): Promise<CommittedTests> {
  const [before, at] = await Promise.all([clone.treeAt(oids.before), clone.treeAt(oids.at)]);
  const diffs = await clone.diff(oids.before, oids.at);
  const texts = await at.readMany(diffs.filter(({ change }) => change !== 'deleted').map(({ path }) => path));
  const files = [...texts].map(([path, content]) => ({ path, content }));
  return { oid: oids.at, before, at, files };
}
