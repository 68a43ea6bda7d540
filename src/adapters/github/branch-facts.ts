import type { CheckFacts, CommitFacts, PullFacts } from '../../domain/facts.ts';
import { branchPrefix } from '../../domain/feature.ts';
import { parseTrailers } from '../../domain/trailer.ts';
import type { CheckRunAnswer, CommitAnswer, PullAnswer, RefAnswer, RepositoryAnswer } from './answers.ts';
import { present } from './answers.ts';
import { actorOf } from './issue-facts.ts';

/** How a commit of this App for this issue is known. */
export interface Own {
  issue: number;
  /** Addresses that the host writes as author of this App's commits. */
  emails: readonly string[];
}

/**
 * The feature's branch: of those with the issue's prefix the one that holds our plan, else the first. A name that holds
 * the prefix further in (`old/tdd/7-x`) is somebody else's.
 */
export function branchOf(repository: RepositoryAnswer, own: Own): RefAnswer | undefined {
  const branches = present(repository.refs).filter(({ name }) => name.startsWith(branchPrefix(own.issue)));
  return branches.find(({ target }) => planIndex(present(target.history), own) >= 0) ?? branches[0];
}

/** Where the first plan of this App for this issue is in a history, newest commit first; -1 when it is further back. */
export function planIndex(history: readonly CommitAnswer[], own: Own): number {
  return history.findLastIndex(commit => isOurs(commit, own) && parseTrailers(commit.message)?.stage === 'plan');
}

/**
 * Signed by GitHub and written by our bot, which nobody else can have GitHub sign. Our commits for other issues come in
 * when the base is merged; their trailers say nothing about this one.
 */
function isOurs({ signature, author, message }: CommitAnswer, { emails, issue }: Own): boolean {
  const isSigned = signature?.isValid === true && signature.wasSignedByGitHub;
  return isSigned && emails.includes(author?.email ?? '') && parseTrailers(message)?.issue === issue;
}

/** From the plan's commit on: what lies before it belongs to the base. Oldest first. */
export function commitsOf(history: readonly CommitAnswer[], own: Own): CommitFacts[] {
  return history
    .slice(0, planIndex(history, own) + 1)
    .map(commit => ({
      oid: commit.oid,
      message: commit.message,
      isOurs: isOurs(commit, own),
      authoredAt: commit.authoredDate,
      author: commit.author?.user?.databaseId ?? undefined,
    }))
    .reverse();
}

/**
 * The newest run of each name on each commit: GitHub keeps the older ones, and they say nothing any more. Asking for a
 * run again resets its suite to queued (REST API, "Rerequest a check run"): then none of its runs stands.
 */
export function checksOf(history: readonly Pick<CommitAnswer, 'oid' | 'checkSuites'>[]): CheckFacts[] {
  return history.flatMap(({ oid, checkSuites }) => {
    const runs = present(checkSuites)
      .filter(({ status }) => status !== 'QUEUED')
      .flatMap(suite => present(suite.checkRuns));
    const newest = new Map(runs.toSorted(byStart).map(run => [run.name, run]));
    return [...newest.values()].map(run => ({
      nodeId: run.id,
      name: run.name,
      headOid: oid,
      conclusion: conclusionOf(run),
      externalId: run.externalId ?? '',
      ...(run.text && { text: run.text }),
    }));
  });
}

const startOf = ({ startedAt, completedAt }: CheckRunAnswer) => startedAt ?? completedAt ?? '';
const byStart = (left: CheckRunAnswer, right: CheckRunAnswer) => startOf(left).localeCompare(startOf(right));

/** Only a success is one: what was skipped, cancelled or neutral proves nothing. */
function conclusionOf({ conclusion }: CheckRunAnswer): CheckFacts['conclusion'] {
  if (!conclusion) return undefined;
  return conclusion === 'SUCCESS' ? 'success' : 'failure';
}

/** The branch's open pull request, else the newest one. */
export function pullOf({ name, associatedPullRequests }: RefAnswer): PullAnswer | undefined {
  const pulls = present(associatedPullRequests).filter(({ headRefName }) => headRefName === name);
  const newest = pulls.toSorted((left, right) => left.number - right.number).at(-1);
  return pulls.find(({ state }) => state === 'OPEN') ?? newest;
}

export function pullFactsOf(pull: PullAnswer): PullFacts {
  return {
    number: pull.number,
    nodeId: pull.id,
    isOpen: pull.state === 'OPEN',
    isMerged: pull.merged,
    isDraft: pull.isDraft,
    base: pull.baseRefName,
    title: pull.title,
    body: pull.body,
    url: pull.url,
    author: actorOf(pull.author),
  };
}
