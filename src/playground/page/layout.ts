import type { Account, Repository } from '../entities.ts';
import { fullName, isPull } from '../entities.ts';
import { people } from '../seed.ts';
import type { State } from '../state.ts';
import { type Html, html } from './html.ts';
import { avatar } from './parts.ts';

/** What surrounds every page. */
export interface Frame {
  state: State;
  actor: Account;
  title: string;
  body: Html;
  here: string;
  notice: string | undefined;
  repository?: Repository;
  tab?: string;
}

function actingAs({ actor, here }: Frame): Html {
  const options = Object.entries(people).map(
    ([login, role]) =>
      html`<option value="${login}"${login === actor.login && html` selected`}>${login} (${role})</option>`,
  );
  return html`<form class="acting" method="post" action="/_playground/act">
    <input type="hidden" name="back" value="${here}">
    ${avatar(actor, 24)}
    <label>acting as <select name="as" data-submit>${options}</select></label>
    <noscript><button>switch</button></noscript>
  </form>`;
}

function tabs(repository: Repository, current: string | undefined): Html {
  const open = (wantsPulls: boolean) =>
    repository.issues.filter(issue => isPull(issue) === wantsPulls && issue.state === 'open').length;
  const root = `/${fullName(repository)}`;
  const entries: [string, string, number | undefined][] = [
    ['Code', root, undefined],
    ['Issues', `${root}/issues`, open(false)],
    ['Pull requests', `${root}/pulls`, open(true)],
    ['Branches', `${root}/branches`, undefined],
  ];
  return html`<nav class="tabs" id="tabs" data-live>${entries.map(
    ([label, href, count]) =>
      html`<a href="${href}"${label === current && html` class="current" aria-current="page"`}>${label}${
        count !== undefined && html` <span class="count">${count}</span>`
      }</a>`,
  )}</nav>`;
}

function heading(repository: Repository, tab: string | undefined): Html {
  return html`<header class="repository"><div class="wrap">
    <h2><a href="/">${repository.owner.login}</a> / <a href="/${fullName(repository)}"><b>${repository.name}</b></a>
      <span class="badge">${repository.isPrivate ? 'Private' : 'Public'}</span>${
        repository.isArchived && html` <span class="badge">Archived</span>`
      }</h2>
    ${tabs(repository, tab)}
  </div></header>`;
}

/** The whole document. */
export function layout(frame: Frame): string {
  const { state, title, body, notice, repository, tab } = frame;
  return html`<!doctype html>
<html lang="en"><head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="/_playground/avatars/${state.app.bot.id}.svg">
  <link rel="stylesheet" href="/_playground/style.css">
  <script src="/_playground/refresh.js" defer></script>
</head><body>
  <div class="top"><div class="wrap">
    <a class="home" href="/">⌂ playground</a><span class="muted">a GitHub of your own, on this machine</span>
    <a href="/_playground/hooks">Webhook deliveries</a><a href="/_playground/api">API requests</a>
    ${actingAs(frame)}
  </div></div>
  ${state.banner !== undefined && html`<div class="banner"><div class="wrap">${state.banner}</div></div>`}
  ${repository && heading(repository, tab)}
  <main class="wrap">${notice && html`<p class="notice" role="status">${notice}</p>`}${body}</main>
</body></html>`.markup;
}
