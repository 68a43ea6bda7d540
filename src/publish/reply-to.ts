import type { CommentFacts, Facts } from '../domain/facts.ts';

/**
 * An answer to a comment, with a mark of what it answers, unless it stands there already: GitHub may have done the first
 * half of a request only, and then the comment is answered without our reaction.
 */
export function replyTo(facts: Facts, { id }: CommentFacts, text: string): { subjectId: string; body: string }[] {
  const mark = `<!-- redfirst:reply ${id} -->`;
  const isThere = facts.comments.some(({ isOurs, body }) => isOurs && body.includes(mark));
  return isThere ? [] : [{ subjectId: facts.issue.nodeId, body: `${text}\n\n${mark}` }];
}
