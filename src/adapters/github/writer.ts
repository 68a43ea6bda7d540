import { Failure } from '../../domain/failure.ts';
import type { CommitWrite, GitHubWriter } from '../../ports/github.ts';
import { announcementDocument, StatusAnswer, statusIn } from './announcement.ts';
import { CommitMutationAnswer, OpenPullAnswer } from './answers.ts';
import type { Connection } from './connection.ts';
import type { GraphqlError } from './failures.ts';
import { isTaken, malformed } from './failures.ts';
import { commitMutation, openPullMutation } from './queries.ts';
import { readBranch } from './reader.ts';

/** All writes to GitHub, none of them repeated blindly: the caller looks again before it tries again. */
export function gitHubWriter(connection: Connection): GitHubWriter {
  return {
    commit: write => commit(connection, write),
    openPull: async ({ repository, head, base, draft }) => {
      const input = {
        repositoryId: repository.nodeId,
        headRefName: head,
        baseRefName: base,
        title: draft.title,
        body: draft.body,
        draft: !draft.isReady,
      };
      const answer = await connection.graphql({
        as: { repository },
        query: openPullMutation,
        variables: { input },
        answer: OpenPullAnswer,
        writes: true,
      });
      const { id, number, url } = answer.createPullRequest.pullRequest;
      return { nodeId: id, number, url };
    },
    announce: async announcement => {
      const document = announcementDocument(announcement);
      if (!document) return undefined;
      const { repository } = announcement;
      const answer = await connection.graphql({ as: { repository }, ...document, answer: StatusAnswer, writes: true });
      return announcement.status && statusIn(answer);
    },
  };
}

/**
 * Creates the branch and commits in one document. A branch that is there already is no fault: a process that died
 * between the two left it, and the commit itself only succeeds on the expected head.
 */
async function commit(connection: Connection, write: CommitWrite): Promise<string> {
  const { repository, branch, createFrom, expectedHead } = write;
  const oid = await tryCommit(connection, write);
  if (oid !== undefined) return oid;
  if (createFrom === undefined) throw malformed('Commit', 'it does not hold the commit');
  const head = await readBranch(connection, repository, branch);
  if (head?.oid === expectedHead) return commit(connection, { ...write, createFrom: undefined });
  throw new Failure(`The branch ${branch} was there already and is not at ${expectedHead}.`, {
    source: 'github',
    reason: 'stale-head',
    retryable: true,
  });
}

/** The new commit; nothing when the branch was there and the commit was not tried. */
async function tryCommit(connection: Connection, write: CommitWrite): Promise<string | undefined> {
  const { repository, createFrom } = write;
  const answer = await connection.graphql({
    as: { repository },
    query: commitMutation(createFrom !== undefined),
    variables: commitVariables(write),
    answer: CommitMutationAnswer,
    writes: true,
    tolerates: isBranchTaken,
  });
  return answer.createCommitOnBranch?.commit.oid;
}

const isBranchTaken = (error: GraphqlError) => error.path?.[0] === 'createRef' && isTaken(error);

function commitVariables(write: CommitWrite): Record<string, unknown> {
  const { repository, branch, createFrom, changes } = write;
  const additions = changes.flatMap(({ path, content }) =>
    content === null ? [] : [{ path, contents: Buffer.from(content, 'utf8').toString('base64') }],
  );
  const deletions = changes.flatMap(({ path, content }) => (content === null ? [{ path }] : []));
  return {
    ...(createFrom && { ref: { repositoryId: repository.nodeId, name: `refs/heads/${branch}`, oid: createFrom } }),
    commit: {
      branch: { repositoryNameWithOwner: `${repository.owner}/${repository.name}`, branchName: branch },
      expectedHeadOid: write.expectedHead,
      message: { headline: write.headline, body: write.body },
      fileChanges: { additions, deletions },
    },
  };
}
