import { addComment, deleteComment, editComment } from '../actions/comments.ts';
import { requireUnlocked, roleOf } from '../auth/access.ts';
import { actorOf } from '../auth/viewer.ts';
import type { Comment } from '../entities.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { created, list, noContent, ok } from '../http/api.ts';
import { presentComment } from '../present/issues.ts';
import { notFound, Refusal } from '../refusal.ts';
import { issueOf } from './issues.ts';
import { needs } from './needs.ts';

/** The comment that a request names. */
export function commentOf({ repository, params }: RepositoryRequest): Comment {
  const id = Number(params['comment_id']);
  const comment = repository.issues.flatMap(issue => issue.comments).find(other => other.id === id);
  if (!comment) throw notFound();
  return comment;
}

/** Authors edit their own comments; people with write access, and Apps that may write issues, any. */
function requireOwnOrWrite({ viewer }: RepositoryRequest, comment: Comment): void {
  const actor = actorOf(viewer);
  const role = roleOf(comment.issue.repository, actor);
  const mayWrite = role === 'write' || role === 'maintain' || role === 'admin';
  if (viewer.kind === 'person' && comment.author !== actor && !mayWrite)
    throw new Refusal('FORBIDDEN', 'Must have admin rights to Repository.');
}

function listOfIssue(request: RepositoryRequest) {
  const since = Date.parse(request.query.get('since') ?? '') || 0;
  const found = issueOf(request).comments.filter(comment => comment.updatedAt.getTime() >= since);
  return list(request, found, comment => presentComment(request.state, comment));
}

function listOfRepository(request: RepositoryRequest) {
  const comments = request.repository.issues.flatMap(issue => issue.comments).sort((a, b) => a.id - b.id);
  return list(request, comments, comment => presentComment(request.state, comment));
}

function createAnswer(request: RepositoryRequest) {
  const { state, viewer } = request;
  const issue = issueOf(request);
  requireUnlocked(viewer, issue);
  const { body } = request.body as { body: string };
  return created(presentComment(state, addComment(state, { issue, author: actorOf(viewer), body })));
}

function editAnswer(request: RepositoryRequest) {
  const { state, viewer } = request;
  const comment = commentOf(request);
  requireOwnOrWrite(request, comment);
  const { body } = request.body as { body: string };
  editComment(state, { comment, actor: actorOf(viewer), body });
  return ok(presentComment(state, comment));
}

function deleteAnswer(request: RepositoryRequest) {
  const comment = commentOf(request);
  requireOwnOrWrite(request, comment);
  deleteComment(request.state, { comment, actor: actorOf(request.viewer) });
  return noContent();
}

const one = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** Comments on issues and pull requests. These come before the issues' own routes, whose number they would be. */
export const commentRoutes: Route[] = [
  { route: 'GET /repos/{owner}/{repo}/issues/comments', need: needs.readIssues, handle: listOfRepository },
  {
    route: `GET ${one}`,
    need: needs.readIssues,
    handle: request => ok(presentComment(request.state, commentOf(request))),
  },
  { route: `PATCH ${one}`, need: needs.talk, handle: editAnswer },
  { route: `DELETE ${one}`, need: needs.talk, handle: deleteAnswer },
  {
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    need: needs.readIssues,
    handle: listOfIssue,
  },
  { route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments', need: needs.talk, handle: createAnswer },
];
