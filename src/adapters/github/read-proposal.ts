import { z } from 'zod';
import type { Feature } from '../../domain/feature.ts';
import type { ProposalFacts } from '../../domain/proposal.ts';
import {
  ActorAnswer,
  CheckSuitesAnswer,
  GitActorAnswer,
  nodes,
  PullAnswer,
  present,
  RepositoryFields,
} from './answers.ts';
import { checksOf, pullFactsOf } from './branch-facts.ts';
import type { Connection } from './connection.ts';
import { commentsOf, labelingsOf } from './issue-facts.ts';
import { proposalQuery } from './queries.ts';
import { whenPresent } from './when-present.ts';

const Judged = z.object({ oid: z.string(), checkSuites: CheckSuitesAnswer });
const Parents = nodes(z.object({ oid: z.string() }));

const PullRequestAnswer = PullAnswer.extend({
  headRefOid: z.string(),
  isCrossRepository: z.boolean(),
  labels: nodes(z.object({ name: z.string() })).nullish(),
  timelineItems: nodes(z.object({ createdAt: z.string(), label: z.object({ name: z.string() }), actor: ActorAnswer })),
  commits: nodes(
    z.object({
      commit: Judged.extend({ messageHeadline: z.string(), parents: Parents, author: GitActorAnswer.nullish() }),
    }),
  ).extend({
    totalCount: z.number(),
  }),
});

const ProposalAnswer = z.object({
  repository: RepositoryFields.extend({
    pullRequest: PullRequestAnswer.nullish(),
    queue: nodes(z.object({ name: z.string(), target: Judged.nullish() })).nullish(),
  }).nullish(),
});
type RepositoryAnswer = NonNullable<z.infer<typeof ProposalAnswer>['repository']>;

/** One pull request in one request; nothing when it or its repository is gone. */
export async function readProposal(connection: Connection, feature: Feature): Promise<ProposalFacts | undefined> {
  const { repository, issue: number } = feature;
  const { owner, name } = repository;
  const answer = await whenPresent(
    connection.graphql({
      as: { repository },
      query: proposalQuery,
      variables: { owner, name, number, queue: `/pr-${number}-`, appId: connection.options.appId },
      answer: ProposalAnswer,
      writes: false,
    }),
  );
  const found = answer?.repository;
  return found && found.databaseId === repository.id ? factsOf(connection, feature, found) : undefined;
}

function factsOf(connection: Connection, feature: Feature, answer: RepositoryAnswer): ProposalFacts | undefined {
  const { pullRequest: pull } = answer;
  if (!pull) return undefined;
  const owner = answer.owner.login;
  const commits = present(pull.commits).map(({ commit }) => commit);
  const queue = present(answer.queue).flatMap(({ name, target }) => (target ? [{ name, target }] : []));
  return {
    repository: {
      installationId: feature.repository.installationId,
      id: answer.databaseId,
      owner,
      name: answer.name,
      nodeId: answer.id,
      cloneUrl: `${connection.options.gitUrl}/${owner}/${answer.name}.git`,
      defaultBranch: answer.defaultBranchRef?.name ?? '',
      isArchived: answer.isArchived,
      isEmpty: answer.isEmpty,
    },
    config: answer.config ? (answer.config.text ?? '\0') : undefined,
    pull: {
      ...pullFactsOf(pull),
      headName: pull.headRefName,
      headOid: pull.headRefOid,
      isFork: pull.isCrossRepository,
      labels: present(pull.labels).map(({ name }) => name),
      labelings: labelingsOf(pull.timelineItems),
    },
    comments: commentsOf({ issue: [], pull: present(pull.comments) }),
    commits: commits.map(({ oid, messageHeadline, parents, author }) => ({
      oid,
      subject: messageHeadline,
      parents: present(parents).map(parent => parent.oid),
      author: author?.user?.databaseId ?? undefined,
    })),
    commitCount: pull.commits.totalCount,
    queued: queue.flatMap(({ name, target }) => {
      const base = queuedBase(name, feature.issue);
      return base ? [{ oid: target.oid, base }] : [];
    }),
    checks: checksOf([...commits, ...queue.map(({ target }) => target)]),
  };
}

/** The queue's branches are `<base>/pr-<number>-<commit of the base>` below `gh-readonly-queue/`. */
function queuedBase(name: string, number: number): string | undefined {
  const [, pull, base] = /\/pr-(\d+)-([0-9a-f]{40})$/.exec(name) ?? [];
  return Number(pull) === number ? base : undefined;
}
