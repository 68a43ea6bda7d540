import { mayWrite } from '../domain/actor.ts';
import type { CommentFacts, Facts, Reaction } from '../domain/facts.ts';
import { parseComment } from '../intake/commands.ts';
import type { Turn } from '../ports/queue.ts';
import { replyTo } from '../publish/reply-to.ts';
import { findStatus } from '../publish/status-comment.ts';
import { readConfig } from './read-config.ts';
import { isHeard, isLabelled, labelling, trailersOf } from './situation.ts';
import type { World } from './world.ts';

/** How a comment is turned down: by whom it is, or by what it says. */
interface Refusal {
  comment: CommentFacts;
  reaction: Reaction;
  reply?: string;
}

/**
 * Looks at every command that nothing has answered yet: who may not write gets 👎 and nothing else; what cannot be
 * understood is answered in one sentence. Gives the same facts when there was nothing to turn down.
 */
export async function refuseStrangers(world: World, turn: Turn, facts: Facts): Promise<Facts> {
  const refusals: Refusal[] = [];
  for (const comment of unanswered(facts)) {
    const parsed = parseComment(comment.body);
    if (parsed.kind === 'talk' || !comment.author) continue;
    const permission = await world.reader.permissionOf(facts.repository, comment.author);
    if (!mayWrite(permission)) refusals.push({ comment, reaction: 'THUMBS_DOWN' });
    else if (parsed.kind === 'unknown') refusals.push({ comment, reaction: 'CONFUSED', reply: parsed.problem });
  }
  if (refusals.length === 0) return facts;
  await turn.fence();
  await world.writer.announce({
    repository: facts.repository,
    reactions: refusals.map(({ comment, reaction }) => ({ subjectId: comment.nodeId, content: reaction })),
    replies: refusals.flatMap(({ comment, reply }) => (reply ? replyTo(facts, comment, reply) : [])),
  });
  const refused = new Map(refusals.map(({ comment, reaction }) => [comment.id, reaction]));
  const comments = facts.comments.map(comment => {
    const reaction = refused.get(comment.id);
    return reaction ? { ...comment, reactions: [...comment.reactions, reaction] } : comment;
  });
  return { ...facts, comments };
}

/** Commands on an issue of ours since its label was put on; what was said before, or elsewhere, is not for us. */
function unanswered(facts: Facts): CommentFacts[] {
  const { label } = readConfig(facts.config);
  if (!isLabelled(facts, label) && !findStatus(facts.comments)) return [];
  const since = labelling(facts, label)?.at ?? '';
  const named = new Set(facts.branch?.commits.map(commit => trailersOf(commit)?.comment));
  return facts.comments.filter(
    comment =>
      isHeard(comment) &&
      comment.reactions.length === 0 &&
      comment.createdAt >= since &&
      !named.has(String(comment.id)),
  );
}
