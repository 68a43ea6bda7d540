import type { FileChange } from '../domain/file-change.ts';
import { parseTrailers } from '../domain/trailer.ts';
import type { Tree } from '../ports/repositories.ts';
import type { StageContext } from './context.ts';

/** The tests as the red commit of the present plan holds them. */
export interface CommittedTests {
  oid: string;
  /** The tree just before the red commit. */
  before: Tree;
  /** The tree of the red commit. */
  at: Tree;
  /** Every file that the red commit added or changed, whole. */
  files: FileChange[];
  trailers: NonNullable<ReturnType<typeof parseTrailers>>;
}

/** Finds the red commit for the present plan; nothing when there is none yet. */
export async function committedTests({ facts, spec, clone }: StageContext): Promise<CommittedTests | undefined> {
  const commits = facts.branch?.commits ?? [];
  const index = commits.findLastIndex(({ isOurs, message }) => {
    const trailers = isOurs ? parseTrailers(message) : undefined;
    return trailers?.stage === 'red' && trailers.spec === spec?.hash;
  });
  const commit = commits[index];
  const parent = commits[index - 1];
  const trailers = commit && parseTrailers(commit.message);
  if (!commit || !parent || !trailers) return undefined;
  const [before, at] = await Promise.all([clone.treeAt(parent.oid), clone.treeAt(commit.oid)]);
  const diffs = await clone.diff(parent.oid, commit.oid);
  const texts = await at.readMany(diffs.filter(({ change }) => change !== 'deleted').map(({ path }) => path));
  const files = [...texts].map(([path, content]) => ({ path, content }));
  return { oid: commit.oid, before, at, files, trailers };
}
