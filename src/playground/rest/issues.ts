import { addLabels, closeIssue, editIssue, openIssue, removeLabel, reopenIssue } from '../actions/issues.ts';
import { requireAccess } from '../auth/access.ts';
import { actorOf } from '../auth/viewer.ts';
import type { Issue } from '../entities.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { created, list, noContent, ok } from '../http/api.ts';
import { findIssue } from '../lookup.ts';
import { presentFullIssue, presentIssue } from '../present/issues.ts';
import { notFound } from '../refusal.ts';
import { needs } from './needs.ts';

/** The issue or pull request that a request names. */
export function issueOf({ repository, params }: RepositoryRequest): Issue {
  const issue = findIssue(repository, Number(params['issue_number'] ?? params['pull_number']));
  if (!issue) throw notFound();
  return issue;
}

type LabelNames = (string | { name?: string })[];

/** Names of labels, which GitHub takes as strings or as objects. */
export function labelNames(labels: LabelNames): string[] {
  return labels.map(label => (typeof label === 'string' ? label : (label.name ?? '')));
}

function listAnswer(request: RepositoryRequest) {
  const { state, repository, query } = request;
  const wanted = query.get('state') ?? 'open';
  const names = (query.get('labels') ?? '').split(',').filter(Boolean);
  const has = (issue: Issue, name: string) =>
    issue.labels.some(label => label.name.toLowerCase() === name.trim().toLowerCase());
  const found = repository.issues
    .filter(issue => wanted === 'all' || issue.state === wanted)
    .filter(issue => names.every(name => has(issue, name)));
  const ordered = query.get('direction') === 'asc' ? found : found.toReversed();
  return list(request, ordered, issue => presentIssue(state, issue));
}

async function createAnswer({ state, repository, viewer, body }: RepositoryRequest) {
  const draft = body as { title: string | number; body?: string | null; labels?: LabelNames };
  const author = actorOf(viewer);
  const labels = labelNames(draft.labels ?? []);
  const text = { title: String(draft.title), body: draft.body ?? '' };
  return created(presentFullIssue(state, await openIssue(state, { repository, author, labels, ...text })));
}

interface IssuePatch {
  title?: string | number | null;
  body?: string | null;
  state?: 'open' | 'closed';
  state_reason?: 'completed' | 'not_planned' | 'reopened' | null;
  labels?: LabelNames;
}

/** Authors edit, close and reopen their own issues; whatever else is for people who may sort issues. */
function requireOwnOrTriage({ state, viewer, repository }: RepositoryRequest, issue: Issue, patch: IssuePatch): void {
  const isOwn = viewer.kind === 'person' && viewer.account === issue.author;
  if (!isOwn || patch.labels) requireAccess(state, { viewer, repository, need: needs.triage });
}

async function patchAnswer(request: RepositoryRequest) {
  const { state, viewer } = request;
  const patch = request.body as IssuePatch;
  const issue = issueOf(request);
  requireOwnOrTriage(request, issue, patch);
  const actor = actorOf(viewer);
  const title = patch.title === undefined || patch.title === null ? undefined : String(patch.title);
  await editIssue(state, { issue, actor, title, body: patch.body ?? undefined });
  if (patch.labels) await replaceLabels(request, { issue, names: labelNames(patch.labels) });
  const reason = patch.state_reason === 'not_planned' ? 'not_planned' : 'completed';
  if (patch.state === 'closed') await closeIssue(state, { issue, actor, reason });
  if (patch.state === 'open') await reopenIssue(state, { issue, actor });
  return ok(presentFullIssue(state, issue));
}

/** Makes an issue carry exactly these labels. */
export async function replaceLabels(
  { state, viewer }: RepositoryRequest,
  { issue, names }: { issue: Issue; names: string[] },
): Promise<void> {
  const actor = actorOf(viewer);
  const kept = new Set(names.map(name => name.toLowerCase()));
  const gone = issue.labels.filter(label => !kept.has(label.name.toLowerCase()));
  for (const label of gone) await removeLabel(state, { issue, name: label.name, actor });
  await addLabels(state, { issue, names, actor });
}

function lockAnswer(isLocked: boolean) {
  return (request: RepositoryRequest) => {
    issueOf(request).locked = isLocked;
    return noContent();
  };
}

/** Issues. */
export const issueRoutes: Route[] = [
  { route: 'GET /repos/{owner}/{repo}/issues', need: needs.readIssues, handle: listAnswer },
  { route: 'POST /repos/{owner}/{repo}/issues', need: needs.talk, handle: createAnswer },
  {
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}',
    need: needs.readIssues,
    handle: request => ok(presentFullIssue(request.state, issueOf(request))),
  },
  { route: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', need: needs.talk, handle: patchAnswer },
  { route: 'PUT /repos/{owner}/{repo}/issues/{issue_number}/lock', need: needs.makeLabels, handle: lockAnswer(true) },
  {
    route: 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock',
    need: needs.makeLabels,
    handle: lockAnswer(false),
  },
];
