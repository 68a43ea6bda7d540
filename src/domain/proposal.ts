import type { Actor } from './actor.ts';
import type { CheckFacts, CommentFacts, PullFacts, RepositoryFacts } from './facts.ts';

/** A commit that a pull request brings. */
export interface ProposedCommit {
  oid: string;
  /** First the commit it was made on, then what was merged into it. */
  parents: string[];
  subject: string;
  /** Id of the account that wrote it; nothing where its address is nobody's on GitHub. */
  author?: number | undefined;
}

/** The pull request as the referee looks at it. */
export interface ProposedPull extends PullFacts {
  headName: string;
  headOid: string;
  /** Its branch is in another repository, where we may not look and need not: GitHub brings its commits over. */
  isFork: boolean;
  labels: string[];
  /** Who put which label on, oldest first. */
  labelings: { label: string; actor: Actor; at: string }[];
}

/** A commit that the merge queue made of a pull request and the base that it lies on. */
export interface QueuedMerge {
  oid: string;
  base: string;
}

/** What GitHub shows of one pull request, whoever opened it, read in one go. */
export interface ProposalFacts {
  repository: RepositoryFacts;
  /** Text of `.github/redfirst.yml` on the default branch. */
  config: string | undefined;
  pull: ProposedPull;
  /** Oldest first. */
  comments: CommentFacts[];
  /** Commits that the base does not have, oldest first. */
  commits: ProposedCommit[];
  /** How many there are in all. */
  commitCount: number;
  queued: QueuedMerge[];
  /** On the commits of the pull request and of the queue. */
  checks: CheckFacts[];
}

/**
 * Where a pull request parted from its base, or where its base was merged into it last: the first commit of the base that
 * is met on the way back from the head. Nothing where the commits do not hang together.
 */
export function startOf({ commits, pull }: Pick<ProposalFacts, 'commits' | 'pull'>): string | undefined {
  const own = new Map(commits.map(commit => [commit.oid, commit]));
  let commit = own.get(pull.headOid);
  while (commit) {
    const merged = commit.parents.slice(1).find(oid => !own.has(oid));
    const [parent = ''] = commit.parents;
    if (merged ?? !own.has(parent)) return merged ?? (parent || undefined);
    commit = own.get(parent);
  }
  return undefined;
}

/** The commits from the first to the head along first parents, oldest first. */
export function firstParents({ commits, pull }: Pick<ProposalFacts, 'commits' | 'pull'>): ProposedCommit[] {
  const own = new Map(commits.map(commit => [commit.oid, commit]));
  const line: ProposedCommit[] = [];
  for (let commit = own.get(pull.headOid); commit; commit = own.get(commit.parents[0] ?? '')) line.unshift(commit);
  return line;
}
