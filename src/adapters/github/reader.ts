import { z } from 'zod';
import type { Permission } from '../../domain/actor.ts';
import { permissions } from '../../domain/actor.ts';
import { Failure } from '../../domain/failure.ts';
import type { Feature, RepositoryRef } from '../../domain/feature.ts';
import { branchPrefix } from '../../domain/feature.ts';
import type { GitHubReader } from '../../ports/github.ts';
import { BranchAnswer, FactsAnswer, LabelledIssuesAnswer } from './answers.ts';
import type { Connection } from './connection.ts';
import { branchQuery, factsQuery, labelledIssuesQuery } from './queries.ts';
import { factsOf } from './read-facts.ts';

const PermissionAnswer = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: z.object({ id: z.number() }).nullish(),
});
const InstallationsAnswer = z.array(z.object({ id: z.number(), suspended_at: z.string().nullish() }));
const RepositoriesAnswer = z.object({
  total_count: z.number(),
  repositories: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      archived: z.boolean().optional(),
      owner: z.object({ login: z.string() }),
    }),
  ),
});

const pageSize = 100;

/** All reads from GitHub. Missing things are values; a host that cannot be asked is a {@link Failure}. */
export function gitHubReader(connection: Connection): GitHubReader {
  return {
    readFacts: feature => readFacts(connection, feature),
    readBranch: (repository, name) => readBranch(connection, repository, name),
    permissionOf: (repository, actor) => permissionOf(connection, repository, actor),
    labelledIssues: label => labelledIssues(connection, label),
  };
}

async function readFacts(connection: Connection, feature: Feature) {
  const { repository, issue } = feature;
  const { appId, gitUrl } = connection.options;
  const answer = await whenPresent(
    connection.graphql({
      repository,
      query: factsQuery,
      variables: { owner: repository.owner, name: repository.name, issue, query: branchPrefix(issue).slice(4), appId },
      answer: FactsAnswer,
      writes: false,
    }),
  );
  return answer && factsOf(answer, feature, { appId, gitUrl });
}

async function readBranch(connection: Connection, repository: RepositoryRef, name: string) {
  const variables = { owner: repository.owner, name: repository.name, ref: `refs/heads/${name}` };
  const answer = await connection.graphql({
    repository,
    query: branchQuery,
    variables,
    answer: BranchAnswer,
    writes: false,
  });
  const oid = answer.repository?.ref?.target?.oid;
  return oid ? { name, oid } : undefined;
}

/** Fails closed: an account that is gone, renamed to somebody else or not a collaborator has no permission. */
async function permissionOf(
  connection: Connection,
  repository: RepositoryRef,
  actor: { id: number; login: string },
): Promise<Permission> {
  const answer = await whenPresent(
    connection.rest({
      as: { repository },
      route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
      parameters: { owner: repository.owner, repo: repository.name, username: actor.login },
      answer: PermissionAnswer,
    }),
  );
  if (answer?.user?.id !== actor.id) return 'none';
  return (
    permissions.find(name => name === answer.role_name) ??
    permissions.find(name => name === answer.permission) ??
    'none'
  );
}

async function labelledIssues(connection: Connection, label: string): Promise<Feature[]> {
  const installations = await connection.rest({
    as: 'app',
    route: 'GET /app/installations',
    parameters: { per_page: pageSize },
    answer: InstallationsAnswer,
  });
  const found: Feature[] = [];
  for (const installation of installations.filter(({ suspended_at }) => !suspended_at)) {
    for (const repository of await repositoriesOf(connection, installation.id)) {
      found.push(...(await labelledIn(connection, repository, label)));
    }
  }
  return found;
}

async function repositoriesOf(connection: Connection, installationId: number): Promise<RepositoryRef[]> {
  const found: RepositoryRef[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await connection.rest({
      as: { installationId },
      route: 'GET /installation/repositories',
      parameters: { per_page: pageSize, page },
      answer: RepositoriesAnswer,
    });
    const live = answer.repositories.filter(({ archived }) => !archived);
    found.push(...live.map(({ id, name, owner }) => ({ installationId, id, name, owner: owner.login })));
    if (answer.repositories.length < pageSize) return found;
  }
}

async function labelledIn(connection: Connection, repository: RepositoryRef, label: string): Promise<Feature[]> {
  const found: Feature[] = [];
  let after: string | null | undefined = null;
  do {
    const variables: Record<string, unknown> = { owner: repository.owner, name: repository.name, label, after };
    const answer: z.infer<typeof LabelledIssuesAnswer> = await connection.graphql({
      repository,
      query: labelledIssuesQuery,
      variables,
      answer: LabelledIssuesAnswer,
      writes: false,
    });
    const issues = answer.repository?.issues;
    found.push(...(issues?.nodes ?? []).flatMap(node => (node ? [{ repository, issue: node.number }] : [])));
    after = issues?.pageInfo.hasNextPage ? issues.pageInfo.endCursor : undefined;
  } while (after);
  return found;
}

async function whenPresent<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(error => {
    if (error instanceof Failure && error.reason === 'gone') return undefined;
    throw error;
  });
}
