import type { Account, Repository } from '../entities.ts';
import type { ChangedFile } from '../git/diff.ts';
import { diffFiles, emptyTree } from '../git/diff.ts';
import type { GitCommit, Signature } from '../git/objects.ts';
import { accountByEmail } from '../lookup.ts';
import { gitNodeId } from '../node-ids.ts';
import type { State } from '../state.ts';
import { presentMaybe } from './accounts.ts';
import { pageUrl, repositoryUrl } from './repositories.ts';

/** GitHub signs what an App commits through its API, and nothing else that this GitHub ever sees is signed. */
export function presentVerification(state: State, oid: string) {
  const verified = state.signedCommits.has(oid);
  return {
    verified,
    reason: verified ? 'valid' : 'unsigned',
    signature: verified ? '-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\n' : null,
    payload: verified ? `tree ${oid}\n` : null,
    verified_at: null,
  };
}

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function parentsOf(state: State, repository: Repository, { parents, kind }: { parents: string[]; kind: string }) {
  return parents.map(sha => ({
    sha,
    url: `${repositoryUrl(state, repository)}/${kind}/${sha}`,
    html_url: `${pageUrl(state, repository)}/commit/${sha}`,
  }));
}

const person = ({ name, email, date }: Signature) => ({ name, email, date: new Date(date).toISOString() });
const userOf = (state: State, { email }: Signature): Account | null => accountByEmail(state, email) ?? null;

/** `git-commit`. */
export function presentGitCommit(state: State, repository: Repository, commit: GitCommit) {
  const url = repositoryUrl(state, repository);
  return {
    sha: commit.oid,
    node_id: gitNodeId('Commit', repository.id, commit.oid),
    url: `${url}/git/commits/${commit.oid}`,
    html_url: `${pageUrl(state, repository)}/commit/${commit.oid}`,
    author: person(commit.author),
    committer: person(commit.committer),
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    parents: parentsOf(state, repository, { parents: commit.parents, kind: 'git/commits' }),
    verification: presentVerification(state, commit.oid),
  };
}

/** `commit`, without its files. */
export function presentCommit(state: State, repository: Repository, commit: GitCommit) {
  const url = repositoryUrl(state, repository);
  return {
    url: `${url}/commits/${commit.oid}`,
    sha: commit.oid,
    node_id: gitNodeId('Commit', repository.id, commit.oid),
    html_url: `${pageUrl(state, repository)}/commit/${commit.oid}`,
    comments_url: `${url}/commits/${commit.oid}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.oid}`,
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      verification: presentVerification(state, commit.oid),
    },
    author: presentMaybe(state, userOf(state, commit.author)),
    committer: presentMaybe(state, userOf(state, commit.committer)),
    parents: parentsOf(state, repository, { parents: commit.parents, kind: 'commits' }),
  };
}

/** `diff-entry`. */
export function presentFile(state: State, repository: Repository, change: { file: ChangedFile; oid: string }) {
  const { file, oid } = change;
  const path = encodePath(file.path);
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${pageUrl(state, repository)}/blob/${oid}/${path}`,
    raw_url: `${pageUrl(state, repository)}/raw/${oid}/${path}`,
    contents_url: `${repositoryUrl(state, repository)}/contents/${path}?ref=${oid}`,
    ...(file.patch !== undefined && { patch: file.patch }),
    ...(file.previousPath !== undefined && { previous_filename: file.previousPath }),
  };
}

/** A commit as a `push` webhook carries it. */
export async function presentPushedCommit(state: State, repository: Repository, commit: GitCommit) {
  const files = await diffFiles(repository.directory, commit.parents[0] ?? emptyTree, commit.oid);
  const named = (...statuses: ChangedFile['status'][]) =>
    files.filter(file => statuses.includes(file.status)).map(file => file.path);
  const committer = (who: Signature) => {
    const account = userOf(state, who);
    return { name: who.name, email: who.email, ...(account && { username: account.login }) };
  };
  return {
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${pageUrl(state, repository)}/commit/${commit.oid}`,
    author: committer(commit.author),
    committer: committer(commit.committer),
    added: named('added'),
    modified: named('modified', 'renamed', 'changed'),
    removed: named('removed'),
  };
}
