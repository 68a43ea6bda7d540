import { fullName, type Repository } from '../../entities.ts';
import { diffFiles, emptyTree } from '../../git/diff.ts';
import { countCommits, type GitCommit, listCommits, readCommit } from '../../git/objects.ts';
import { listRefs } from '../../git/refs.ts';
import { accountByEmail } from '../../lookup.ts';
import { notFound } from '../../refusal.ts';
import type { State } from '../../state.ts';
import { type Html, html } from '../html.ts';
import { actorName } from '../names.ts';
import { avatar, time } from '../parts.ts';
import type { PageAnswer, RepositoryPage } from '../request.ts';
import { checkMark, checksOn } from './checks.ts';
import { diff } from './diff.ts';

/** Commits, one line each, with what the checks say. */
export function commitList(state: State, repository: Repository, commits: readonly GitCommit[]): Html {
  return html`<ul class="box commits">${commits.map(commit => {
    const account = accountByEmail(state, commit.author.email);
    return html`<li class="row"><div>${account && avatar(account, 20)}
      <a class="title" href="/${fullName(repository)}/commit/${commit.oid}">${commit.message.split('\n')[0]}</a>
      ${checksOn(repository, commit.oid).map(checkMark)}
      <span class="muted">${account ? actorName(account) : commit.author.name} ${time(commit.author.date)}</span></div>
      <span>${state.signedCommits.has(commit.oid) && html`<span class="verified">Verified</span>`} <code>${commit.oid.slice(0, 7)}</code></span></li>`;
  })}</ul>`;
}

/** One commit with its message and changes. */
export async function commitPage({ api: { state }, repository, params }: RepositoryPage): Promise<PageAnswer> {
  const oid = params['oid'] ?? '';
  const commit = /^[0-9a-f]{40}$/.test(oid) ? await readCommit(repository.directory, oid) : undefined;
  if (!commit) throw notFound('There is no such commit.');
  const files = await diffFiles(repository.directory, commit.parents[0] ?? emptyTree, oid);
  const rest = commit.message.split('\n').slice(1).join('\n').trim();
  const body = html`${commitList(state, repository, [commit])}${rest && html`<pre class="box padded">${rest}</pre>`}${diff(files)}`;
  const title = `${commit.message.split('\n')[0]} · ${fullName(repository)}`;
  return { kind: 'page', title, body, repository, tab: 'Code' };
}

/** Branches, with how far each is from the default branch. */
export async function branchesPage({ repository }: RepositoryPage): Promise<PageAnswer> {
  const base = `refs/heads/${repository.defaultBranch}`;
  const rows = await Promise.all(
    (await listRefs(repository.directory, 'refs/heads/')).map(async ({ name, oid }) => {
      const branch = name.slice('refs/heads/'.length);
      const [ahead, behind] = await Promise.all([
        countCommits(repository.directory, `${base}..${oid}`),
        countCommits(repository.directory, `${oid}..${base}`),
      ]);
      const [commit] = await listCommits(repository.directory, [oid], 1);
      return html`<li class="row"><div><a class="branch" href="/${fullName(repository)}/tree/${branch}">${branch}</a>
        <span class="muted">${commit?.message.split('\n')[0]} ${commit && time(commit.author.date)}</span></div>
        <span class="muted">${ahead} ahead, ${behind} behind</span></li>`;
    }),
  );
  const body = html`<h1>Branches</h1><ul class="box" id="branches" data-live>${rows}</ul>`;
  return { kind: 'page', title: `Branches · ${fullName(repository)}`, body, repository, tab: 'Branches' };
}
