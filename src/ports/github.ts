import type { Permission } from '../domain/actor.ts';
import type { CommentFacts, Facts, Reaction, RefFacts } from '../domain/facts.ts';
import type { Feature, RepositoryRef } from '../domain/feature.ts';
import type { FileChange } from '../domain/file-change.ts';
import type { CheckDraft, PullDraft } from '../domain/outcome.ts';
import type { ProposalFacts } from '../domain/proposal.ts';

/** What the engine reads. Every method throws {@link Failure} with source `github`. */
export interface GitHubReader {
  /** Login of this App's bot account. Fails with reason `unauthorised` when App id and key do not belong together. */
  readBotLogin(): Promise<string>;
  /** All of a feature's facts in one request; nothing when the issue or the repository is gone. */
  readFacts(feature: Feature): Promise<Facts | undefined>;
  /** A pull request, whoever opened it, in one request; nothing when it or its repository is gone. */
  readProposal(pull: Feature): Promise<ProposalFacts | undefined>;
  /** Head of one branch, for a configured base; nothing when there is no such branch. */
  readBranch(repository: RepositoryRef, name: string): Promise<RefFacts | undefined>;
  /** Live check by login, answered only when the account still has this numeric id. */
  permissionOf(repository: RepositoryRef, actor: { id: number; login: string }): Promise<Permission>;
  /**
   * Open issues and pull requests that carry their repository's label, over every installation, and pull requests from
   * a branch of ours: what a lost store is refilled from.
   * `labelOf` reads the label from the text of `.github/redfirst.yml`.
   */
  labelledIssues(labelsOf: (config: string | undefined) => readonly string[]): Promise<Feature[]>;
}

/** A commit by `createCommitOnBranch`: signed by GitHub, atomic, compare-and-swap on `expectedHead`. */
export interface CommitWrite {
  repository: RepositoryRef & { nodeId: string };
  branch: string;
  /** The branch is cut from this commit first when it does not exist. */
  createFrom: string | undefined;
  expectedHead: string;
  headline: string;
  body: string;
  changes: readonly FileChange[];
}

/** The small writes of one outcome, sent as one GraphQL document. Absent members are not touched. */
export interface Announcement {
  repository: RepositoryRef & { nodeId: string };
  status?: { subjectId: string; existing: CommentFacts | undefined; body: string };
  checks?: { headOid: string; drafts: readonly CheckDraft[] };
  pull?: { id: string; draft: PullDraft; wasReady: boolean };
  reactions?: readonly { subjectId: string; content: Reaction }[];
  replies?: readonly { subjectId: string; body: string }[];
  removeLabel?: { issueId: string; labelId: string };
}

/** What `publish/` writes with; nobody else is given it. */
export interface GitHubWriter {
  /** The new head. A head that moved is a {@link Failure} with reason `stale-head`: the next turn reads the facts anew. */
  commit(write: CommitWrite): Promise<string>;
  openPull(write: {
    repository: RepositoryRef & { nodeId: string };
    head: string;
    base: string;
    draft: PullDraft;
  }): Promise<{
    number: number;
    nodeId: string;
    url: string;
  }>;
  /** The status comment as it is now, when the announcement wrote it. */
  announce(announcement: Announcement): Promise<{ id: number; nodeId: string } | undefined>;
}
