import { z } from 'zod';
import type { Permission } from '../../domain/actor.ts';
import { permissions } from '../../domain/actor.ts';
import type { Feature, RepositoryRef } from '../../domain/feature.ts';
import { branchPrefix } from '../../domain/feature.ts';
import type { GitHubReader } from '../../ports/github.ts';
import { BranchAnswer, FactsAnswer } from './answers.ts';
import type { Connection } from './connection.ts';
import { labelledIssues } from './labelled-issues.ts';
import { branchQuery, factsQuery } from './queries.ts';
import { factsOf, readingOf } from './read-facts.ts';
import { readProposal } from './read-proposal.ts';
import { whenPresent } from './when-present.ts';

const PermissionAnswer = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: z.object({ id: z.number() }).nullish(),
});

/** All reads from GitHub. Missing things are values; a host that cannot be asked is a {@link Failure}. */
export function gitHubReader(connection: Connection): GitHubReader {
  return {
    readBotLogin: () => readBotLogin(connection),
    readFacts: feature => readFacts(connection, feature),
    readProposal: feature => readProposal(connection, feature),
    readBranch: (repository, name) => readBranch(connection, repository, name),
    permissionOf: (repository, actor) => permissionOf(connection, repository, actor),
    labelledIssues: labelsOf => labelledIssues(connection, labelsOf),
  };
}

const AppAnswer = z.object({ slug: z.string() });

async function readBotLogin(connection: Connection): Promise<string> {
  const { slug } = await connection.rest({ as: 'app', route: 'GET /app', parameters: {}, answer: AppAnswer });
  return `${slug}[bot]`;
}

async function readFacts(connection: Connection, feature: Feature) {
  const { repository, issue } = feature;
  const { owner, name } = repository;
  const answer = await whenPresent(
    connection.graphql({
      as: { repository },
      query: factsQuery,
      variables: { owner, name, issue, branch: branchPrefix(issue), appId: connection.options.appId },
      answer: FactsAnswer,
      writes: false,
    }),
  );
  const reading = answer && (await readingOf(connection, feature, answer));
  return reading && factsOf(reading, feature, connection.options);
}

/** Head of one branch; nothing when there is no such branch. */
export async function readBranch(connection: Connection, repository: RepositoryRef, name: string) {
  const answer = await connection.graphql({
    as: { repository },
    query: branchQuery,
    variables: { owner: repository.owner, name: repository.name, ref: `refs/heads/${name}` },
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
