import type { CommitFacts } from '../domain/facts.ts';
import { type CommitTrailers, parseTrailers } from '../domain/trailer.ts';

/** A commit by which this App froze tests. */
export interface RedCommit {
  /** Its place on the branch. */
  index: number;
  /** The commit before the first tests of its plan. */
  before: string;
  at: string;
  /** Whether an earlier one of the same plan lies below. */
  isAnew: boolean;
  trailers: CommitTrailers;
}

/** The red commits, oldest first. One that follows another of the same plan stands on the same ground. */
export function redsIn(commits: readonly CommitFacts[]): RedCommit[] {
  const reds: RedCommit[] = [];
  for (const [index, { isOurs, message, oid }] of commits.entries()) {
    const trailers = isOurs ? parseTrailers(message) : undefined;
    const parent = commits[index - 1]?.oid;
    if (!parent || trailers?.stage !== 'red') continue;
    const [earlier] = reds.slice(-1).filter(red => red.trailers.spec === trailers.spec);
    reds.push({ index, before: earlier?.before ?? parent, at: oid, isAnew: earlier !== undefined, trailers });
  }
  return reds;
}

/** The commit that added the held-out tests which a red commit names, once there is one. */
export function publicationOf(
  commits: readonly CommitFacts[],
  { trailers: { heldOut } }: RedCommit,
): Pick<RedCommit, 'index' | 'before' | 'at'> | undefined {
  const index = commits.findLastIndex(({ isOurs, message }) => {
    const trailers = isOurs ? parseTrailers(message) : undefined;
    return trailers?.stage === 'verify' && trailers.heldOut !== undefined && trailers.heldOut === heldOut;
  });
  const [parent, commit] = [commits[index - 1], commits[index]];
  return parent && commit && { index, before: parent.oid, at: commit.oid };
}
