import { mayWrite } from '../domain/actor.ts';
import type { CommentFacts, Facts, Reaction, RepositoryFacts } from '../domain/facts.ts';
import { parseComment } from '../intake/commands.ts';
import type { Turn } from '../ports/queue.ts';
import { replyTo, type Thread, threadOf } from '../publish/reply-to.ts';
import { findStatus } from '../publish/status-comment.ts';
import { labelOf } from './read-config.ts';
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
export async function refuseStrangers(world: World, turn: Pick<Turn, 'fence'>, facts: Facts): Promise<Facts> {
  const { repository } = facts;
  const comments = await turnDown(world, turn, { repository, thread: threadOf(facts), unanswered: unanswered(facts) });
  return comments === facts.comments ? facts : { ...facts, comments };
}

/** Comments that may be commands, in the thread that they stand in. */
interface Heard {
  repository: RepositoryFacts;
  thread: Thread;
  unanswered: readonly CommentFacts[];
}

/** The comments of a thread, once every one of these that may not be heard was told so; the same where all may. */
export async function turnDown(
  world: World,
  turn: Pick<Turn, 'fence'>,
  { repository, thread, unanswered: heard }: Heard,
): Promise<CommentFacts[]> {
  const refusals: Refusal[] = [];
  for (const comment of heard) {
    const parsed = parseComment(comment.body);
    if (parsed.kind === 'talk' || !comment.author) continue;
    const permission = await world.reader.permissionOf(repository, comment.author);
    if (!mayWrite(permission)) refusals.push({ comment, reaction: 'THUMBS_DOWN' });
    else if (parsed.kind === 'unknown') refusals.push({ comment, reaction: 'CONFUSED', reply: parsed.problem });
  }
  if (refusals.length === 0) return thread.comments;
  await turn.fence();
  await world.writer.announce({
    repository,
    reactions: refusals.map(({ comment, reaction }) => ({ subjectId: comment.nodeId, content: reaction })),
    replies: refusals.flatMap(({ comment, reply }) => (reply ? replyTo(thread, comment, reply) : [])),
  });
  const refused = new Map(refusals.map(({ comment, reaction }) => [comment.id, reaction]));
  return thread.comments.map(comment => {
    const reaction = refused.get(comment.id);
    return reaction ? { ...comment, reactions: [...comment.reactions, reaction] } : comment;
  });
}

/** Commands on an issue of ours since its label was put on; what was said before, or elsewhere, is not for us. */
function unanswered(facts: Facts): CommentFacts[] {
  const label = labelOf(facts);
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
