import { fullName } from '../../entities.ts';
import { html } from '../html.ts';
import { time } from '../parts.ts';
import type { PageAnswer, PageRequest } from '../request.ts';

/** All repositories, and a form to bring one's own. */
export function repositoriesPage({ api: { state } }: PageRequest): PageAnswer {
  const rows = state.repositories.map(
    repository => html`<li class="row">
      <div><a class="title" href="/${fullName(repository)}">${fullName(repository)}</a>
        <span class="badge">${repository.isPrivate ? 'Private' : 'Public'}</span>
        <p class="muted">default branch <code>${repository.defaultBranch}</code>, pushed ${time(repository.pushedAt)}</p></div>
      <a class="button" href="/${fullName(repository)}/issues/new">New issue</a>
    </li>`,
  );
  const body = html`<h1>Repositories</h1>
    <ul class="box" id="repositories" data-live>${rows.length > 0 ? rows : html`<li class="row muted">None yet.</li>`}</ul>
    <form class="box padded" method="post" action="/_playground/import">
      <h3>Bring your own</h3>
      <p class="muted">A git repository on this machine is copied; your own one is never written to.</p>
      <div class="fields">
        <label>Path <input name="from" required placeholder="/home/me/project"></label>
        <label>Owner <input name="owner" required value="me"></label>
        <label>Name <input name="name" required placeholder="project"></label>
        <button class="primary">Import</button>
      </div>
    </form>`;
  return { kind: 'page', title: 'Repositories', body };
}
