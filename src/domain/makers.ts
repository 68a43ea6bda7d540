import type { Actor } from './actor.ts';

/** What is known of who made a change. */
interface Made {
  /** Who put the label on. */
  askedBy: Actor | undefined;
  /** Who opened its pull request. */
  proposedBy: Actor | undefined;
  commits: readonly { author?: number | undefined }[];
}

/** Accounts that asked for a change, proposed it or wrote its commits, as far as GitHub knows them. */
export function makersOf({ askedBy, proposedBy, commits }: Made): number[] {
  const ids = [askedBy?.id, proposedBy?.id, ...commits.map(({ author }) => author)];
  return [...new Set(ids.filter(id => id !== undefined))];
}

/** Whether an account's word does not count, because somebody else than whoever made the change has to say it. */
export function isBarred(
  person: number,
  { by, own }: { by: 'anyone' | 'another' | 'nobody'; own: readonly number[] },
): boolean {
  return by === 'another' && own.includes(person);
}
