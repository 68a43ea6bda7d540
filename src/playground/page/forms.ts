import { requestAction, rerequest, rerequestAll } from '../actions/checks.ts';
import { setDraft } from '../actions/pulls.ts';
import { requireAccess } from '../auth/access.ts';
import { fullName, isPull } from '../entities.ts';
import { orderFault } from '../faults.ts';
import { answerInternally } from '../http/dispatch.ts';
import type { FaultEffect } from '../records.ts';
import { notFound, Refusal } from '../refusal.ts';
import { createRepository } from '../repositories.ts';
import { needs } from '../rest/needs.ts';
import { redeliver } from '../webhooks/send.ts';
import type { PageAnswer, PageRequest, RepositoryPage } from './request.ts';
import { placeOfPage } from './views/code.ts';
import { issueOfPage } from './views/issue.ts';
import { threadPath } from './views/thread.ts';

/** Asks the API in the name of the person who acts, so that a form can do nothing that the person could not. */
async function ask(request: PageRequest, route: string, body?: object): Promise<unknown> {
  const [method = '', path = ''] = route.split(' ');
  const viewer = { kind: 'person', account: request.actor } as const;
  const answer = await answerInternally(request.api, { method, path, body, viewer });
  if (answer.status >= 400)
    throw new Refusal('FORBIDDEN', (answer.body as { message?: string }).message ?? String(answer.status));
  return answer.body;
}

const back = (to: string, notice?: string): PageAnswer => ({ kind: 'redirect', to, ...(notice && { notice }) });

/** `POST /{owner}/{repo}/issues/new` */
export async function createIssue(request: RepositoryPage): Promise<PageAnswer> {
  const { repository, form } = request;
  const names = (form.get('labels') ?? '').split(',').map(name => name.trim());
  const draft = { title: form.get('title') ?? '', body: form.get('body') ?? '' };
  const made = (await ask(request, `POST /repos/${fullName(repository)}/issues`, draft)) as { number: number };
  const path = `/${fullName(repository)}/issues/${made.number}`;
  const labels = names.filter(Boolean);
  if (labels.length > 0) await ask(request, `POST /repos${path}/labels`, { labels });
  return back(path);
}

/** `POST /{owner}/{repo}/pulls/new` */
export async function createPull(request: RepositoryPage): Promise<PageAnswer> {
  const { repository, form } = request;
  const field = (name: string) => form.get(name) ?? '';
  const draft = { title: field('title'), body: field('body'), head: field('head'), base: field('base') };
  const made = (await ask(request, `POST /repos/${fullName(repository)}/pulls`, draft)) as { number: number };
  return back(`/${fullName(repository)}/pull/${made.number}`);
}

/** A comment, closing, reopening, or one of a pull request's buttons; a text comes first in any case. */
export async function actOnThread(request: RepositoryPage): Promise<PageAnswer> {
  const { repository, form, api, actor } = request;
  const issue = issueOfPage(request);
  const root = `/repos/${fullName(repository)}`;
  const path = `${root}/issues/${issue.number}`;
  const body = (form.get('body') ?? '').replaceAll('\r\n', '\n');
  const deed = form.get('do');
  if (body.trim()) await ask(request, `POST ${path}/comments`, { body });
  if (deed === 'close' || deed === 'reopen')
    await ask(request, `PATCH ${path}`, { state: deed === 'close' ? 'closed' : 'open' });
  if (deed === 'merge') await ask(request, `PUT ${root}/pulls/${issue.number}/merge`, {});
  if (deed === 'ready' && isPull(issue)) {
    requireAccess(api.state, { viewer: { kind: 'person', account: actor }, repository, need: needs.writePulls });
    await setDraft(api.state, { pull: issue, isDraft: false, actor });
  }
  return back(threadPath(issue));
}

/** Puts a label on, or takes one off. */
export async function changeLabels(request: RepositoryPage): Promise<PageAnswer> {
  const { repository, form } = request;
  const issue = issueOfPage(request);
  const path = `/repos/${fullName(repository)}/issues/${issue.number}/labels`;
  const [add, remove] = [form.get('add')?.trim(), form.get('remove')];
  if (add) await ask(request, `POST ${path}`, { labels: [add] });
  if (remove) await ask(request, `DELETE ${path}/${encodeURIComponent(remove)}`);
  return back(threadPath(issue));
}

/** A person runs a check again, or presses one of its buttons. */
export function actOnCheck(request: RepositoryPage): PageAnswer {
  const { api, repository, params, form, actor, here } = request;
  const run = repository.suites.flatMap(suite => suite.runs).find(other => other.id === Number(params['id']));
  if (!run) throw notFound('There is no such check run.');
  const viewer = { kind: 'person', account: actor } as const;
  requireAccess(api.state, { viewer, repository, need: needs.writeContents });
  const identifier = form.get('action');
  if (identifier) requestAction(api.state, { run, identifier, actor });
  else rerequest(api.state, run, actor);
  return back(here, `${run.name}: the App was asked.`);
}

/** A person runs all checks of a commit again. */
export function rerunAll({ api, repository, params, actor, here }: RepositoryPage): PageAnswer {
  const viewer = { kind: 'person', account: actor } as const;
  requireAccess(api.state, { viewer, repository, need: needs.writeContents });
  rerequestAll(api.state, { repository, headOid: params['oid'] ?? '' }, actor);
  return back(here, 'The App was asked.');
}

/** Commits an edited file as the person who acts. */
export async function editFile(request: RepositoryPage): Promise<PageAnswer> {
  const { repository, form, here } = request;
  const { ref: branch, path } = await placeOfPage(request);
  const text = (form.get('content') ?? '').replaceAll('\r\n', '\n');
  const content = Buffer.from(text).toString('base64');
  const change = { message: form.get('message') ?? 'Edit', content, branch, sha: form.get('sha') ?? '' };
  await ask(request, `PUT /repos/${fullName(repository)}/contents/${encodeURIComponent(path)}`, change);
  return back(here, 'Committed.');
}

/** Imports a repository of this machine. */
export async function importRepository({ api, form }: PageRequest): Promise<PageAnswer> {
  const field = (name: string) => form.get(name) ?? '';
  const options = { owner: field('owner'), name: field('name'), from: field('from') };
  return back(`/${fullName(await createRepository(api.state, options))}`);
}

/** Sends a webhook once more. */
export function redeliverHook({ api: { state }, params }: PageRequest): PageAnswer {
  const delivery = state.deliveries.find(other => other.id === Number(params['id']));
  if (!delivery) throw notFound('There is no such delivery.');
  redeliver(state, delivery);
  return back('/_playground/hooks');
}

/** Sets where webhooks go. */
export function setWebhook({ api: { state }, form }: PageRequest): PageAnswer {
  state.app.webhookUrl = form.get('url') ?? '';
  return back('/_playground/hooks', 'Saved.');
}

const effects: Record<string, FaultEffect> = {
  gone: { do: 'answer', status: 404 },
  'secondary-limit': { do: 'secondary-limit', status: 403, retryAfter: 30 },
  reset: { do: 'reset' },
  hang: { do: 'hang' },
};

/** Orders a fault for the App's next requests. */
export function orderFaultByForm({ api: { state }, form }: PageRequest): PageAnswer {
  const wanted = form.get('effect') ?? '';
  const path = form.get('path')?.trim();
  orderFault(state, {
    match: { byApp: true, ...(path && { path }) },
    effect: effects[wanted] ?? { do: 'answer', status: 500 },
    when: wanted === 'late-error' ? 'after' : 'before',
    times: Math.max(1, Number(form.get('times')) || 1),
  });
  return back('/_playground/api', 'Ordered.');
}
