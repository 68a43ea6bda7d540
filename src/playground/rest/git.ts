import { createRef, updateRef } from '../actions/commits.ts';
import { actorOf } from '../auth/viewer.ts';
import { isAncestor } from '../git/diff.ts';
import { exclusively } from '../git/lock.ts';
import { listTree, objectType, readBlob, readCommit } from '../git/objects.ts';
import { type GitRef, listRefs, readRef, resolveRevision, zeroOid } from '../git/refs.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { created, list, noContent, ok } from '../http/api.ts';
import { gitNodeId } from '../node-ids.ts';
import { presentGitCommit } from '../present/commits.ts';
import { repositoryUrl } from '../present/repositories.ts';
import { notFound, Refusal } from '../refusal.ts';
import { needs } from './needs.ts';

async function requireCommits({ repository }: RepositoryRequest): Promise<void> {
  if ((await listRefs(repository.directory)).length === 0) throw new Refusal('CONFLICT', 'Git Repository is empty.');
}

async function presentRef({ state, repository }: RepositoryRequest, ref: GitRef) {
  const url = repositoryUrl(state, repository);
  const type = (await objectType(repository.directory, ref.oid)) ?? 'commit';
  return {
    ref: ref.name,
    node_id: gitNodeId('Ref', repository.id, ref.name),
    url: `${url}/git/${ref.name}`,
    object: { sha: ref.oid, type, url: `${url}/git/${type}s/${ref.oid}` },
  };
}

async function refAnswer(request: RepositoryRequest) {
  await requireCommits(request);
  const name = `refs/${request.params['ref']}`;
  const oid = await readRef(request.repository.directory, name);
  if (!oid) throw notFound();
  return ok(await presentRef(request, { name, oid }));
}

async function matchingRefs(request: RepositoryRequest) {
  await requireCommits(request);
  const all = await listRefs(request.repository.directory);
  const found = all.filter(ref => ref.name.startsWith(`refs/${request.params['ref']}`));
  return list(request, await Promise.all(found.map(ref => presentRef(request, ref))), ref => ref);
}

/** Most entries that GitHub lists of a tree before it says `truncated`. */
const treeLimit = 100_000;

async function treeAnswer(request: RepositoryRequest) {
  await requireCommits(request);
  const { state, repository, params, query } = request;
  const sha = await resolveRevision(repository.directory, `${params['tree_sha']}^{tree}`);
  if (!sha) throw notFound();
  const entries = await listTree(repository.directory, sha, query.has('recursive'));
  const url = `${repositoryUrl(state, repository)}/git`;
  const tree = entries.slice(0, treeLimit).map(entry => ({
    path: entry.path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.oid,
    ...(entry.size !== undefined && { size: entry.size }),
    ...(entry.type !== 'commit' && { url: `${url}/${entry.type}s/${entry.oid}` }),
  }));
  return ok({ sha, url: `${url}/trees/${sha}`, tree, truncated: entries.length > treeLimit });
}

async function blobAnswer({ state, repository, params }: RepositoryRequest) {
  const sha = params['file_sha'] ?? '';
  if ((await objectType(repository.directory, sha)) !== 'blob') throw notFound();
  const content = await readBlob(repository.directory, sha);
  return ok({
    sha,
    node_id: gitNodeId('Blob', repository.id, sha),
    size: content.length,
    url: `${repositoryUrl(state, repository)}/git/blobs/${sha}`,
    content: content.toString('base64'),
    encoding: 'base64',
  });
}

async function commitAnswer({ state, repository, params }: RepositoryRequest) {
  const commit = await readCommit(repository.directory, params['commit_sha'] ?? '');
  if (!commit) throw notFound();
  return ok(presentGitCommit(state, repository, commit));
}

async function createAnswer(request: RepositoryRequest) {
  const { state, repository, viewer } = request;
  const { ref: name, sha: oid } = request.body as { ref: string; sha: string };
  const actor = actorOf(viewer);
  await exclusively(repository.directory, () => createRef(state, { repository, name, oid, actor }));
  return created(await presentRef(request, { name, oid }));
}

async function updateAnswer(request: RepositoryRequest) {
  const { state, repository, viewer, params } = request;
  const { sha: oid, force = false } = request.body as { sha: string; force?: boolean };
  const name = `refs/${params['ref']}`;
  await exclusively(repository.directory, async () => {
    const before = await readRef(repository.directory, name);
    if (before && !force && !(await isAncestor(repository.directory, before, oid)))
      throw new Refusal('UNPROCESSABLE', 'Update is not a fast forward');
    await updateRef(state, { repository, name, oid, actor: actorOf(viewer) });
  });
  return ok(await presentRef(request, { name, oid }));
}

async function deleteAnswer({ state, repository, viewer, params }: RepositoryRequest) {
  const move = { repository, name: `refs/${params['ref']}`, oid: zeroOid, actor: actorOf(viewer) };
  await exclusively(repository.directory, () => updateRef(state, move));
  return noContent();
}

/** Git's own objects and refs. */
export const gitRoutes: Route[] = [
  { route: 'GET /repos/{owner}/{repo}/git/ref/{ref}', need: needs.readContents, handle: refAnswer },
  { route: 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}', need: needs.readContents, handle: matchingRefs },
  { route: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}', need: needs.readContents, handle: treeAnswer },
  { route: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}', need: needs.readContents, handle: blobAnswer },
  { route: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}', need: needs.readContents, handle: commitAnswer },
  { route: 'POST /repos/{owner}/{repo}/git/refs', need: needs.writeContents, handle: createAnswer },
  { route: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', need: needs.writeContents, handle: updateAnswer },
  { route: 'DELETE /repos/{owner}/{repo}/git/refs/{ref}', need: needs.writeContents, handle: deleteAnswer },
];
