import type { Actor } from './actor.ts';
import type { RepositoryRef } from './feature.ts';

/** The repository as it stands now. */
export interface RepositoryFacts extends RepositoryRef {
  nodeId: string;
  /** Where git fetches from; the host is the configured one, never a payload's. */
  cloneUrl: string;
  defaultBranch: string;
  isArchived: boolean;
  /** No commit yet: GitHub answers 409 on its refs. */
  isEmpty: boolean;
}

/** A branch name and the commit it points at. */
export interface RefFacts {
  name: string;
  oid: string;
}

/** The issue, with who put which label on, oldest first. */
export interface IssueFacts {
  number: number;
  nodeId: string;
  title: string;
  body: string;
  isOpen: boolean;
  isLocked: boolean;
  labels: { name: string; nodeId: string }[];
  labelings: { label: string; actor: Actor; at: string }[];
  /** Who changed title or body last; nobody where they are as they were written, or the account is gone. */
  editor?: Actor | undefined;
}

/** GraphQL's `ReactionContent`, as far as we use it: taken up, done, not allowed, not understood. */
export type Reaction = 'EYES' | 'THUMBS_UP' | 'THUMBS_DOWN' | 'CONFUSED';

/** A comment on the issue or on its pull request. */
export interface CommentFacts {
  id: number;
  nodeId: string;
  author: Actor | undefined;
  /** Written by this App. A marker in anybody else's comment means nothing. */
  isOurs: boolean;
  body: string;
  createdAt: string;
  wasEdited: boolean;
  on: 'issue' | 'pull';
  /** Our own reactions: how a command that was done or refused is remembered on GitHub. */
  reactions: Reaction[];
}

/** A commit of the feature branch that the base does not have. */
export interface CommitFacts {
  oid: string;
  message: string;
  /** Made by this App through GitHub's API and signed by GitHub; only then are trailers trusted. */
  isOurs: boolean;
  authoredAt: string;
  /** Id of the account that wrote it; nothing where its address is nobody's on GitHub. */
  author?: number | undefined;
}

/** The pull request of the feature branch. */
export interface PullFacts {
  number: number;
  nodeId: string;
  isOpen: boolean;
  isMerged: boolean;
  isDraft: boolean;
  base: string;
  title: string;
  body: string;
  url: string;
  /** Who opened it; nobody where the account is gone. */
  author: Actor | undefined;
}

/** A check run made by this App; another App's run of the same name is never read. */
export interface CheckFacts {
  nodeId: string;
  name: string;
  headOid: string;
  conclusion: 'success' | 'failure' | undefined;
  externalId: string;
  /** What this App keeps in it. */
  text?: string;
}

/**
 * What GitHub shows of one feature, read in one go. Every decision is a function of this; nothing of it is stored.
 */
export interface Facts {
  self: Actor & { appId: number };
  repository: RepositoryFacts;
  base: RefFacts;
  /** Text of `.github/redfirst.yml` on the default branch. */
  config: string | undefined;
  issue: IssueFacts;
  /** Comments of issue and pull request, oldest first. */
  comments: CommentFacts[];
  /** The feature branch, oldest commit first; nothing before the plan is committed. */
  branch: (RefFacts & { commits: CommitFacts[] }) | undefined;
  pull: PullFacts | undefined;
  checks: CheckFacts[];
}
