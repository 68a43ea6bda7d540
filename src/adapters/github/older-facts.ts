import type { Feature } from '../../domain/feature.ts';
import { statusMarker } from '../../domain/status.ts';
import type { CommentAnswer, CommitAnswer, IssueAnswer, RefAnswer } from './answers.ts';
import { OlderCommentsAnswer, OlderCommitsAnswer, present } from './answers.ts';
import type { Connection } from './connection.ts';
import { olderCommentsQuery, olderCommitsQuery } from './queries.ts';

/** An issue with thousands of comments, or a branch on thousands of commits, is not read to the end. */
const pageLimit = 5;

/**
 * Comments between the first and the last ones, newest page first, until our status comment is among them. A command
 * that has been buried by a hundred comments is not heard any more; the status must be found, or there would be two.
 */
export async function readOlderComments(
  connection: Connection,
  { repository, issue: number }: Feature,
  issue: IssueAnswer,
): Promise<CommentAnswer[]> {
  const ends = new Set([...present(issue.earliest), ...present(issue.comments)].map(({ id }) => id));
  let found = hasStatus(present(issue.earliest)) || hasStatus(present(issue.comments));
  let unread = issue.comments.totalCount - ends.size;
  let before = issue.comments.pageInfo.startCursor;
  const older: CommentAnswer[] = [];
  for (let page = 0; page < pageLimit && !found && before && unread > 0; page += 1) {
    const answer = await connection.graphql({
      as: { repository },
      query: olderCommentsQuery,
      variables: { owner: repository.owner, name: repository.name, issue: number, before },
      answer: OlderCommentsAnswer,
      writes: false,
    });
    const { comments } = answer.repository.issue;
    older.push(...present(comments));
    found = hasStatus(present(comments));
    unread -= present(comments).length;
    before = comments.pageInfo.hasPreviousPage ? comments.pageInfo.startCursor : undefined;
  }
  return older;
}

const hasStatus = (comments: readonly CommentAnswer[]) =>
  comments.some(({ viewerDidAuthor, body }) => viewerDidAuthor && body.includes(statusMarker));

/** Commits behind the newest ones until the plan's is among them; none when it is there already, or nowhere near. */
export async function readOlderCommits(
  connection: Connection,
  { repository }: Feature,
  { ref, isFound }: { ref: RefAnswer; isFound: (history: readonly CommitAnswer[]) => boolean },
): Promise<CommitAnswer[]> {
  const { oid, history } = ref.target;
  let found = isFound(present(history));
  let { hasNextPage, endCursor } = history.pageInfo;
  const older: CommitAnswer[] = [];
  for (let page = 0; page < pageLimit && !found && hasNextPage; page += 1) {
    const answer = await connection.graphql({
      as: { repository },
      query: olderCommitsQuery,
      variables: {
        owner: repository.owner,
        name: repository.name,
        oid,
        after: endCursor,
        appId: connection.options.appId,
      },
      answer: OlderCommitsAnswer,
      writes: false,
    });
    const next = answer.repository.object.history;
    older.push(...present(next));
    found = isFound(present(next));
    ({ hasNextPage, endCursor } = next.pageInfo);
  }
  return found ? older : [];
}
