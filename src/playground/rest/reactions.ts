import { addReaction, removeReaction } from '../actions/comments.ts';
import { actorOf } from '../auth/viewer.ts';
import type { Comment, Issue, ReactionContent } from '../entities.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { list, noContent } from '../http/api.ts';
import { presentReaction } from '../present/issues.ts';
import { notFound, Refusal } from '../refusal.ts';
import { commentOf } from './comments.ts';
import { issueOf } from './issues.ts';
import { needs } from './needs.ts';

type SubjectOf = (request: RepositoryRequest) => Issue | Comment;

function listAnswer(subjectOf: SubjectOf) {
  return (request: RepositoryRequest) =>
    list(request, subjectOf(request).reactions, reaction => presentReaction(request.state, reaction));
}

function createAnswer(subjectOf: SubjectOf) {
  return (request: RepositoryRequest) => {
    const { state, viewer } = request;
    const { content } = request.body as { content: ReactionContent };
    const { reaction, isNew } = addReaction(state, { subject: subjectOf(request), user: actorOf(viewer), content });
    return { status: isNew ? 201 : 200, body: presentReaction(state, reaction) };
  };
}

function deleteAnswer(subjectOf: SubjectOf) {
  return (request: RepositoryRequest) => {
    const subject = subjectOf(request);
    const reaction = subject.reactions.find(other => other.id === Number(request.params['reaction_id']));
    if (!reaction) throw notFound();
    if (reaction.user !== actorOf(request.viewer))
      throw new Refusal('FORBIDDEN', 'You may only delete your own reactions.');
    removeReaction(request.state, subject, reaction);
    return noContent();
  };
}

function routesFor(path: string, subjectOf: SubjectOf): Route[] {
  return [
    { route: `GET ${path}`, need: needs.readIssues, handle: listAnswer(subjectOf) },
    { route: `POST ${path}`, need: needs.talk, handle: createAnswer(subjectOf) },
    { route: `DELETE ${path}/{reaction_id}`, need: needs.talk, handle: deleteAnswer(subjectOf) },
  ];
}

/** Reactions to issues and comments. */
export const reactionRoutes: Route[] = [
  ...routesFor('/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', commentOf),
  ...routesFor('/repos/{owner}/{repo}/issues/{issue_number}/reactions', issueOf),
];
