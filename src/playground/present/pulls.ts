import type { Pull, Repository } from '../entities.ts';
import { diffFiles, mergeBase, mergeTree } from '../git/diff.ts';
import { countCommits } from '../git/objects.ts';
import { sourceOf } from '../lookup.ts';
import { type State, timestamp } from '../state.ts';
import { presentAccount, presentMaybe } from './accounts.ts';
import { associationOf, issuePage, presentLabel } from './issues.ts';
import { presentRepository, repositoryUrl } from './repositories.ts';

function presentSide(state: State, repository: Repository, side: { ref: string; sha: string }) {
  return {
    label: `${repository.owner.login}:${side.ref}`,
    ref: side.ref,
    sha: side.sha,
    user: presentAccount(state, repository.owner),
    repo: presentRepository(state, repository),
  };
}

function presentLinks(state: State, pull: Pull) {
  const repository = repositoryUrl(state, pull.repository);
  const url = `${repository}/pulls/${pull.number}`;
  const issue = `${repository}/issues/${pull.number}`;
  const page = issuePage(state, pull);
  return {
    urls: {
      url,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      issue_url: issue,
      commits_url: `${url}/commits`,
      review_comments_url: `${url}/comments`,
      review_comment_url: `${repository}/pulls/comments{/number}`,
      comments_url: `${issue}/comments`,
      statuses_url: `${repository}/statuses/${pull.pull.headOid}`,
    },
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repository}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${repository}/statuses/${pull.pull.headOid}` },
    },
  };
}

/** `pull-request-simple`, as lists carry it. */
export function presentPull(state: State, issue: Pull) {
  const { repository, pull } = issue;
  const { urls, _links } = presentLinks(state, issue);
  return {
    ...urls,
    _links,
    id: pull.id,
    node_id: issue.nodeId,
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: presentAccount(state, issue.author),
    body: issue.body || null,
    labels: issue.labels.map(label => presentLabel(state, label)),
    milestone: null,
    active_lock_reason: null,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: issue.closedAt ? timestamp(issue.closedAt) : null,
    merged_at: pull.mergedAt ? timestamp(pull.mergedAt) : null,
    merge_commit_sha: pull.mergeOid,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: presentSide(state, sourceOf(issue), { ref: pull.head, sha: pull.headOid }),
    base: presentSide(state, repository, { ref: pull.base, sha: pull.baseOid }),
    author_association: associationOf(repository, issue.author),
    auto_merge: null,
    draft: pull.isDraft,
  };
}

/** `pull-request`: with what git must be asked for. */
export async function presentFullPull(state: State, issue: Pull) {
  const { pull, repository } = issue;
  const base = (await mergeBase(repository.directory, pull.baseOid, pull.headOid)) ?? pull.baseOid;
  const files = await diffFiles(repository.directory, base, pull.headOid);
  const isOpen = issue.state === 'open';
  const mergeable = isOpen ? (await mergeTree(repository.directory, pull.baseOid, pull.headOid)) !== undefined : null;
  return {
    ...presentPull(state, issue),
    merged: pull.mergedAt !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? (pull.isDraft ? 'draft' : 'clean') : 'dirty',
    merged_by: presentMaybe(state, pull.mergedBy),
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: await countCommits(repository.directory, `${base}..${pull.headOid}`),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** `pull-request-minimal`, as check runs carry it. */
export function presentMinimalPull(state: State, issue: Pull) {
  const { repository, pull } = issue;
  const repoOf = (side: Repository) => ({ id: side.id, url: repositoryUrl(state, side), name: side.name });
  return {
    url: `${repositoryUrl(state, repository)}/pulls/${issue.number}`,
    id: pull.id,
    number: issue.number,
    head: { ref: pull.head, sha: pull.headOid, repo: repoOf(sourceOf(issue)) },
    base: { ref: pull.base, sha: pull.baseOid, repo: repoOf(repository) },
  };
}
