import { fullName, type Issue, isPull } from '../../entities.ts';
import { listRefs } from '../../git/refs.ts';
import { type Html, html } from '../html.ts';
import { actorName } from '../names.ts';
import { labelChip, stateOf, time } from '../parts.ts';
import { emoji } from '../pictures.ts';
import type { PageAnswer, RepositoryPage } from '../request.ts';

function row(issue: Issue): Html {
  const [word, look] = stateOf(issue);
  const href = `/${fullName(issue.repository)}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`;
  return html`<li class="row"><div>
    <span class="dot ${look}" title="${word}"></span>
    <a class="title" href="${href}">${issue.title}</a> ${issue.labels.map(label => html`${labelChip(label)} `)}
    <p class="muted">#${issue.number} opened ${time(issue.createdAt)} by ${actorName(issue.author)}${
      isPull(issue) && html` from <code>${issue.pull.head}</code>`
    }</p></div>
    ${issue.comments.length > 0 && html`<span class="muted">${emoji('💬')} ${issue.comments.length}</span>`}</li>`;
}

function listPage({ repository, query }: RepositoryPage, kind: 'Issues' | 'Pull requests'): PageAnswer {
  const all = repository.issues.filter(issue => isPull(issue) === (kind === 'Pull requests')).toReversed();
  const wanted = query.get('state') === 'closed' ? 'closed' : 'open';
  const shown = all.filter(issue => issue.state === wanted);
  const count = (state: string) => all.filter(issue => issue.state === state).length;
  const filter = (state: string, label: string) =>
    html`<a href="?state=${state}"${state === wanted && html` class="current"`}>${count(state)} ${label}</a>`;
  const body = html`
    <div class="bar"><a class="button primary" href="/${fullName(repository)}/${kind === 'Issues' ? 'issues' : 'pulls'}/new">New ${kind === 'Issues' ? 'issue' : 'pull request'}</a></div>
    <div class="box" id="issues" data-live>
      <div class="row head">${filter('open', 'Open')} ${filter('closed', 'Closed')}</div>
      <ul>${shown.map(row)}${shown.length === 0 && html`<li class="row muted">Nothing here.</li>`}</ul>
    </div>`;
  return { kind: 'page', title: `${kind} · ${fullName(repository)}`, body, repository, tab: kind };
}

/** Issues, open or closed. */
export const issuesPage = (request: RepositoryPage) => listPage(request, 'Issues');

/** Pull requests, open or closed. */
export const pullsPage = (request: RepositoryPage) => listPage(request, 'Pull requests');

/** The form of a new issue. */
export function newIssuePage({ repository, query }: RepositoryPage): PageAnswer {
  const body = html`<h1>New issue</h1>
    <form class="box padded" method="post" action="/${fullName(repository)}/issues/new">
      <label>Title <input name="title" required autofocus value="${query.get('title')}"></label>
      <label>Description, in Markdown <textarea name="body" rows="14">${query.get('body')}</textarea></label>
      <label>Labels, separated by commas <input name="labels" list="labels" value="${query.get('labels')}"></label>
      <datalist id="labels">${repository.labels.map(label => html`<option value="${label.name}">`)}</datalist>
      <div class="bar"><button class="primary">Create</button></div>
    </form>`;
  return { kind: 'page', title: `New issue · ${fullName(repository)}`, body, repository, tab: 'Issues' };
}

/** The form of a new pull request. */
export async function newPullPage({ repository, query }: RepositoryPage): Promise<PageAnswer> {
  const refs = await listRefs(repository.directory, 'refs/heads/');
  const branches = refs.map(({ name }) => name.slice('refs/heads/'.length));
  const body = html`<h1>New pull request</h1>
    <form class="box padded" method="post" action="/${fullName(repository)}/pulls/new">
      <label>Title <input name="title" required autofocus></label>
      <label>From, a branch or <code>login:branch</code> of a fork
        <input name="head" required list="branches" value="${query.get('head')}"></label>
      <label>Into <input name="base" required list="branches" value="${repository.defaultBranch}"></label>
      <datalist id="branches">${branches.map(name => html`<option value="${name}">`)}</datalist>
      <label>Description, in Markdown <textarea name="body" rows="14"></textarea></label>
      <div class="bar"><button class="primary">Create</button></div>
    </form>`;
  return { kind: 'page', title: `New pull request · ${fullName(repository)}`, body, repository, tab: 'Pull requests' };
}
