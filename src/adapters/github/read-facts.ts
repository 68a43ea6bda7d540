import type { Facts, RefFacts } from '../../domain/facts.ts';
import type { Feature } from '../../domain/feature.ts';
import type { CommentAnswer, CommitAnswer, FactsAnswer, RefAnswer, RepositoryAnswer } from './answers.ts';
import { present } from './answers.ts';
import type { Own } from './branch-facts.ts';
import { branchOf, checksOf, commitsOf, planIndex, pullFactsOf, pullOf } from './branch-facts.ts';
import type { Connection } from './connection.ts';
import { noReplyDomains } from './hosts.ts';
import { commentsOf, issueFactsOf } from './issue-facts.ts';
import { readOlderComments, readOlderCommits } from './older-facts.ts';

type Issue = NonNullable<RepositoryAnswer['issue']>;

/** An answer to the facts query, with the feature's branch found in it and what did not fit into it beside. */
export interface Reading {
  viewer: FactsAnswer['viewer'];
  repository: RepositoryAnswer;
  issue: Issue;
  own: Own;
  ref: RefAnswer | undefined;
  /** Between the first and the last comments; empty unless the status comment was missing. */
  olderComments: readonly CommentAnswer[];
  /** Behind the newest commits; empty unless the plan's commit was missing. */
  olderCommits: readonly CommitAnswer[];
}

/** The facts in an answer, with a second look where they did not fit; nothing when the issue is gone. */
export async function readingOf(
  connection: Connection,
  feature: Feature,
  { viewer, repository }: FactsAnswer,
): Promise<Reading | undefined> {
  const isOther = repository?.databaseId !== feature.repository.id;
  if (isOther || !repository?.issue) return undefined;
  const slug = viewer.login.replace(/\[bot\]$/, '');
  const emails = noReplyDomains(connection.options.gitUrl).map(domain => `${viewer.databaseId}+${slug}[bot]@${domain}`);
  const own = { issue: feature.issue, emails };
  const ref = branchOf(repository, own);
  return {
    viewer,
    repository,
    issue: repository.issue,
    own,
    ref,
    olderComments: await readOlderComments(connection, feature, repository.issue),
    olderCommits: ref
      ? await readOlderCommits(connection, feature, { ref, isFound: page => planIndex(page, own) >= 0 })
      : [],
  };
}

/** GitHub's answer in our words. */
export function factsOf(reading: Reading, feature: Feature, self: { appId: number; gitUrl: string }): Facts {
  const { viewer, repository, issue, own, ref } = reading;
  const history = ref ? [...present(ref.target.history), ...reading.olderCommits] : [];
  const pull = ref && pullOf(ref);
  const owner = repository.owner.login;
  return {
    self: { id: viewer.databaseId, login: viewer.login, kind: 'bot', appId: self.appId },
    repository: {
      installationId: feature.repository.installationId,
      id: repository.databaseId,
      owner,
      name: repository.name,
      nodeId: repository.id,
      cloneUrl: `${self.gitUrl}/${owner}/${repository.name}.git`,
      defaultBranch: repository.defaultBranchRef?.name ?? '',
      isArchived: repository.isArchived,
      isEmpty: repository.isEmpty,
    },
    base: baseOf(repository),
    config: configOf(repository),
    issue: issueFactsOf(issue),
    comments: commentsOf({
      issue: [...present(issue.earliest), ...reading.olderComments, ...present(issue.comments)],
      pull: present(pull?.comments),
    }),
    branch: ref && { name: ref.name, oid: ref.target.oid, commits: commitsOf(history, own) },
    pull: pull && pullFactsOf(pull),
    checks: checksOf(history),
  };
}

/** `develop` where there is one, else the default branch; without a name in an empty repository. */
function baseOf({ develop, defaultBranchRef }: RepositoryAnswer): RefFacts {
  const ref = develop?.target ? develop : defaultBranchRef;
  return { name: ref?.name ?? '', oid: ref?.target?.oid ?? '' };
}

/** GitHub gives no text of a file that is not text. It is no configuration, but it is not a missing one either. */
function configOf({ config }: RepositoryAnswer): string | undefined {
  return config ? (config.text ?? '\0') : undefined;
}
