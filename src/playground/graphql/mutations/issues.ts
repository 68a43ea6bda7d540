import { addComment, addReaction, deleteComment, editComment, removeReaction } from '../../actions/comments.ts';
import { addLabels, closeIssue, editIssue, openIssue, removeLabel, reopenIssue } from '../../actions/issues.ts';
import { requireUnlocked } from '../../auth/access.ts';
import { actorOf } from '../../auth/viewer.ts';
import type { Comment, Issue, Label, ReactionContent, Repository } from '../../entities.ts';
import { reactionContents } from '../../entities.ts';
import { notFound } from '../../refusal.ts';
import { storedNode } from '../nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { GraphContext } from '../resolve.ts';
import { reactionNames } from '../types/issues.ts';
import type { Mutation } from './mutation.ts';

const issueKinds = ['Issue', 'PullRequest'] as const;

function issueById(context: GraphContext, id: string, need: 'talk' | 'triage'): Issue {
  const issue = storedNode(context, id, issueKinds) as Issue;
  requirePermitted(context, issue.repository, need);
  return issue;
}

function commentById(context: GraphContext, id: string): Comment {
  const comment = storedNode(context, id, ['IssueComment']) as Comment;
  const isOwn = comment.author === actorOf(context.viewer);
  requirePermitted(context, comment.issue.repository, isOwn ? 'talk' : 'makeLabels');
  return comment;
}

function subjectById(context: GraphContext, id: string): Issue | Comment {
  const subject = storedNode(context, id, [...issueKinds, 'IssueComment']) as Issue | Comment;
  requirePermitted(context, subject.kind === 'IssueComment' ? subject.issue.repository : subject.repository, 'talk');
  return subject;
}

const addCommentMutation: Mutation<{ subjectId: string; body: string }> = ({ subjectId, body }, context) => {
  const issue = issueById(context, subjectId, 'talk');
  requireUnlocked(context.viewer, issue);
  const comment = addComment(context.state, { issue, author: actorOf(context.viewer), body });
  return { subject: issue, commentEdge: { cursor: String(comment.id), node: comment } };
};

const updateIssueComment: Mutation<{ id: string; body: string }> = ({ id, body }, context) => {
  const comment = commentById(context, id);
  editComment(context.state, { comment, actor: actorOf(context.viewer), body });
  return { issueComment: comment };
};

const deleteIssueComment: Mutation<{ id: string }> = ({ id }, context) => {
  deleteComment(context.state, { comment: commentById(context, id), actor: actorOf(context.viewer) });
  return {};
};

interface ReactionInput {
  subjectId: string;
  content: string;
}

const contentOf = (name: string): ReactionContent | undefined =>
  reactionContents.find(content => reactionNames[content] === name);

const addReactionMutation: Mutation<ReactionInput> = (input, context) => {
  const subject = subjectById(context, input.subjectId);
  const content = contentOf(input.content) ?? 'eyes';
  const { reaction } = addReaction(context.state, { subject, user: actorOf(context.viewer), content });
  return { subject, reaction };
};

const removeReactionMutation: Mutation<ReactionInput> = (input, context) => {
  const subject = subjectById(context, input.subjectId);
  const user = actorOf(context.viewer);
  const content = contentOf(input.content);
  const reaction = subject.reactions.find(other => other.user === user && other.content === content);
  if (!reaction) throw notFound('Could not find the reaction.');
  removeReaction(context.state, subject, reaction);
  return { subject, reaction };
};

interface LabelsInput {
  labelableId: string;
  labelIds: string[];
}

function labelNames(context: GraphContext, { labelIds }: LabelsInput): string[] {
  return labelIds.map(id => (storedNode(context, id, ['Label']) as Label).name);
}

const addLabelsToLabelable: Mutation<LabelsInput> = async (input, context) => {
  const issue = issueById(context, input.labelableId, 'triage');
  await addLabels(context.state, { issue, names: labelNames(context, input), actor: actorOf(context.viewer) });
  return { labelable: issue };
};

/** A label that is not on the issue is no error here, unlike in REST. */
const removeLabelsFromLabelable: Mutation<LabelsInput> = async (input, context) => {
  const issue = issueById(context, input.labelableId, 'triage');
  const names = labelNames(context, input).filter(name => issue.labels.some(label => label.name === name));
  for (const name of names) await removeLabel(context.state, { issue, name, actor: actorOf(context.viewer) });
  return { labelable: issue };
};

const createIssue: Mutation<{ repositoryId: string; title: string; body?: string; labelIds?: string[] }> = async (
  { repositoryId, title, body = '', labelIds = [] },
  context,
) => {
  const repository = storedNode(context, repositoryId, ['Repository']) as Repository;
  requirePermitted(context, repository, 'talk');
  const labels = labelNames(context, { labelableId: '', labelIds });
  return {
    issue: await openIssue(context.state, { repository, title, body, labels, author: actorOf(context.viewer) }),
  };
};

const updateIssue: Mutation<{ id: string; title?: string; body?: string; state?: 'OPEN' | 'CLOSED' }> = async (
  { id, title, body, state },
  context,
) => {
  const issue = issueById(context, id, 'triage');
  const actor = actorOf(context.viewer);
  await editIssue(context.state, { issue, actor, title: title ?? undefined, body: body ?? undefined });
  if (state === 'CLOSED') await closeIssue(context.state, { issue, actor });
  if (state === 'OPEN') await reopenIssue(context.state, { issue, actor });
  return { issue };
};

const closeIssueMutation: Mutation<{ issueId: string; stateReason?: string }> = async (input, context) => {
  const issue = issueById(context, input.issueId, 'triage');
  const reason = input.stateReason === 'NOT_PLANNED' ? 'not_planned' : 'completed';
  await closeIssue(context.state, { issue, actor: actorOf(context.viewer), reason });
  return { issue };
};

const reopenIssueMutation: Mutation<{ issueId: string }> = async (input, context) => {
  const issue = issueById(context, input.issueId, 'triage');
  await reopenIssue(context.state, { issue, actor: actorOf(context.viewer) });
  return { issue };
};

/** Mutations of issues, comments, labels and reactions. */
export const issueMutations = {
  addComment: addCommentMutation,
  updateIssueComment,
  deleteIssueComment,
  addReaction: addReactionMutation,
  removeReaction: removeReactionMutation,
  addLabelsToLabelable,
  removeLabelsFromLabelable,
  createIssue,
  updateIssue,
  closeIssue: closeIssueMutation,
  reopenIssue: reopenIssueMutation,
};
