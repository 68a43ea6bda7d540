import { roleOf } from '../auth/access.ts';
import type { Account, Repository } from '../entities.ts';
import { diffFiles, emptyTree, mergeBase } from '../git/diff.ts';
import { countCommits, listCommits, readCommit } from '../git/objects.ts';
import { listRefs, readRef, resolveCommit } from '../git/refs.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { list, ok } from '../http/api.ts';
import { findAccount } from '../lookup.ts';
import { presentAccount } from '../present/accounts.ts';
import { presentCommit, presentFile } from '../present/commits.ts';
import { pageUrl, presentFullRepository, repositoryUrl } from '../present/repositories.ts';
import { notFound, Refusal } from '../refusal.ts';
import { needs } from './needs.ts';

/** Names that `permission` still uses, from before triage and maintain came. */
const legacyPermission = { admin: 'admin', maintain: 'write', write: 'write', triage: 'read', read: 'read' } as const;

function permissionAnswer({ state, repository, params }: RepositoryRequest) {
  const account = findAccount(state, params['username'] ?? '');
  if (account?.kind !== 'User') throw notFound(`${params['username']} is not a user`);
  const role = roleOf(repository, account);
  const user = { ...presentAccount(state, account), role_name: role ?? 'none' };
  return ok({ permission: role ? legacyPermission[role] : 'none', role_name: role ?? 'none', user });
}

/** The commit that a name stands for, or GitHub's refusal. */
export async function commitNamed(repository: Repository, name: string): Promise<string> {
  if (repository.issues.length === 0 && (await listRefs(repository.directory)).length === 0)
    throw new Refusal('CONFLICT', 'Git Repository is empty.');
  const oid = await resolveCommit(repository.directory, name);
  if (!oid) throw new Refusal('UNPROCESSABLE', `No commit found for SHA: ${name}`);
  return oid;
}

async function presentedCommit({ state, repository }: RepositoryRequest, oid: string) {
  const commit = await readCommit(repository.directory, oid);
  if (!commit) throw notFound();
  const files = await diffFiles(repository.directory, commit.parents[0] ?? emptyTree, oid);
  return {
    ...presentCommit(state, repository, commit),
    files: files.map(file => presentFile(state, repository, { file, oid })),
  };
}

async function branchAnswer(request: RepositoryRequest) {
  const { state, repository, params } = request;
  const name = params['branch'] ?? '';
  const oid = await readRef(repository.directory, `refs/heads/${name}`);
  const commit = oid && (await readCommit(repository.directory, oid));
  if (!commit) throw notFound('Branch not found');
  const self = `${repositoryUrl(state, repository)}/branches/${name}`;
  return ok({
    name,
    commit: presentCommit(state, repository, commit),
    _links: { self, html: `${pageUrl(state, repository)}/tree/${name}` },
    protected: false,
    protection: { enabled: false },
    protection_url: `${self}/protection`,
  });
}

async function branchesAnswer(request: RepositoryRequest) {
  const { state, repository } = request;
  const refs = await listRefs(repository.directory, 'refs/heads/');
  return list(request, refs, ref => ({
    name: ref.name.slice('refs/heads/'.length),
    commit: { sha: ref.oid, url: `${repositoryUrl(state, repository)}/commits/${ref.oid}` },
    protected: false,
  }));
}

async function commitsAnswer(request: RepositoryRequest) {
  const { state, repository, query } = request;
  const oid = await commitNamed(repository, query.get('sha') ?? repository.defaultBranch);
  const path = query.get('path');
  const commits = await listCommits(repository.directory, [oid, ...(path ? ['--', path] : [])]);
  return list(request, commits, commit => presentCommit(state, repository, commit));
}

async function compareAnswer(request: RepositoryRequest) {
  const { state, repository, params } = request;
  const [base = '', head = ''] = (params['basehead'] ?? '').split('...');
  const [from, to] = [await commitNamed(repository, base), await commitNamed(repository, head)];
  const parting = await mergeBase(repository.directory, from, to);
  if (!parting) throw notFound('No common ancestor between the two.');
  const commits = (await listCommits(repository.directory, [`${from}..${to}`])).reverse();
  const files = await diffFiles(repository.directory, parting, to);
  const behind = await countCommits(repository.directory, `${to}..${from}`);
  const [baseCommit, mergeCommit] = [await presentedCommit(request, from), await presentedCommit(request, parting)];
  const page = `${pageUrl(state, repository)}/compare/${params['basehead']}`;
  const url = `${repositoryUrl(state, repository)}/compare/${params['basehead']}`;
  return ok({
    url,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: baseCommit,
    merge_base_commit: mergeCommit,
    status: commits.length > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical',
    ahead_by: commits.length,
    behind_by: behind,
    total_commits: commits.length,
    commits: commits.map(commit => presentCommit(state, repository, commit)),
    files: files.map(file => presentFile(state, repository, { file, oid: to })),
  });
}

/** GitHub redirects to a place where the archive can be had without a token for a while. */
async function tarballAnswer({ state, repository, params }: RepositoryRequest) {
  const oid = await commitNamed(repository, params['ref'] || repository.defaultBranch);
  return { status: 302, headers: { location: `${state.url}/_playground/archive/${repository.id}/${oid}.tar.gz` } };
}

function accountOf(request: RepositoryRequest): Account | undefined {
  const { viewer } = request;
  return viewer.kind === 'person' || viewer.kind === 'installation' ? viewer.account : undefined;
}

/** A repository, who may do what in it, its branches and its commits. */
export const repositoryRoutes: Route[] = [
  {
    route: 'GET /repos/{owner}/{repo}',
    need: needs.readMetadata,
    handle: request => ok(presentFullRepository(request.state, request.repository, accountOf(request))),
  },
  {
    route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    need: needs.readMetadata,
    handle: permissionAnswer,
  },
  { route: 'GET /repos/{owner}/{repo}/branches', need: needs.readContents, handle: branchesAnswer },
  { route: 'GET /repos/{owner}/{repo}/branches/{branch}', need: needs.readContents, handle: branchAnswer },
  { route: 'GET /repos/{owner}/{repo}/commits', need: needs.readContents, handle: commitsAnswer },
  {
    route: 'GET /repos/{owner}/{repo}/commits/{ref}',
    need: needs.readContents,
    handle: async request =>
      ok(await presentedCommit(request, await commitNamed(request.repository, request.params['ref'] ?? ''))),
  },
  { route: 'GET /repos/{owner}/{repo}/compare/{basehead}', need: needs.readContents, handle: compareAnswer },
  { route: 'GET /repos/{owner}/{repo}/tarball/{ref}', need: needs.readContents, handle: tarballAnswer },
];
