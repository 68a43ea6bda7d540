import type { Account, Issue, IssueEvent, Label, Repository } from '../entities.ts';
import { invalid, notFound, Refusal } from '../refusal.ts';
import { addLabel } from '../repositories.ts';
import { identify, nextId, register, type State } from '../state.ts';
import { emitIssue } from '../webhooks/events.ts';

/** GitHub's limit for bodies of issues, pull requests and comments, in characters. */
export const bodyLimit = 65_536;

/** Refuses a body that GitHub would not store. */
export function requireBody(resource: string, body: string): void {
  if (body.length > bodyLimit)
    throw invalid({
      resource,
      code: 'unprocessable',
      field: 'data',
      message: `Body is too long (maximum is ${bodyLimit} characters)`,
    });
}

/** The next number of a repository, shared by issues and pull requests. */
export const nextNumber = (repository: Repository) => repository.issues.length + 1;

/** A fresh issue, or the issue side of a pull request, not yet in its repository. */
export function newIssue(
  state: State,
  draft: { kind: Issue['kind']; repository: Repository; title: string; body: string; author: Account },
): Issue {
  requireBody('Issue', draft.body);
  const now = state.now();
  return register<Issue>(state, {
    ...identify(state, draft.kind),
    repository: draft.repository,
    number: nextNumber(draft.repository),
    title: draft.title,
    body: draft.body,
    author: draft.author,
    state: 'open',
    stateReason: null,
    locked: false,
    labels: [],
    comments: [],
    reactions: [],
    events: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    lastEditedAt: null,
    editor: null,
  });
}

/** Somebody opens an issue. */
export async function openIssue(
  state: State,
  draft: { repository: Repository; title: string; body: string; author: Account; labels?: string[] },
): Promise<Issue> {
  if (!draft.title.trim()) throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
  const issue = newIssue(state, { kind: 'Issue', ...draft });
  draft.repository.issues.push(issue);
  await emitIssue(state, { action: 'opened', issue, sender: draft.author });
  await addLabels(state, { issue, names: draft.labels ?? [], actor: draft.author });
  return issue;
}

/** Remembers what was done to an issue. */
export function record(
  state: State,
  issue: Issue,
  event: Pick<IssueEvent, 'kind' | 'actor'> & Partial<IssueEvent>,
): void {
  const id = nextId(state);
  issue.events.push({ ...event, id, nodeId: `${event.kind}_${id}`, createdAt: state.now() });
  issue.updatedAt = state.now();
}

const sameName = (name: string) => (label: Label) => label.name.toLowerCase() === name.toLowerCase();

/** Puts labels on by name; an unknown label is created. What is on already stays and tells nobody. */
export async function addLabels(
  state: State,
  { issue, names, actor }: { issue: Issue; names: readonly string[]; actor: Account },
): Promise<void> {
  for (const name of names) {
    if (issue.labels.some(sameName(name))) continue;
    const label = issue.repository.labels.find(sameName(name)) ?? addLabel(state, issue.repository, { name });
    issue.labels.push(label);
    record(state, issue, { kind: 'LabeledEvent', actor, label });
    await emitIssue(state, { action: 'labeled', issue, sender: actor, label });
  }
}

/** Takes one label off. */
export async function removeLabel(
  state: State,
  { issue, name, actor }: { issue: Issue; name: string; actor: Account },
): Promise<void> {
  const label = issue.labels.find(sameName(name));
  if (!label) throw notFound('Label does not exist');
  issue.labels = issue.labels.filter(other => other !== label);
  record(state, issue, { kind: 'UnlabeledEvent', actor, label });
  await emitIssue(state, { action: 'unlabeled', issue, sender: actor, label });
}

/** Edits title and body. */
export async function editIssue(
  state: State,
  edit: { issue: Issue; actor: Account; title?: string | undefined; body?: string | undefined },
): Promise<void> {
  const { issue, actor, title = issue.title, body = issue.body } = edit;
  if (!title.trim()) throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
  requireBody('Issue', body);
  const changes = {
    ...(title !== issue.title && { title: { from: issue.title } }),
    ...(body !== issue.body && { body: { from: issue.body } }),
  };
  if (Object.keys(changes).length === 0) return;
  if (title !== issue.title)
    record(state, issue, { kind: 'RenamedTitleEvent', actor, previousTitle: issue.title, currentTitle: title });
  const edited = body === issue.body ? {} : { lastEditedAt: state.now(), editor: actor };
  Object.assign(issue, { title, body, updatedAt: state.now(), ...edited });
  await emitIssue(state, { action: 'edited', issue, sender: actor, changes });
}

/** Closes an issue or pull request without merging it. */
export async function closeIssue(
  state: State,
  { issue, actor, reason = 'completed' }: { issue: Issue; actor: Account; reason?: 'completed' | 'not_planned' },
): Promise<void> {
  if (issue.state === 'closed') return;
  Object.assign(issue, { state: 'closed', closedAt: state.now(), closedBy: actor });
  issue.stateReason = issue.pull ? null : reason;
  record(state, issue, { kind: 'ClosedEvent', actor });
  await emitIssue(state, { action: 'closed', issue, sender: actor });
}

/** Opens it again; a merged pull request stays closed. */
export async function reopenIssue(state: State, { issue, actor }: { issue: Issue; actor: Account }): Promise<void> {
  if (issue.state === 'open') return;
  if (issue.pull?.mergedAt) throw new Refusal('UNPROCESSABLE', 'Validation Failed: the pull request is merged.');
  Object.assign(issue, { state: 'open', closedAt: null, closedBy: null });
  issue.stateReason = issue.pull ? null : 'reopened';
  record(state, issue, { kind: 'ReopenedEvent', actor });
  await emitIssue(state, { action: 'reopened', issue, sender: actor });
}
