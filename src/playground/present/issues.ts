import { roleOf } from '../auth/access.ts';
import type { Account, Comment, Issue, Label, Reaction, Repository } from '../entities.ts';
import { isPull, reactionContents } from '../entities.ts';
import { type State, timestamp } from '../state.ts';
import { presentAccount, presentMaybe } from './accounts.ts';
import { presentApp } from './apps.ts';
import { pageUrl, repositoryUrl } from './repositories.ts';

/** `label`. */
export function presentLabel(state: State, label: Label) {
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${repositoryUrl(state, label.repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

/** `reaction`. */
export function presentReaction(state: State, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: reaction.nodeId,
    user: presentAccount(state, reaction.user),
    content: reaction.content,
    created_at: timestamp(reaction.createdAt),
  };
}

function presentRollup(url: string, reactions: readonly Reaction[]) {
  const count = (content: string) => reactions.filter(reaction => reaction.content === content).length;
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    ...Object.fromEntries(reactionContents.map(content => [content, count(content)])),
  };
}

/** What an author is to a repository, as GitHub words it. */
export function associationOf(repository: Repository, account: Account): 'OWNER' | 'COLLABORATOR' | 'NONE' {
  if (repository.owner === account) return 'OWNER';
  const role = roleOf(repository, account);
  return role !== undefined && role !== 'read' ? 'COLLABORATOR' : 'NONE';
}

const appOf = (state: State, author: Account) => (author === state.app.bot ? presentApp(state) : null);

/** The page of an issue or pull request. */
export function issuePage(state: State, issue: Issue): string {
  return `${pageUrl(state, issue.repository)}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`;
}

/** The page of a comment, on its issue's page. */
export function commentPage(state: State, comment: Comment): string {
  return `${issuePage(state, comment.issue)}#issuecomment-${comment.id}`;
}

/** `issue`; a pull request shows as one too, with `pull_request`. */
export function presentIssue(state: State, issue: Issue) {
  const { repository, author } = issue;
  const url = `${repositoryUrl(state, repository)}/issues/${issue.number}`;
  return {
    id: issue.id,
    node_id: issue.nodeId,
    url,
    repository_url: repositoryUrl(state, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issuePage(state, issue),
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body || null,
    user: presentAccount(state, author),
    labels: issue.labels.map(label => presentLabel(state, label)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: issue.locked,
    active_lock_reason: null,
    comments: issue.comments.length,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: issue.closedAt ? timestamp(issue.closedAt) : null,
    author_association: associationOf(repository, author),
    performed_via_github_app: appOf(state, author),
    reactions: presentRollup(url, issue.reactions),
    ...(isPull(issue) && { draft: issue.pull.isDraft, pull_request: presentPullLinks(state, issue) }),
  };
}

function presentPullLinks(state: State, issue: Issue) {
  const page = issuePage(state, issue);
  return {
    url: `${repositoryUrl(state, issue.repository)}/pulls/${issue.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: issue.pull?.mergedAt ? timestamp(issue.pull.mergedAt) : null,
  };
}

/** `issue` as a single answer: with who closed it, which webhooks leave out. */
export function presentFullIssue(state: State, issue: Issue) {
  return { ...presentIssue(state, issue), closed_by: presentMaybe(state, issue.closedBy) };
}

/** `issue-comment`. */
export function presentComment(state: State, comment: Comment) {
  const { issue, author } = comment;
  const url = `${repositoryUrl(state, issue.repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url,
    html_url: commentPage(state, comment),
    issue_url: `${repositoryUrl(state, issue.repository)}/issues/${issue.number}`,
    user: presentAccount(state, author),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: associationOf(issue.repository, author),
    body: comment.body,
    reactions: presentRollup(url, comment.reactions),
    performed_via_github_app: appOf(state, author),
  };
}
