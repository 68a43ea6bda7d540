import { type Comment, fullName, type Issue, type IssueEvent, isPull, type Repository } from '../../entities.ts';
import { associationOf } from '../../present/issues.ts';
import { type Html, html } from '../html.ts';
import { markdown } from '../markdown.ts';
import { actorName } from '../names.ts';
import { avatar, labelChip, name, reactions, stateBadge, time } from '../parts.ts';
import { withReferences } from '../references.ts';
import type { PageRequest } from '../request.ts';

/** The address of an issue's or pull request's page. */
export function threadPath(issue: Issue): string {
  return `/${fullName(issue.repository)}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`;
}

/** Title, number and state. */
export function threadHead(issue: Issue, subtitle: Html): Html {
  return html`<div class="thread-head" id="head" data-live>
    <h1>${issue.title} <span class="muted">#${issue.number}</span></h1>
    <p>${stateBadge(issue)} <span class="muted">${subtitle}</span></p></div>`;
}

function box(post: Issue | Comment, repository: Repository): Html {
  const association = associationOf(repository, post.author).toLowerCase();
  const id = post.kind === 'IssueComment' ? `issuecomment-${post.id}` : `issue-${post.id}`;
  return html`<article class="post" id="${id}">${avatar(post.author)}
    <div class="box${post.author.kind === 'Bot' && ' by-bot'}">
      <header>${name(post.author)} <span class="muted">${post.kind === 'IssueComment' ? 'commented' : 'opened this'} ${time(post.createdAt)}${
        post.lastEditedAt && html` · edited`
      }</span>${association !== 'none' && html`<span class="badge right">${association}</span>`}</header>
      <div class="markdown">${post.body.trim() ? withReferences(markdown(post.body), repository) : html`<p class="muted"><i>No description provided.</i></p>`}</div>
      ${reactions(post.reactions)}
    </div></article>`;
}

const deeds: Record<IssueEvent['kind'], (event: IssueEvent) => Html> = {
  LabeledEvent: ({ label }) => html`added ${label && labelChip(label)}`,
  UnlabeledEvent: ({ label }) => html`removed ${label && labelChip(label)}`,
  ClosedEvent: () => html`closed this`,
  ReopenedEvent: () => html`reopened this`,
  RenamedTitleEvent: ({ previousTitle, currentTitle }) =>
    html`changed the title <s>${previousTitle}</s> to <b>${currentTitle}</b>`,
};

function eventLine(event: IssueEvent): Html {
  return html`<p class="event">${avatar(event.actor, 20)} ${name(event.actor)} ${deeds[event.kind](event)} ${time(event.createdAt)}</p>`;
}

/** The opening post, then comments and events as they came. */
export function timeline(issue: Issue): Html {
  const { repository } = issue;
  const entries = [
    ...issue.comments.map(comment => ({ id: comment.id, shown: box(comment, repository) })),
    ...issue.events.map(event => ({ id: event.id, shown: eventLine(event) })),
  ].sort((left, right) => left.id - right.id);
  return html`<div id="timeline" data-live>${box(issue, repository)}${entries.map(entry => entry.shown)}</div>`;
}

/** The form below a thread. */
export function commentForm({ actor }: PageRequest, issue: Issue): Html {
  const closing = issue.state === 'open' ? 'Close' : 'Reopen';
  return html`<form class="post" method="post" action="${threadPath(issue)}">${avatar(actor)}
    <div class="box padded"><p class="muted">Comment as <b>${actor.login}</b></p>
      <textarea name="body" rows="4" placeholder="Markdown. Commands stand alone on a line."></textarea>
      <div class="bar">
        <button name="do" value="${closing.toLowerCase()}">${closing}</button>
        <button class="primary" name="do" value="comment">Comment</button>
      </div></div></form>`;
}

/** Labels beside a thread, with ways to put them on and take them off. */
export function labelsAside(issue: Issue): Html {
  const free = issue.repository.labels.filter(label => !issue.labels.includes(label));
  const remove = (label: string) =>
    html`<button class="plain" name="remove" value="${label}" title="Remove ${label}" aria-label="Remove ${label}">×</button>`;
  return html`<section><h3>Labels</h3>
    <form id="labels" data-live method="post" action="${threadPath(issue)}/labels">
      ${issue.labels.map(label => html`<p>${labelChip(label)} ${remove(label.name)}</p>`)}
      ${issue.labels.length === 0 && html`<p class="muted">None yet</p>`}
    </form>
    <form class="inline" method="post" action="${threadPath(issue)}/labels">
      <input name="add" list="free-labels" required placeholder="label" aria-label="Label">
      <datalist id="free-labels">${free.map(label => html`<option value="${label.name}">`)}</datalist>
      <button>Add</button>
    </form>
    <form id="offered" data-live class="offered" method="post" action="${threadPath(issue)}/labels">
      ${free.map(label => html`<button class="plain" name="add" value="${label.name}">${labelChip(label)}</button>`)}
    </form></section>`;
}

/** People who took part. */
export function participantsAside(issue: Issue): Html {
  const people = new Set([issue.author, ...issue.comments.map(comment => comment.author)]);
  return html`<section id="people" data-live><h3>Participants</h3>${[...people].map(
    account => html`<span title="${actorName(account)}">${avatar(account, 26)}</span> `,
  )}</section>`;
}
