import type { Account, Comment, Issue, Reaction, ReactionContent } from '../entities.ts';
import { invalid } from '../refusal.ts';
import { identify, register, type State } from '../state.ts';
import { emitComment } from '../webhooks/events.ts';
import { requireBody } from './issues.ts';

function requireText(body: string): void {
  if (!body.trim()) throw invalid({ resource: 'IssueComment', field: 'body', code: 'missing_field' });
  requireBody('IssueComment', body);
}

/** Somebody comments on an issue or pull request. */
export function addComment(
  state: State,
  { issue, author, body }: { issue: Issue; author: Account; body: string },
): Comment {
  requireText(body);
  const now = state.now();
  const comment = register<Comment>(state, {
    ...identify(state, 'IssueComment'),
    issue,
    author,
    body,
    createdAt: now,
    updatedAt: now,
    lastEditedAt: null,
    editor: null,
    reactions: [],
  });
  issue.comments.push(comment);
  issue.updatedAt = now;
  emitComment(state, { action: 'created', comment, sender: author });
  return comment;
}

/** Edits a comment; the same text again is no edit. */
export function editComment(
  state: State,
  { comment, actor, body }: { comment: Comment; actor: Account; body: string },
): void {
  requireText(body);
  if (body === comment.body) return;
  const changes = { body: { from: comment.body } };
  Object.assign(comment, { body, updatedAt: state.now(), lastEditedAt: state.now(), editor: actor });
  emitComment(state, { action: 'edited', comment, sender: actor, changes });
}

/** Deletes a comment. */
export function deleteComment(state: State, { comment, actor }: { comment: Comment; actor: Account }): void {
  const { issue } = comment;
  issue.comments = issue.comments.filter(other => other !== comment);
  state.nodes.delete(comment.nodeId);
  emitComment(state, { action: 'deleted', comment, sender: actor });
}

/** Adds a reaction; the same one by the same account again is the one that is there. */
export function addReaction(
  state: State,
  { subject, user, content }: { subject: Issue | Comment; user: Account; content: ReactionContent },
): { reaction: Reaction; isNew: boolean } {
  const existing = subject.reactions.find(reaction => reaction.user === user && reaction.content === content);
  if (existing) return { reaction: existing, isNew: false };
  const reaction = register<Reaction>(state, {
    ...identify(state, 'Reaction'),
    content,
    user,
    createdAt: state.now(),
  });
  subject.reactions.push(reaction);
  return { reaction, isNew: true };
}

/** Takes a reaction back. */
export function removeReaction(state: State, subject: Issue | Comment, reaction: Reaction): void {
  subject.reactions = subject.reactions.filter(other => other !== reaction);
  state.nodes.delete(reaction.nodeId);
}
