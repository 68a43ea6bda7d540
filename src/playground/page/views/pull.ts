import { fullName, isPull, type Pull } from '../../entities.ts';
import { diffFiles, mergeBase } from '../../git/diff.ts';
import { type GitCommit, listCommits } from '../../git/objects.ts';
import type { State } from '../../state.ts';
import { type Html, html } from '../html.ts';
import { actorName } from '../names.ts';
import type { PageAnswer, RepositoryPage } from '../request.ts';
import { checkList, checkMark, checksOn } from './checks.ts';
import { commitList } from './commits.ts';
import { diff } from './diff.ts';
import { issueOfPage } from './issue.ts';
import { commentForm, labelsAside, participantsAside, threadHead, threadPath, timeline } from './thread.ts';

interface PullView {
  request: RepositoryPage;
  pull: Pull;
  commits: GitCommit[];
}

function subtitle({ pull, commits }: PullView): Html {
  const { base, head } = pull.pull;
  return html`<b>${actorName(pull.author)}</b> ${pull.pull.mergedAt ? 'merged' : 'wants to merge'} ${commits.length} ${
    commits.length === 1 ? 'commit' : 'commits'
  } into <code class="branch">${base}</code> from <code class="branch">${head}</code>`;
}

function tabs({ pull, commits }: PullView, files: number, current: string): Html {
  const path = threadPath(pull);
  const entries: [string, string, number][] = [
    ['Conversation', path, pull.comments.length],
    ['Commits', `${path}/commits`, commits.length],
    ['Checks', `${path}/checks`, checksOn(pull.repository, pull.pull.headOid).length],
    ['Files changed', `${path}/files`, files],
  ];
  return html`<nav class="tabs" id="pull-tabs" data-live>${entries.map(
    ([label, href, count]) =>
      html`<a href="${href}"${label === current && html` class="current"`}>${label} <span class="count">${count}</span></a>`,
  )}</nav>`;
}

function mergeBox({ pull }: PullView): Html {
  const runs = checksOn(pull.repository, pull.pull.headOid);
  const failed = runs.filter(run => run.conclusion !== 'success').length;
  const words =
    runs.length === 0
      ? 'No checks yet'
      : failed > 0
        ? `${failed} of ${runs.length} checks not successful`
        : 'All checks have passed';
  const isOpen = pull.state === 'open';
  return html`<section class="box merge ${failed > 0 ? 'failure' : 'success'}" id="merge" data-live>
    <header><b>${words}</b></header>
    ${checkList(pull.repository, runs)}
    ${
      isOpen &&
      html`<form class="bar" method="post" action="${threadPath(pull)}">
      ${pull.pull.isDraft && html`<span class="muted">This pull request is still a draft.</span><button name="do" value="ready">Ready for review</button>`}
      <button class="primary" name="do" value="merge"${pull.pull.isDraft && html` disabled`}>Merge pull request</button></form>`
    }
  </section>`;
}

async function conversation(view: PullView): Promise<Html> {
  const { request, pull } = view;
  return html`<div class="columns"><div>${timeline(pull)}
      <section id="commits" data-live>${commitList(request.api.state, pull.repository, view.commits)}</section>
      ${mergeBox(view)}${commentForm(request, pull)}</div>
    <aside>${labelsAside(pull)}<section id="marks" data-live><h3>Checks</h3>${checksOn(
      pull.repository,
      pull.pull.headOid,
    ).map(
      run => html`<p>${checkMark(run)} <a href="#run-${run.id}">${run.name}</a></p>`,
    )}</section>${participantsAside(pull)}</aside></div>`;
}

async function viewOf(request: RepositoryPage): Promise<PullView | undefined> {
  const pull = issueOfPage(request);
  if (!isPull(pull)) return undefined;
  const { directory } = request.repository;
  const commits = await listCommits(directory, [`${pull.pull.baseOid}..${pull.pull.headOid}`], 250);
  return { request, pull, commits: commits.reverse() };
}

/** One pull request: what was said, its commits, its checks or its files. */
export async function pullPage(request: RepositoryPage): Promise<PageAnswer> {
  const view = await viewOf(request);
  if (!view) return { kind: 'redirect', to: `/${fullName(request.repository)}/issues/${request.params['number']}` };
  const { repository } = request;
  const { pull, commits } = view;
  const from = (await mergeBase(repository.directory, pull.pull.baseOid, pull.pull.headOid)) ?? pull.pull.baseOid;
  const files = await diffFiles(repository.directory, from, pull.pull.headOid);
  const state: State = request.api.state;
  const runs = checksOn(repository, pull.pull.headOid);
  const parts: Record<string, [string, Html]> = {
    commits: ['Commits', html`<section id="commits" data-live>${commitList(state, repository, commits)}</section>`],
    checks: ['Checks', html`<section class="box" id="checks" data-live>${checkList(repository, runs, true)}</section>`],
    files: ['Files changed', html`<section id="files" data-live>${diff(files)}</section>`],
  };
  const [tab, content] = parts[request.params['part'] ?? ''] ?? ['Conversation', await conversation(view)];
  const body = html`${threadHead(pull, subtitle(view))}${tabs(view, files.length, tab)}${content}`;
  const title = `${pull.title} · Pull request #${pull.number} · ${fullName(repository)}`;
  return { kind: 'page', title, body, repository, tab: 'Pull requests' };
}
