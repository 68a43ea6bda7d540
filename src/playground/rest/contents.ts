import { commitToBranch } from '../actions/commits.ts';
import { actorOf } from '../auth/viewer.ts';
import { exclusively } from '../git/lock.ts';
import { type GitTreeEntry, listTree, readBlob, readCommit, treeEntry } from '../git/objects.ts';
import { readRef } from '../git/refs.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { ok } from '../http/api.ts';
import { presentGitCommit } from '../present/commits.ts';
import { pageUrl, repositoryUrl } from '../present/repositories.ts';
import { invalid, notFound, Refusal } from '../refusal.ts';
import { needs } from './needs.ts';
import { commitNamed } from './repositories.ts';

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function presentEntry({ state, repository }: RepositoryRequest, { entry, ref }: { entry: GitTreeEntry; ref: string }) {
  const path = encodePath(entry.path);
  const isFile = entry.type === 'blob';
  const url = `${repositoryUrl(state, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${repositoryUrl(state, repository)}/git/${isFile ? 'blobs' : 'trees'}/${entry.oid}`;
  const html = `${pageUrl(state, repository)}/${isFile ? 'blob' : 'tree'}/${ref}/${path}`;
  const kinds = { blob: 'file', tree: 'dir', commit: 'submodule' } as const;
  return {
    type: entry.mode === '120000' ? 'symlink' : kinds[entry.type],
    size: entry.size ?? 0,
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.oid,
    url,
    git_url: git,
    html_url: html,
    download_url: isFile ? `${pageUrl(state, repository)}/raw/${ref}/${path}` : null,
    _links: { self: url, git, html },
  };
}

/** Files larger than this come without content (GitHub docs, "Get repository content"). */
const contentLimit = 1_048_576;

async function readAnswer(request: RepositoryRequest) {
  const { repository, params, query } = request;
  const ref = query.get('ref') ?? repository.defaultBranch;
  const path = (params['path'] ?? '').replace(/\/+$/, '');
  const oid = await commitNamed(repository, ref).catch(() => {
    throw notFound();
  });
  const entry = path ? await treeEntry(repository.directory, oid, path) : undefined;
  if (path && !entry) throw notFound();
  if (entry?.type !== 'blob') {
    const entries = await listTree(repository.directory, path ? `${oid}:${path}` : oid);
    const under = (name: string) => (path ? `${path}/${name}` : name);
    return ok(entries.map(item => presentEntry(request, { entry: { ...item, path: under(item.path) }, ref })));
  }
  const content = await readBlob(repository.directory, entry.oid);
  const isSmall = content.length <= contentLimit;
  return ok({
    ...presentEntry(request, { entry, ref }),
    encoding: isSmall ? 'base64' : 'none',
    content: isSmall ? content.toString('base64') : '',
  });
}

interface Change {
  message: string;
  content?: string;
  sha?: string;
  branch?: string;
}

async function writeAnswer(request: RepositoryRequest) {
  const { repository } = request;
  return exclusively(repository.directory, () => writeFile(request));
}

async function writeFile(request: RepositoryRequest) {
  const { state, repository, viewer, params } = request;
  const { message, content, sha, branch = repository.defaultBranch } = request.body as Change;
  const path = params['path'] ?? '';
  const ref = `refs/heads/${branch}`;
  const head = await readRef(repository.directory, ref);
  if (!head && branch !== repository.defaultBranch) throw notFound(`Branch ${branch} not found`);
  const existing = head ? await treeEntry(repository.directory, head, path) : undefined;
  if (existing && !sha)
    throw invalid({ resource: 'Content', field: 'sha', code: 'missing', message: '"sha" wasn\'t supplied.' });
  if (existing && sha !== existing.oid) throw new Refusal('CONFLICT', `${path} does not match ${sha}`);
  const bytes = content === undefined ? null : Buffer.from(content, 'base64');
  const files = [{ path, content: bytes }];
  const commit = { repository, ref, expected: head, message, files, actor: actorOf(viewer) };
  const oid = await commitToBranch(state, commit);
  const [made, entry] = [await readCommit(repository.directory, oid), await treeEntry(repository.directory, oid, path)];
  return {
    status: existing || content === undefined ? 200 : 201,
    body: {
      content: entry ? presentEntry(request, { entry, ref: branch }) : null,
      commit: made && presentGitCommit(state, repository, made),
    },
  };
}

/** Files by path; writing one is a commit. */
export const contentRoutes: Route[] = [
  { route: 'GET /repos/{owner}/{repo}/contents/{path}', need: needs.readContents, handle: readAnswer },
  { route: 'PUT /repos/{owner}/{repo}/contents/{path}', need: needs.writeContents, handle: writeAnswer },
  { route: 'DELETE /repos/{owner}/{repo}/contents/{path}', need: needs.writeContents, handle: writeAnswer },
];
