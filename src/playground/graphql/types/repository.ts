import type { Issue, Repository } from '../../entities.ts';
import { fullName, isPull } from '../../entities.ts';
import { listRefs, readRef, resolveRevision } from '../../git/refs.ts';
import { findIssue } from '../../lookup.ts';
import { pageUrl } from '../../present/repositories.ts';
import { notFound } from '../../refusal.ts';
import { timestamp } from '../../state.ts';
import { connection, type PageArgs } from '../connection.ts';
import { objectNode, refNode } from '../git-nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { TypeResolvers } from '../resolve.ts';
import { viewerPermission } from './actors.ts';
import { pullState } from './git.ts';

interface IssueFilter extends PageArgs {
  labels?: string[] | null;
  states?: string[] | null;
  orderBy?: { direction: 'ASC' | 'DESC' } | null;
  headRefName?: string | null;
  baseRefName?: string | null;
}

function filterIssues(issues: readonly Issue[], { labels, states, orderBy }: IssueFilter): Issue[] {
  const carries = (issue: Issue) =>
    (labels ?? []).some(name => issue.labels.some(label => label.name.toLowerCase() === name.toLowerCase()));
  const found = issues
    .filter(issue => !labels?.length || carries(issue))
    .filter(issue => !states?.length || states.includes(pullState(issue)));
  return orderBy?.direction === 'DESC' ? found.toReversed() : found;
}

function numbered(repository: Repository, { number }: { number: number }, kind: 'Issue' | 'PullRequest'): Issue {
  const issue = findIssue(repository, number);
  if (issue?.kind !== kind)
    throw notFound(
      kind === 'Issue'
        ? `Could not resolve to an Issue with the number of ${number}.`
        : `Could not resolve to a PullRequest with the number of ${number}.`,
    );
  return issue;
}

async function namedRef(repository: Repository, qualifiedName: string) {
  const candidates = [qualifiedName, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`];
  for (const name of candidates.filter(candidate => candidate.startsWith('refs/'))) {
    const oid = await readRef(repository.directory, name);
    if (oid) return refNode(repository, { name, oid });
  }
  return null;
}

const contents: TypeResolvers<Repository> = {
  defaultBranchRef: (repository, _, context) => {
    requirePermitted(context, repository, 'readContents');
    return namedRef(repository, `refs/heads/${repository.defaultBranch}`);
  },
  ref: (repository, { qualifiedName }: { qualifiedName: string }, context) => {
    requirePermitted(context, repository, 'readContents');
    return namedRef(repository, qualifiedName);
  },
  refs: async (repository, args: PageArgs & { refPrefix: string; query?: string | null }, context) => {
    requirePermitted(context, repository, 'readContents');
    const refs = await listRefs(repository.directory, args.refPrefix);
    const found = refs
      .map(ref => refNode(repository, ref, args.refPrefix))
      .filter(ref =>
        ref.name
          .slice(ref.prefix.length)
          .toLowerCase()
          .includes((args.query ?? '').toLowerCase()),
      );
    return connection('refs', found, args);
  },
  object: async (repository, args: { expression?: string | null; oid?: string | null }, context) => {
    requirePermitted(context, repository, 'readContents');
    const oid = await resolveRevision(repository.directory, args.oid ?? args.expression ?? 'HEAD');
    return oid ? objectNode(repository, oid) : null;
  },
};

const issues: TypeResolvers<Repository> = {
  issue: (repository, args: { number: number }, context) => {
    requirePermitted(context, repository, 'readIssues');
    return numbered(repository, args, 'Issue');
  },
  issues: (repository, args: IssueFilter, context) => {
    requirePermitted(context, repository, 'readIssues');
    const all = repository.issues.filter(issue => !isPull(issue));
    return connection('issues', filterIssues(all, args), args);
  },
  issueOrPullRequest: (repository, { number }: { number: number }, context) => {
    requirePermitted(context, repository, 'readIssues');
    const issue = findIssue(repository, number);
    if (!issue) throw notFound(`Could not resolve to an issue or pull request with the number of ${number}.`);
    return issue;
  },
  label: (repository, { name }: { name: string }) =>
    repository.labels.find(label => label.name.toLowerCase() === name.toLowerCase()) ?? null,
  labels: (repository, args: PageArgs & { query?: string | null }) =>
    connection(
      'labels',
      repository.labels.filter(label => label.name.includes(args.query ?? '')),
      args,
    ),
  pullRequest: (repository, args: { number: number }, context) => {
    requirePermitted(context, repository, 'readPulls');
    return numbered(repository, args, 'PullRequest');
  },
  pullRequests: (repository, args: IssueFilter, context) => {
    requirePermitted(context, repository, 'readPulls');
    const all = repository.issues
      .filter(isPull)
      .filter(issue => !args.headRefName || issue.pull.head === args.headRefName)
      .filter(issue => !args.baseRefName || issue.pull.base === args.baseRefName);
    return connection('pullRequests', filterIssues(all, args), args);
  },
};

const repository: TypeResolvers<Repository> = {
  ...contents,
  ...issues,
  id: source => source.nodeId,
  databaseId: source => source.id,
  nameWithOwner: fullName,
  url: (source, _, { state }) => pageUrl(state, source),
  resourcePath: source => `/${fullName(source)}`,
  createdAt: source => timestamp(source.createdAt),
  updatedAt: source => timestamp(source.pushedAt),
  isEmpty: async source => (await listRefs(source.directory, 'refs/heads/')).length === 0,
  isFork: () => false,
  isDisabled: () => false,
  isLocked: () => false,
  visibility: source => (source.isPrivate ? 'PRIVATE' : 'PUBLIC'),
  viewerPermission: (source, _, context) => viewerPermission(source, context),
};

/** Repositories. */
export const repositoryTypes = { Repository: repository };
