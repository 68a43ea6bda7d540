import type { CheckRun, Comment, Issue, Repository } from './entities.ts';
import { isPull } from './entities.ts';
import { listCommits } from './git/objects.ts';
import { listRefs } from './git/refs.ts';
import type { State } from './state.ts';

/** What GitHub shows of one repository at this moment, as plain data for a test to compare. */
export interface Snapshot {
  issues: ReturnType<typeof issueOf>[];
  pulls: (ReturnType<typeof issueOf> & { head: string; base: string; isDraft: boolean; isMerged: boolean })[];
  /** Commits of each branch, newest first. */
  branches: Record<string, { oid: string; message: string; author: string; isVerified: boolean }[]>;
  checks: ReturnType<typeof checkOf>[];
}

const reactionsOf = ({ reactions }: Issue | Comment) =>
  reactions.map(({ content, user }) => `${content} ${user.login}`);

function issueOf(issue: Issue) {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    author: issue.author.login,
    labels: issue.labels.map(label => label.name),
    reactions: reactionsOf(issue),
    comments: issue.comments.map(comment => ({
      id: comment.id,
      author: comment.author.login,
      body: comment.body,
      isEdited: comment.lastEditedAt !== null,
      reactions: reactionsOf(comment),
    })),
  };
}

function checkOf({ id, name, suite, status, conclusion, title, summary, externalId, annotations }: CheckRun) {
  return { id, name, headOid: suite.headOid, status, conclusion, title, summary, externalId, annotations };
}

/** Takes a snapshot of a repository. */
export async function snapshotOf(state: State, repository: Repository): Promise<Snapshot> {
  const refs = await listRefs(repository.directory, 'refs/heads/');
  const branches = refs.map(async ({ name, oid }) => {
    const commits = (await listCommits(repository.directory, [oid])).map(commit => ({
      oid: commit.oid,
      message: commit.message,
      author: commit.author.name,
      isVerified: state.signedCommits.has(commit.oid),
    }));
    return [name.slice('refs/heads/'.length), commits] as const;
  });
  return {
    issues: repository.issues.filter(issue => !isPull(issue)).map(issueOf),
    pulls: repository.issues.filter(isPull).map(issue => ({
      ...issueOf(issue),
      head: issue.pull.head,
      base: issue.pull.base,
      isDraft: issue.pull.isDraft,
      isMerged: issue.pull.mergedAt !== null,
    })),
    branches: Object.fromEntries(await Promise.all(branches)),
    checks: repository.suites.flatMap(suite => suite.runs).map(checkOf),
  };
}
