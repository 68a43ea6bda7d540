import { z } from 'zod';
import type { CheckDraft } from '../../domain/outcome.ts';
import type { Announcement, CommitWrite, GitHubWriter } from '../../ports/github.ts';
import { CommitMutationAnswer, OpenPullAnswer } from './answers.ts';
import type { Connection } from './connection.ts';
import { commitMutation, openPullMutation } from './queries.ts';

/** All writes to GitHub, none of them repeated blindly: the caller looks again before it tries again. */
export function gitHubWriter(connection: Connection): GitHubWriter {
  return {
    commit: write => commit(connection, write),
    openPull: async ({ repository, head, base, draft }) => {
      const input = {
        repositoryId: repository.nodeId,
        headRefName: head,
        baseRefName: base,
        title: draft.title,
        body: draft.body,
        draft: !draft.isReady,
      };
      const answer = await connection.graphql({
        repository,
        query: openPullMutation,
        variables: { input },
        answer: OpenPullAnswer,
        writes: true,
      });
      const { id, number, url } = answer.createPullRequest.pullRequest;
      return { nodeId: id, number, url };
    },
    announce: announcement => announce(connection, announcement),
  };
}

async function commit(connection: Connection, write: CommitWrite): Promise<string> {
  const { repository, branch, changes } = write;
  const additions = changes.flatMap(({ path, content }) =>
    content === null ? [] : [{ path, contents: Buffer.from(content, 'utf8').toString('base64') }],
  );
  const deletions = changes.flatMap(({ path, content }) => (content === null ? [{ path }] : []));
  const variables = {
    ...(write.createFrom && {
      ref: { repositoryId: repository.nodeId, name: `refs/heads/${branch}`, oid: write.createFrom },
    }),
    commit: {
      branch: { repositoryNameWithOwner: `${repository.owner}/${repository.name}`, branchName: branch },
      expectedHeadOid: write.expectedHead,
      message: { headline: write.headline, body: write.body },
      fileChanges: { additions, deletions },
    },
  };
  const query = commitMutation(write.createFrom !== undefined);
  const answer = await connection.graphql({ repository, query, variables, answer: CommitMutationAnswer, writes: true });
  return answer.createCommitOnBranch.commit.oid;
}

interface Mutation {
  field: string;
  type: string;
  selection: string;
  input: Record<string, unknown>;
}

/** Several small mutations as one document; GitHub runs them in order. */
async function announce(
  connection: Connection,
  announcement: Announcement,
): Promise<{ id: number; nodeId: string } | undefined> {
  const mutations = mutationsOf(announcement);
  if (mutations.length === 0) return undefined;
  const parameters = mutations.map(({ type }, index) => `$m${index}: ${type}!`).join(', ');
  const fields = mutations.map(({ field, selection }, index) => `m${index}: ${field}(input: $m${index}) ${selection}`);
  const answer = await connection.graphql({
    repository: announcement.repository,
    query: `mutation Announce(${parameters}) {\n  ${fields.join('\n  ')}\n}`,
    variables: Object.fromEntries(mutations.map(({ input }, index) => [`m${index}`, input])),
    answer: z.record(z.string(), z.unknown()),
    writes: true,
  });
  const written = Object.values(answer)
    .map(value => StatusAnswer.safeParse(value).data)
    .find(Boolean);
  const node = written?.issueComment ?? written?.commentEdge?.node;
  return node ? { id: node.databaseId, nodeId: node.id } : undefined;
}

const Written = z.object({ id: z.string(), databaseId: z.number() });
const StatusAnswer = z.union([
  z.object({ issueComment: Written, commentEdge: z.undefined() }),
  z.object({ commentEdge: z.object({ node: Written }), issueComment: z.undefined() }),
]);

const nothing = '{ clientMutationId }';

function mutationsOf({
  repository,
  status,
  checks,
  pull,
  reactions = [],
  replies = [],
  removeLabel,
}: Announcement): Mutation[] {
  const mutation = (field: string, type: string, input: Record<string, unknown>): Mutation => ({
    field,
    type,
    selection: nothing,
    input,
  });
  return [
    ...(checks?.drafts ?? []).map(draft =>
      mutation('createCheckRun', 'CreateCheckRunInput', checkInput(repository.nodeId, checks?.headOid ?? '', draft)),
    ),
    ...(pull ? pullMutations(pull, mutation) : []),
    ...(status ? [statusMutation(status, mutation)] : []),
    ...replies.map(({ subjectId, body }) => mutation('addComment', 'AddCommentInput', { subjectId, body })),
    ...reactions.map(reaction => mutation('addReaction', 'AddReactionInput', { ...reaction })),
    ...(removeLabel
      ? [
          mutation('removeLabelsFromLabelable', 'RemoveLabelsFromLabelableInput', {
            labelableId: removeLabel.issueId,
            labelIds: [removeLabel.labelId],
          }),
        ]
      : []),
  ];
}

type Mutate = (field: string, type: string, input: Record<string, unknown>) => Mutation;

function statusMutation({ existing, subjectId, body }: NonNullable<Announcement['status']>, mutate: Mutate): Mutation {
  return existing
    ? {
        ...mutate('updateIssueComment', 'UpdateIssueCommentInput', { id: existing.nodeId, body }),
        selection: '{ issueComment { id databaseId } }',
      }
    : {
        ...mutate('addComment', 'AddCommentInput', { subjectId, body }),
        selection: '{ commentEdge { node { id databaseId } } }',
      };
}

function pullMutations({ id, draft, wasReady }: NonNullable<Announcement['pull']>, mutate: Mutate): Mutation[] {
  const update = mutate('updatePullRequest', 'UpdatePullRequestInput', {
    pullRequestId: id,
    title: draft.title,
    body: draft.body,
  });
  if (draft.isReady === wasReady) return [update];
  return draft.isReady
    ? [update, mutate('markPullRequestReadyForReview', 'MarkPullRequestReadyForReviewInput', { pullRequestId: id })]
    : [update, mutate('convertPullRequestToDraft', 'ConvertPullRequestToDraftInput', { pullRequestId: id })];
}

/** GitHub takes 50 annotations a request; findings without a place stay in the summary only. */
const annotationsPerRequest = 50;

function checkInput(repositoryId: string, headSha: string, draft: CheckDraft): Record<string, unknown> {
  const annotations = draft.annotations
    .flatMap(({ path, line = 1, rule, message, remedy }) =>
      path
        ? [
            {
              path,
              location: { startLine: line, endLine: line },
              annotationLevel: 'FAILURE',
              title: rule,
              message: remedy ? `${message}\n${remedy}` : message,
            },
          ]
        : [],
    )
    .slice(0, annotationsPerRequest);
  return {
    repositoryId,
    headSha,
    name: draft.name,
    externalId: draft.externalId,
    status: 'COMPLETED',
    conclusion: draft.conclusion.toUpperCase(),
    completedAt: new Date().toISOString(),
    output: { title: draft.title, summary: draft.summary, annotations },
  };
}
