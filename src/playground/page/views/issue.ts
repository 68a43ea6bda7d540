import { fullName, type Issue, isPull } from '../../entities.ts';
import { findIssue } from '../../lookup.ts';
import { notFound } from '../../refusal.ts';
import { type Html, html } from '../html.ts';
import { actorName } from '../names.ts';
import { stateOf, time } from '../parts.ts';
import type { PageAnswer, RepositoryPage } from '../request.ts';
import { commentForm, labelsAside, participantsAside, threadHead, threadPath, timeline } from './thread.ts';

/** The issue or pull request that the address names. */
export function issueOfPage({ repository, params }: RepositoryPage): Issue {
  const issue = findIssue(repository, Number(params['number']));
  if (!issue) throw notFound('There is no such issue.');
  return issue;
}

function linkedPulls(issue: Issue): Html {
  const mentions = new RegExp(`#${issue.number}\\b`);
  const linked = issue.repository.issues.filter(other => isPull(other) && mentions.test(other.body));
  const lines = linked.map(pull => {
    const [word, look] = stateOf(pull);
    return html`<p><span class="dot ${look}" title="${word}"></span> <a href="${threadPath(pull)}">${pull.title}</a> <span class="muted">#${pull.number}</span></p>`;
  });
  return html`<section id="development" data-live><h3>Development</h3>${
    lines.length > 0 ? lines : html`<p class="muted">No pull request yet</p>`
  }</section>`;
}

/** One issue and what was said about it. */
export function issuePage(request: RepositoryPage): PageAnswer {
  const { repository } = request;
  const issue = issueOfPage(request);
  if (isPull(issue)) return { kind: 'redirect', to: threadPath(issue) };
  const subtitle = html`<b>${actorName(issue.author)}</b> opened this issue ${time(issue.createdAt)} · ${issue.comments.length} ${issue.comments.length === 1 ? 'comment' : 'comments'}`;
  const body = html`${threadHead(issue, subtitle)}
    <div class="columns"><div>${timeline(issue)}${commentForm(request, issue)}</div>
      <aside>${labelsAside(issue)}${linkedPulls(issue)}${participantsAside(issue)}</aside></div>`;
  const title = `${issue.title} · Issue #${issue.number} · ${fullName(repository)}`;
  return { kind: 'page', title, body, repository, tab: 'Issues' };
}
