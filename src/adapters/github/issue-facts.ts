import type { Actor } from '../../domain/actor.ts';
import type { CommentFacts, IssueFacts, Reaction } from '../../domain/facts.ts';
import type { ActorAnswer, CommentAnswer, IssueAnswer } from './answers.ts';
import { present } from './answers.ts';

/** Whoever deleted their account: holds no permission, and is no person who could be asked for one. */
const ghost: Actor = { id: 0, login: 'ghost', kind: 'bot' };

/** A person or a bot with its numeric id; nothing for a ghost, and for what GitHub only holds the place of. */
export function actorOf(actor: ActorAnswer): Actor | undefined {
  if (!actor?.databaseId) return undefined;
  return { id: actor.databaseId, login: actor.login, kind: actor.__typename === 'User' ? 'user' : 'bot' };
}

export function issueFactsOf(issue: IssueAnswer): IssueFacts {
  return {
    number: issue.number,
    nodeId: issue.id,
    title: issue.title,
    body: issue.body,
    isOpen: issue.state === 'OPEN',
    isLocked: issue.locked,
    labels: present(issue.labels).map(({ id, name }) => ({ name, nodeId: id })),
    labelings: labelingsOf(issue.timelineItems),
    editor: editorOf(issue),
  };
}

/** GitHub keeps edits of the body and new titles apart. Where both are of one second, the body says more. */
function editorOf({ lastEditedAt, editor, renames }: IssueAnswer): Actor | undefined {
  const [renamed] = present(renames);
  if (renamed && renamed.createdAt > (lastEditedAt ?? '')) return actorOf(renamed.actor);
  return lastEditedAt ? actorOf(editor) : undefined;
}

/** Who put which label on, oldest first. */
export function labelingsOf(items: IssueAnswer['timelineItems']): IssueFacts['labelings'] {
  return present(items).map(({ label, actor, createdAt }) => ({
    label: label.name,
    actor: actorOf(actor) ?? ghost,
    at: createdAt,
  }));
}

interface Threads {
  issue: readonly CommentAnswer[];
  pull: readonly CommentAnswer[];
}

/** Both threads as one, oldest first, each comment once. */
export function commentsOf({ issue, pull }: Threads): CommentFacts[] {
  const all = [
    ...issue.map(comment => commentOf(comment, 'issue')),
    ...pull.map(comment => commentOf(comment, 'pull')),
  ];
  return [...new Map(all.map(comment => [comment.id, comment])).values()].sort(
    (left, right) => left.createdAt.localeCompare(right.createdAt) || left.id - right.id,
  );
}

const known: readonly Reaction[] = ['EYES', 'THUMBS_UP', 'THUMBS_DOWN', 'CONFUSED'];

function commentOf(comment: CommentAnswer, on: 'issue' | 'pull'): CommentFacts {
  const groups = comment.reactionGroups ?? [];
  return {
    id: comment.fullDatabaseId,
    nodeId: comment.id,
    author: actorOf(comment.author),
    isOurs: comment.viewerDidAuthor,
    body: comment.body,
    createdAt: comment.createdAt,
    wasEdited: comment.includesCreatedEdit,
    on,
    reactions: known.filter(content => groups.some(group => group.content === content && group.viewerHasReacted)),
  };
}
