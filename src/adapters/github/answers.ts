import { z } from 'zod';

const nodes = <T extends z.ZodType>(node: T) => z.object({ nodes: z.array(node.nullable()).nullish() });

export const ActorAnswer = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() })
  .nullish();

export const CommentAnswer = z.object({
  id: z.string(),
  databaseId: z.number().nullable(),
  body: z.string(),
  createdAt: z.string(),
  includesCreatedEdit: z.boolean(),
  viewerDidAuthor: z.boolean(),
  author: ActorAnswer,
  reactionGroups: z.array(z.object({ content: z.string(), viewerHasReacted: z.boolean() })).nullish(),
});

const CommitAnswer = z.object({
  oid: z.string(),
  message: z.string(),
  authoredDate: z.string(),
  author: z.object({ email: z.string().nullish() }).nullish(),
  signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullish(),
});

const CheckRunAnswer = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullish(),
  externalId: z.string().nullish(),
});

const RefAnswer = z.object({
  name: z.string(),
  target: z.object({
    oid: z.string(),
    history: nodes(CommitAnswer).nullish(),
    recent: nodes(
      z.object({
        oid: z.string(),
        checkSuites: nodes(z.object({ checkRuns: nodes(CheckRunAnswer).nullish() })).nullish(),
      }),
    ).nullish(),
  }),
  associatedPullRequests: nodes(
    z.object({
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
      comments: nodes(CommentAnswer),
    }),
  ),
});

const SimpleRef = z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullish() }).nullish();

/** The answer to the facts query, checked before anything reads it. */
export const FactsAnswer = z.object({
  viewer: z.object({ login: z.string(), databaseId: z.number().nullish() }),
  repository: z
    .object({
      id: z.string(),
      databaseId: z.number(),
      name: z.string(),
      owner: z.object({ login: z.string() }),
      isArchived: z.boolean(),
      isEmpty: z.boolean(),
      defaultBranchRef: SimpleRef,
      develop: SimpleRef,
      config: z.object({ text: z.string().nullish(), isTruncated: z.boolean().nullish() }).nullish(),
      issue: z
        .object({
          id: z.string(),
          number: z.number(),
          title: z.string(),
          body: z.string(),
          state: z.string(),
          locked: z.boolean(),
          labels: nodes(z.object({ id: z.string(), name: z.string() })).nullish(),
          timelineItems: nodes(
            z.object({ createdAt: z.string(), label: z.object({ name: z.string() }), actor: ActorAnswer }),
          ),
          comments: nodes(CommentAnswer),
        })
        .nullish(),
      refs: nodes(RefAnswer).nullish(),
    })
    .nullish(),
});
export type FactsAnswer = z.infer<typeof FactsAnswer>;
export type RefAnswer = z.infer<typeof RefAnswer>;
export type CommentAnswer = z.infer<typeof CommentAnswer>;

export const LabelledIssuesAnswer = z.object({
  repository: z
    .object({
      issues: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        nodes: z.array(z.object({ number: z.number() }).nullable()).nullish(),
      }),
    })
    .nullish(),
});

export const CommitMutationAnswer = z.object({
  createCommitOnBranch: z.object({ commit: z.object({ oid: z.string() }) }),
});

export const OpenPullAnswer = z.object({
  createPullRequest: z.object({ pullRequest: z.object({ id: z.string(), number: z.number(), url: z.string() }) }),
});

export const BranchAnswer = z.object({ repository: z.object({ ref: SimpleRef }).nullish() });
