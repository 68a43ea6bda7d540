import { z } from 'zod';

/** A connection of GraphQL. */
export const nodes = <T extends z.ZodType>(node: T) => z.object({ nodes: z.array(node.nullable()).nullish() });

/** Elements of a connection. GitHub leaves null where the caller may not see one. */
export const present = <T>(connection: { nodes?: (T | null)[] | null | undefined } | null | undefined): T[] =>
  (connection?.nodes ?? []).filter(node => node !== null);

/** An id of more than 31 bits, which GraphQL writes as text. */
export const BigId = z.union([z.string().regex(/^\d+$/), z.number()]).transform(Number);

export const ActorAnswer = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() })
  .nullish();
export type ActorAnswer = z.infer<typeof ActorAnswer>;

const CommentAnswer = z.object({
  id: z.string(),
  fullDatabaseId: BigId,
  body: z.string(),
  createdAt: z.string(),
  includesCreatedEdit: z.boolean(),
  viewerDidAuthor: z.boolean(),
  author: ActorAnswer,
  reactionGroups: z.array(z.object({ content: z.string(), viewerHasReacted: z.boolean() })).nullish(),
});
export type CommentAnswer = z.infer<typeof CommentAnswer>;

const CommentsPage = nodes(CommentAnswer).extend({
  pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullish() }),
});
export type CommentsPage = z.infer<typeof CommentsPage>;

const CheckRunAnswer = z.object({
  id: z.string(),
  name: z.string(),
  conclusion: z.string().nullish(),
  startedAt: z.string().nullish(),
  completedAt: z.string().nullish(),
  externalId: z.string().nullish(),
  text: z.string().nullish(),
});
export type CheckRunAnswer = z.infer<typeof CheckRunAnswer>;

export const CheckSuitesAnswer = nodes(
  z.object({ status: z.string(), checkRuns: nodes(CheckRunAnswer).nullish() }),
).nullish();

/** Who wrote a commit, by its address. */
export const GitActorAnswer = z.object({ user: z.object({ databaseId: z.number().nullish() }).nullish() });

const CommitAnswer = z.object({
  oid: z.string(),
  message: z.string(),
  authoredDate: z.string(),
  author: GitActorAnswer.extend({ email: z.string().nullish() }).nullish(),
  signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullish(),
  checkSuites: CheckSuitesAnswer,
});
export type CommitAnswer = z.infer<typeof CommitAnswer>;

const HistoryPage = nodes(CommitAnswer).extend({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
export type HistoryPage = z.infer<typeof HistoryPage>;

/** What every query asks of a pull request. */
export const PullAnswer = z.object({
  id: z.string(),
  number: z.number(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  merged: z.boolean(),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  baseRefName: z.string(),
  headRefName: z.string(),
  author: ActorAnswer,
  comments: nodes(CommentAnswer),
});

export type PullAnswer = z.infer<typeof PullAnswer>;

const RefAnswer = z.object({
  name: z.string(),
  target: z.object({ oid: z.string(), history: HistoryPage }),
  associatedPullRequests: nodes(PullAnswer),
});
export type RefAnswer = z.infer<typeof RefAnswer>;

export const SimpleRef = z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullish() }).nullish();
export const ConfigBlob = z.object({ text: z.string().nullish() }).nullish();

const IssueAnswer = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  body: z.string(),
  state: z.enum(['OPEN', 'CLOSED']),
  locked: z.boolean(),
  lastEditedAt: z.string().nullish(),
  editor: ActorAnswer,
  renames: nodes(z.object({ createdAt: z.string(), actor: ActorAnswer })).nullish(),
  labels: nodes(z.object({ id: z.string(), name: z.string() })).nullish(),
  timelineItems: nodes(z.object({ createdAt: z.string(), label: z.object({ name: z.string() }), actor: ActorAnswer })),
  earliest: nodes(CommentAnswer),
  comments: CommentsPage.extend({ totalCount: z.number() }),
});
export type IssueAnswer = z.infer<typeof IssueAnswer>;

/** What every query asks of the repository itself. */
export const RepositoryFields = z.object({
  id: z.string(),
  databaseId: z.number(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  isArchived: z.boolean(),
  isEmpty: z.boolean(),
  defaultBranchRef: SimpleRef,
  config: ConfigBlob,
});

/** The answer to the facts query, checked before anything reads it. */
export const FactsAnswer = z.object({
  viewer: z.object({ login: z.string(), databaseId: z.number() }),
  repository: RepositoryFields.extend({
    develop: SimpleRef,
    issue: IssueAnswer.nullish(),
    refs: nodes(RefAnswer).nullish(),
  }).nullish(),
});
export type FactsAnswer = z.infer<typeof FactsAnswer>;
export type RepositoryAnswer = NonNullable<FactsAnswer['repository']>;

export const OlderCommentsAnswer = z.object({
  repository: z.object({ issue: z.object({ comments: CommentsPage }) }),
});

export const OlderCommitsAnswer = z.object({
  repository: z.object({ object: z.object({ history: HistoryPage }) }),
});

export const BranchAnswer = z.object({ repository: z.object({ ref: SimpleRef }).nullish() });

/** One repository of several, by its alias. */
export const ConfigsAnswer = z.record(z.string(), z.object({ config: ConfigBlob }).nullable());

export const LabelledIssuesAnswer = z.record(
  z.string(),
  z
    .object({
      issues: nodes(z.object({ number: z.number() })).extend({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
      }),
      labelled: nodes(z.object({ number: z.number() })).nullish(),
      open: nodes(z.object({ number: z.number(), headRefName: z.string(), isCrossRepository: z.boolean() })).nullish(),
    })
    .nullable(),
);

/** Null where another mutation of the document kept it from being tried. */
export const CommitMutationAnswer = z.object({
  createCommitOnBranch: z.object({ commit: z.object({ oid: z.string() }) }).nullish(),
});

export const OpenPullAnswer = z.object({
  createPullRequest: z.object({ pullRequest: z.object({ id: z.string(), number: z.number(), url: z.string() }) }),
});
