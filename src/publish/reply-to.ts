import type { CommentFacts, Facts } from '../domain/facts.ts';

/** Comments on an issue or a pull request, and the node that an answer to one of them is put under. */
export interface Thread {
  comments: CommentFacts[];
  subjectId: string;
}

/** The thread of a feature: what is said on its pull request is answered on the issue. */
export const threadOf = ({ comments, issue }: Facts): Thread => ({ comments, subjectId: issue.nodeId });

/**
 * An answer to a comment, with a mark of what it answers, unless it stands there already: GitHub may have done the first
 * half of a request only, and then the comment is answered without our reaction. One that was edited is not ours.
 */
export function replyTo(
  { comments, subjectId }: Thread,
  { id }: CommentFacts,
  text: string,
): { subjectId: string; body: string }[] {
  const mark = `<!-- redfirst:reply ${id} -->`;
  const isThere = comments.some(({ isOurs, wasEdited, body }) => isOurs && !wasEdited && body.includes(mark));
  return isThere ? [] : [{ subjectId, body: `${text}\n\n${mark}` }];
}
