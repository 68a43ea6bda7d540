import { z } from 'zod';
import type { CheckDraft } from '../../domain/outcome.ts';
import type { Announcement } from '../../ports/github.ts';
import { BigId } from './answers.ts';
import { malformed } from './failures.ts';

interface Mutation {
  /** Its alias in the document, and the name of its variable. */
  alias: string;
  field: string;
  type: string;
  input: Record<string, unknown>;
  selection?: string;
}

/**
 * Several small mutations as one document, or nothing to say. GitHub runs them in order: evidence first, then the pull
 * request and the status that speak of it, then what marks a command as answered, so that a break leaves it to be
 * answered again. 👀 comes before the status: it is given until there is one.
 */
export function announcementDocument(
  announcement: Announcement,
): { query: string; variables: Record<string, unknown> } | undefined {
  const mutations = mutationsOf(announcement);
  if (mutations.length === 0) return undefined;
  const parameters = mutations.map(({ alias, type }) => `$${alias}: ${type}!`).join(', ');
  const fields = mutations.map(
    ({ alias, field, selection = '{ clientMutationId }' }) => `  ${alias}: ${field}(input: $${alias}) ${selection}`,
  );
  return {
    query: `mutation Announce(${parameters}) {\n${fields.join('\n')}\n}`,
    variables: Object.fromEntries(mutations.map(({ alias, input }) => [alias, input])),
  };
}

const Written = z.object({ id: z.string(), fullDatabaseId: BigId });

/** The part of the answer that is read: the status comment, new or changed. */
export const StatusAnswer = z.object({
  status: z
    .object({ issueComment: Written.nullish(), commentEdge: z.object({ node: Written.nullish() }).nullish() })
    .nullish(),
});

/** The status comment as it is now. */
export function statusIn({ status }: z.infer<typeof StatusAnswer>): { id: number; nodeId: string } {
  const written = status?.issueComment ?? status?.commentEdge?.node;
  if (!written) throw malformed('Announce', 'it does not hold the status comment');
  return { id: written.fullDatabaseId, nodeId: written.id };
}

function mutationsOf(announcement: Announcement): Mutation[] {
  const { repository, status, checks, pull, reactions = [], replies = [], removeLabel } = announcement;
  return [
    ...(checks?.drafts ?? []).map((draft, index) => ({
      alias: `check${index}`,
      field: 'createCheckRun',
      type: 'CreateCheckRunInput',
      input: { repositoryId: repository.nodeId, headSha: checks?.headOid, ...checkInput(draft) },
    })),
    ...(pull ? pullMutations(pull) : []),
    ...reactionMutations(
      reactions.filter(({ content }) => content === 'EYES'),
      'eyes',
    ),
    ...(status ? [statusMutation(status)] : []),
    ...replies.map(({ subjectId, body }, index) => ({
      alias: `reply${index}`,
      field: 'addComment',
      type: 'AddCommentInput',
      input: { subjectId, body },
    })),
    ...reactionMutations(
      reactions.filter(({ content }) => content !== 'EYES'),
      'reaction',
    ),
    ...(removeLabel ? [labelMutation(removeLabel)] : []),
  ];
}

function reactionMutations(reactions: NonNullable<Announcement['reactions']>, name: string): Mutation[] {
  return reactions.map((input, index) => ({
    alias: `${name}${index}`,
    field: 'addReaction',
    type: 'AddReactionInput',
    input,
  }));
}

function statusMutation({ existing, subjectId, body }: NonNullable<Announcement['status']>): Mutation {
  const alias = 'status';
  return existing
    ? {
        alias,
        field: 'updateIssueComment',
        type: 'UpdateIssueCommentInput',
        input: { id: existing.nodeId, body },
        selection: '{ issueComment { id fullDatabaseId } }',
      }
    : {
        alias,
        field: 'addComment',
        type: 'AddCommentInput',
        input: { subjectId, body },
        selection: '{ commentEdge { node { id fullDatabaseId } } }',
      };
}

function pullMutations({ id, draft, wasReady }: NonNullable<Announcement['pull']>): Mutation[] {
  const update = {
    alias: 'pull',
    field: 'updatePullRequest',
    type: 'UpdatePullRequestInput',
    input: { pullRequestId: id, title: draft.title, body: draft.body },
  };
  if (draft.isReady === wasReady) return [update];
  const [field, type] = draft.isReady
    ? ['markPullRequestReadyForReview', 'MarkPullRequestReadyForReviewInput']
    : ['convertPullRequestToDraft', 'ConvertPullRequestToDraftInput'];
  return [update, { alias: 'pullState', field, type, input: { pullRequestId: id } }];
}

function labelMutation({ issueId, labelId }: NonNullable<Announcement['removeLabel']>): Mutation {
  return {
    alias: 'label',
    field: 'removeLabelsFromLabelable',
    type: 'RemoveLabelsFromLabelableInput',
    input: { labelableId: issueId, labelIds: [labelId] },
  };
}

/** What GitHub takes of a check run (REST API, "Create a check run": output); more is refused with the whole of it. */
const limits = { annotations: 50, title: 255, message: 16_000, summary: 65_535 };

function checkInput(draft: CheckDraft): Record<string, unknown> {
  return {
    name: draft.name,
    externalId: draft.externalId,
    status: 'COMPLETED',
    conclusion: draft.conclusion.toUpperCase(),
    completedAt: new Date().toISOString(),
    output: {
      title: cut(draft.title, limits.title),
      summary: cut(draft.summary, limits.summary),
      ...(draft.text && { text: draft.text }),
      annotations: draft.annotations.flatMap(annotationsOf).slice(0, limits.annotations),
    },
  };
}

/** Findings without a place stay in the summary only. */
function annotationsOf({ path, line = 1, rule, message, remedy, level }: CheckDraft['annotations'][number]) {
  if (!path) return [];
  return [
    {
      path,
      location: { startLine: line, endLine: line },
      annotationLevel: level === 'notice' ? 'NOTICE' : 'FAILURE',
      title: cut(rule, limits.title),
      message: cut(remedy ? `${message}\n${remedy}` : message, limits.message),
    },
  ];
}

/** Output of a test run may be cut, or was already, in the middle of a character. */
const cut = (text: string, limit: number) => text.slice(0, limit).toWellFormed();
