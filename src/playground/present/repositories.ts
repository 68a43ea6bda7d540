import { permissions } from '../../domain/actor.ts';
import { roleOf } from '../auth/access.ts';
import type { Account, Repository } from '../entities.ts';
import { fullName } from '../entities.ts';
import { type State, timestamp } from '../state.ts';
import { apiUrl, presentAccount } from './accounts.ts';

/** The API address of a repository. */
export const repositoryUrl = (state: State, repository: Repository) => `${apiUrl(state)}/repos/${fullName(repository)}`;

/** The page of a repository. */
export const pageUrl = (state: State, repository: Repository) => `${state.url}/${fullName(repository)}`;

/** Suffixes of the addresses that every repository object carries. */
const urlSuffixes = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};
type UrlName = keyof typeof urlSuffixes;

function presentUrls(state: State, repository: Repository): Record<UrlName, string> {
  const url = repositoryUrl(state, repository);
  return Object.fromEntries(Object.entries(urlSuffixes).map(([name, suffix]) => [name, url + suffix])) as Record<
    UrlName,
    string
  >;
}

const counts = { forks_count: 0, stargazers_count: 0, watchers_count: 0, forks: 0, watchers: 0, size: 1 };
const features = {
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
};

/** `repository`, as REST and webhooks carry it. */
export function presentRepository(state: State, repository: Repository) {
  const page = pageUrl(state, repository);
  const open = repository.issues.filter(issue => issue.state === 'open').length;
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullName(repository),
    private: repository.isPrivate,
    visibility: repository.isPrivate ? 'private' : 'public',
    owner: presentAccount(state, repository.owner),
    html_url: page,
    url: repositoryUrl(state, repository),
    clone_url: `${page}.git`,
    git_url: `${page}.git`.replace(/^http/, 'git'),
    ssh_url: `git@${new URL(page).host}:${fullName(repository)}.git`,
    svn_url: page,
    ...presentUrls(state, repository),
    ...counts,
    ...features,
    description: null,
    homepage: null,
    language: null,
    license: null,
    mirror_url: null,
    fork: false,
    is_template: false,
    archived: repository.isArchived,
    disabled: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    topics: [],
    custom_properties: {},
    default_branch: repository.defaultBranch,
    open_issues_count: open,
    open_issues: open,
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.pushedAt),
    pushed_at: timestamp(repository.pushedAt),
  };
}

/** `full-repository`: with what the caller may do. */
export function presentFullRepository(state: State, repository: Repository, viewer: Account | undefined) {
  const role = viewer && roleOf(repository, viewer);
  const may = (least: (typeof permissions)[number]) =>
    role !== undefined && permissions.indexOf(role) >= permissions.indexOf(least);
  return {
    ...presentRepository(state, repository),
    subscribers_count: 0,
    network_count: 0,
    has_pull_requests: true,
    permissions: {
      admin: may('admin'),
      maintain: may('maintain'),
      push: may('write'),
      triage: may('triage'),
      pull: true,
    },
  };
}
