import { addLabels, removeLabel } from '../actions/issues.ts';
import { actorOf } from '../auth/viewer.ts';
import type { Label } from '../entities.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { created, list, noContent, ok } from '../http/api.ts';
import { presentLabel } from '../present/issues.ts';
import { invalid, notFound } from '../refusal.ts';
import { addLabel } from '../repositories.ts';
import { issueOf, labelNames, replaceLabels } from './issues.ts';
import { needs } from './needs.ts';

function labelOf({ repository, params }: RepositoryRequest): Label | undefined {
  return repository.labels.find(label => label.name.toLowerCase() === (params['name'] ?? '').toLowerCase());
}

function createAnswer({ state, repository, body }: RepositoryRequest) {
  const { name, color, description } = body as { name: string; color?: string; description?: string };
  if (repository.labels.some(label => label.name.toLowerCase() === name.toLowerCase()))
    throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' });
  const label = addLabel(state, repository, {
    name,
    ...(color && { color: color.replace(/^#/, '') }),
    ...(description && { description }),
  });
  return created(presentLabel(state, label));
}

function readAnswer(request: RepositoryRequest) {
  const label = labelOf(request);
  if (!label) throw notFound();
  return ok(presentLabel(request.state, label));
}

function listOfIssue(request: RepositoryRequest) {
  return list(request, issueOf(request).labels, label => presentLabel(request.state, label));
}

function wantedNames(body: unknown): string[] {
  const labels = Array.isArray(body) ? body : ((body as { labels?: string[] } | undefined)?.labels ?? []);
  return labelNames(labels as (string | { name?: string })[]);
}

async function addAnswer(request: RepositoryRequest) {
  const { state, viewer, body } = request;
  await addLabels(state, { issue: issueOf(request), names: wantedNames(body), actor: actorOf(viewer) });
  return listOfIssue(request);
}

async function replaceAnswer(request: RepositoryRequest) {
  await replaceLabels(request, { issue: issueOf(request), names: wantedNames(request.body) });
  return listOfIssue(request);
}

async function removeAnswer(request: RepositoryRequest) {
  const { state, viewer, params } = request;
  await removeLabel(state, { issue: issueOf(request), name: params['name'] ?? '', actor: actorOf(viewer) });
  return listOfIssue(request);
}

function deleteAnswer(request: RepositoryRequest) {
  const { repository } = request;
  const label = labelOf(request);
  if (!label) throw notFound();
  repository.labels = repository.labels.filter(other => other !== label);
  for (const issue of repository.issues) issue.labels = issue.labels.filter(other => other !== label);
  return noContent();
}

const ofIssue = '/repos/{owner}/{repo}/issues/{issue_number}/labels';

/** Labels of a repository, and on its issues. */
export const labelRoutes: Route[] = [
  {
    route: 'GET /repos/{owner}/{repo}/labels',
    need: needs.readIssues,
    handle: request => list(request, request.repository.labels, label => presentLabel(request.state, label)),
  },
  { route: 'POST /repos/{owner}/{repo}/labels', need: needs.makeLabels, handle: createAnswer },
  { route: 'GET /repos/{owner}/{repo}/labels/{name}', need: needs.readIssues, handle: readAnswer },
  { route: 'DELETE /repos/{owner}/{repo}/labels/{name}', need: needs.makeLabels, handle: deleteAnswer },
  { route: `GET ${ofIssue}`, need: needs.readIssues, handle: listOfIssue },
  { route: `POST ${ofIssue}`, need: needs.triage, handle: addAnswer },
  { route: `PUT ${ofIssue}`, need: needs.triage, handle: replaceAnswer },
  { route: `DELETE ${ofIssue}/{name}`, need: needs.triage, handle: removeAnswer },
];
