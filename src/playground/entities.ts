import type { Permission } from '../domain/actor.ts';

/** A person, a bot or an organisation. `kind` is the GraphQL type name, as with every entity here. */
export interface Account {
  kind: 'User' | 'Bot' | 'Organization';
  id: number;
  nodeId: string;
  login: string;
  name: string;
  email: string;
}

export interface Label {
  kind: 'Label';
  id: number;
  nodeId: string;
  repository: Repository;
  name: string;
  color: string;
  description: string | null;
}

/** Reaction contents as REST names them. */
export const reactionContents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;
export type ReactionContent = (typeof reactionContents)[number];

export interface Reaction {
  kind: 'Reaction';
  id: number;
  nodeId: string;
  content: ReactionContent;
  user: Account;
  createdAt: Date;
}

/** What somebody wrote. `editor` is who edited the body last, at `lastEditedAt`. */
interface Written {
  id: number;
  nodeId: string;
  author: Account;
  body: string;
  createdAt: Date;
  updatedAt: Date;
  lastEditedAt: Date | null;
  editor: Account | null;
  reactions: Reaction[];
}

export interface Comment extends Written {
  kind: 'IssueComment';
  issue: Issue;
}

/** One entry of an issue's timeline. */
export interface IssueEvent {
  kind: 'LabeledEvent' | 'UnlabeledEvent' | 'ClosedEvent' | 'ReopenedEvent' | 'RenamedTitleEvent';
  id: number;
  nodeId: string;
  actor: Account;
  createdAt: Date;
  label?: Label;
  previousTitle?: string;
  currentTitle?: string;
}

/** An issue, or the issue side of a pull request: GitHub numbers both in one row. */
export interface Issue extends Written {
  kind: 'Issue' | 'PullRequest';
  repository: Repository;
  number: number;
  title: string;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  locked: boolean;
  labels: Label[];
  comments: Comment[];
  events: IssueEvent[];
  closedAt: Date | null;
  closedBy: Account | null;
  pull?: PullPart;
}

/** What a pull request has beyond an issue. `headOid` outlives the branch. */
export interface PullPart {
  id: number;
  /** The fork that the head is a branch of; nothing for a branch of the repository itself. */
  source: Repository | undefined;
  head: string;
  base: string;
  headOid: string;
  baseOid: string;
  isDraft: boolean;
  mergedAt: Date | null;
  mergedBy: Account | null;
  mergeOid: string | null;
}

export type Pull = Issue & { pull: PullPart };

/** Whether this issue is the issue side of a pull request. */
export function isPull(issue: Issue): issue is Pull {
  return issue.pull !== undefined;
}

export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column: number | null;
  end_column: number | null;
  annotation_level: 'notice' | 'warning' | 'failure';
  title: string | null;
  message: string;
  raw_details: string | null;
}

export interface CheckSuite {
  kind: 'CheckSuite';
  id: number;
  nodeId: string;
  repository: Repository;
  appId: number;
  headOid: string;
  createdAt: Date;
  updatedAt: Date;
  isRerequested: boolean;
  runs: CheckRun[];
}

export const conclusions = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
] as const;
export type Conclusion = (typeof conclusions)[number];

export type CheckAction = Record<'label' | 'description' | 'identifier', string>;

export interface CheckRun {
  kind: 'CheckRun';
  id: number;
  nodeId: string;
  suite: CheckSuite;
  name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
  externalId: string;
  detailsUrl: string | null;
  startedAt: Date;
  completedAt: Date | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
  actions: CheckAction[];
}

export type Role = Exclude<Permission, 'none'>;

export interface Repository {
  kind: 'Repository';
  id: number;
  nodeId: string;
  owner: Account;
  name: string;
  /** Names it had before: GitHub redirects from them. */
  formerNames: string[];
  isPrivate: boolean;
  isArchived: boolean;
  defaultBranch: string;
  forkedFrom: Repository | undefined;
  /** The bare git repository on disk. */
  directory: string;
  roles: Map<number, Role>;
  labels: Label[];
  issues: Issue[];
  suites: CheckSuite[];
  createdAt: Date;
  pushedAt: Date;
}

/** A branch or tag, a commit, a tree or a blob: read from git whenever it is asked for. */
export type GitEntity =
  | { kind: 'Ref'; repository: Repository; name: string }
  | { kind: 'Commit' | 'Tree' | 'Blob' | 'Tag'; repository: Repository; oid: string };

/** Whatever has a global node id. */
export type Entity = Account | Label | Reaction | Comment | Issue | CheckSuite | CheckRun | Repository | GitEntity;

/** `owner/name`, as GitHub writes it. */
export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}
