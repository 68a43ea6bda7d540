import { fullName, type Repository } from '../../entities.ts';
import { type GitTreeEntry, isBinary, listCommits, listTree, readBlob, treeEntry } from '../../git/objects.ts';
import { listRefs, resolveRevision } from '../../git/refs.ts';
import { notFound } from '../../refusal.ts';
import { type Html, html } from '../html.ts';
import { markdown } from '../markdown.ts';
import { emoji } from '../pictures.ts';
import type { PageAnswer, RepositoryPage } from '../request.ts';
import { commitList } from './commits.ts';

interface Place {
  ref: string;
  oid: string;
  path: string;
}

/** Splits `tdd/1-subtract/specs/a.md` into a branch that exists, which may hold slashes, and a path. */
async function placeOf(repository: Repository, rest: string): Promise<Place> {
  const refs = await listRefs(repository.directory, 'refs/heads/');
  const branches = refs.map(ref => ref.name.slice('refs/heads/'.length)).sort((a, b) => b.length - a.length);
  const branch = branches.find(name => rest === name || rest.startsWith(`${name}/`));
  const ref = branch ?? rest.split('/')[0] ?? '';
  const name = branch ? `refs/heads/${branch}` : ref;
  const oid = await resolveRevision(repository.directory, `${name}^{commit}`);
  if (!oid) throw notFound('There is no such branch or commit.');
  return { ref, oid, path: rest.slice(ref.length + 1) };
}

function entryRow(repository: Repository, place: Place, entry: GitTreeEntry): Html {
  const path = place.path ? `${place.path}/${entry.path}` : entry.path;
  const [kind, sign] = entry.type === 'tree' ? (['tree', '📁'] as const) : (['blob', '📄'] as const);
  return html`<li class="row"><a href="/${fullName(repository)}/${kind}/${place.ref}/${path}">${emoji(sign)} ${entry.path}</a></li>`;
}

async function directory(request: RepositoryPage, place: Place): Promise<Html> {
  const { repository } = request;
  const entries = await listTree(repository.directory, place.path ? `${place.oid}:${place.path}` : place.oid);
  const sorted = entries.toSorted((a, b) => Number(b.type === 'tree') - Number(a.type === 'tree'));
  const readme = entries.find(entry => /^readme\.md$/i.test(entry.path));
  const [last] = await listCommits(repository.directory, [place.oid], 1);
  return html`<p><code class="branch">${place.ref}</code> ${place.path}</p>
    ${last && commitList(request.api.state, repository, [last])}
    <ul class="box">${sorted.map(entry => entryRow(repository, place, entry))}</ul>
    ${
      readme &&
      html`<div class="box"><header><b>${readme.path}</b></header>
      <div class="markdown">${markdown((await readBlob(repository.directory, readme.oid)).toString())}</div></div>`
    }`;
}

/** The repository's files, at its root or in a folder. */
export async function treePage(request: RepositoryPage): Promise<PageAnswer> {
  const { repository, params } = request;
  const refs = await listRefs(repository.directory, 'refs/heads/');
  const rest = params['rest'] || repository.defaultBranch;
  const empty = html`<p class="box padded">This repository is empty: push a first commit to it.</p>`;
  const body = refs.length === 0 ? empty : await directory(request, await placeOf(repository, rest));
  return { kind: 'page', title: fullName(repository), body, repository, tab: 'Code' };
}

function numbered(text: string): Html {
  const lines = text.replace(/\n$/, '').split('\n');
  return html`<div class="scroll"><table class="diff"><tbody>${lines.map(
    (line, index) =>
      html`<tr id="L${index + 1}"><td class="number">${index + 1}</td><td><code>${line}</code></td></tr>`,
  )}</tbody></table></div>`;
}

function editor({ repository, params }: RepositoryPage, blob: string, text: string): Html {
  return html`<details class="box"><summary>Edit this file</summary>
    <form class="padded" method="post" action="/${fullName(repository)}/blob/${params['rest']}">
      <input type="hidden" name="sha" value="${blob}">
      <textarea name="content" rows="24" spellcheck="false">${`\n${text}`}</textarea>
      <label>Commit message <input name="message" required value="docs: edit by hand"></label>
      <div class="bar"><button class="primary">Commit</button></div></form></details>`;
}

/** One file: Markdown rendered, text with line numbers. */
export async function blobPage(request: RepositoryPage): Promise<PageAnswer> {
  const { repository, params } = request;
  const place = await placeOf(repository, params['rest'] ?? '');
  const entry = await treeEntry(repository.directory, place.oid, place.path);
  if (entry?.type !== 'blob') throw notFound('There is no such file.');
  const bytes = await readBlob(repository.directory, entry.oid);
  const text = bytes.toString();
  const isMarkdown = /\.md$/i.test(place.path);
  const shown = isBinary(bytes)
    ? html`<p class="padded muted">${bytes.length} bytes, not text.</p>`
    : isMarkdown
      ? html`<div class="markdown">${markdown(text)}</div>`
      : numbered(text);
  const body = html`<p><code class="branch">${place.ref}</code> <b>${place.path}</b></p>
    <div class="box" id="file" data-live>${shown}</div>${!isBinary(bytes) && editor(request, entry.oid, text)}`;
  return { kind: 'page', title: `${place.path} · ${fullName(repository)}`, body, repository, tab: 'Code' };
}

/** A file's bytes, as text or a download and never as a page. */
export async function rawFile({ repository, params }: RepositoryPage): Promise<PageAnswer> {
  const place = await placeOf(repository, params['rest'] ?? '');
  const entry = await treeEntry(repository.directory, place.oid, place.path);
  if (entry?.type !== 'blob') throw notFound('There is no such file.');
  const bytes = await readBlob(repository.directory, entry.oid);
  return { kind: 'file', bytes, type: isBinary(bytes) ? 'application/octet-stream' : 'text/plain; charset=utf-8' };
}

/** Where a file of a branch is, for the form that edits it. */
export async function placeOfPage({ repository, params }: RepositoryPage): Promise<Place> {
  return placeOf(repository, params['rest'] ?? '');
}
