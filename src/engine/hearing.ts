import type { CommentFacts, RepositoryFacts } from '../domain/facts.ts';
import { makersOf } from '../domain/makers.ts';
import type { Answered } from '../domain/outcome.ts';
import type { ProposalFacts } from '../domain/proposal.ts';
import { parseTrailers } from '../domain/trailer.ts';
import { isAboutVerdict, parseComment } from '../intake/commands.ts';
import type { AmendmentWord } from '../judge/amended.ts';
import type { Turn } from '../ports/queue.ts';
import { replyTo, type Thread, threadOf } from '../publish/reply-to.ts';
import { approverName } from '../stages/approver.ts';
import { grantedIn, type Waiver } from '../stages/waivers.ts';
import { turnDown } from './authority.ts';
import { askedWaivers, isHeard, type Situation } from './situation.ts';
import type { World } from './world.ts';

/** What people who may write said about a pull request, and where they are answered. */
export interface Hearing {
  thread: Thread;
  /** Accounts that wrote the change or asked for it. */
  own: number[];
  waivers: Waiver[];
  amendments: AmendmentWord[];
}

/** Hears people on a pull request that we did not make, from the moment that its label was put on. */
export async function hearPull(
  world: World,
  turn: Turn,
  { facts, label }: { facts: ProposalFacts; label: string },
): Promise<Hearing> {
  const { repository, pull } = facts;
  const labelled = pull.labelings.findLast(labeling => labeling.label === label);
  const thread = { comments: spokenSince(labelled?.at ?? '', facts.comments), subjectId: pull.nodeId };
  const comments = await turnDown(world, turn, {
    repository,
    thread,
    unanswered: thread.comments.filter(isUnanswered),
  });
  // Bringing a branch up to date writes nothing of the change.
  const commits = facts.commits.filter(({ parents }) => parents.length < 2);
  const own = makersOf({ askedBy: labelled?.actor, proposedBy: pull.author, commits });
  return hearingIn({ ...thread, comments }, own);
}

/** What was said since the label was put on; what was answered before that holds all the same. */
function spokenSince(from: string, comments: readonly CommentFacts[]): CommentFacts[] {
  return comments.filter(({ isOurs, createdAt, id }) => isOurs || createdAt >= from || isGranted(comments, id));
}

const isGranted = (comments: readonly CommentFacts[], id: number) =>
  (['waived', 'amended'] as const).some(kind => grantedIn(comments, { kind, id }) !== undefined);

/** Only what concerns a judgment is for us here; other words may be meant for another bot. */
function isUnanswered(comment: CommentFacts): boolean {
  const parsed = parseComment(comment.body);
  const isForUs = parsed.kind === 'unknown' || (parsed.kind === 'command' && isAboutVerdict(parsed.command));
  return isForUs && isHeard(comment) && comment.reactions.length === 0;
}

function hearingIn(thread: Thread, own: number[]): Hearing {
  const commands = thread.comments.filter(isHeard).flatMap(comment => {
    const parsed = parseComment(comment.body);
    return parsed.kind === 'command' ? [{ comment, command: parsed.command }] : [];
  });
  const amendments = commands.flatMap(({ comment, command }): AmendmentWord[] => {
    if (command.name !== 'amend' || !comment.author) return [];
    const [print] = grantedIn(thread.comments, { kind: 'amended', id: comment.id }) ?? [];
    const { id, login } = comment.author;
    const by = `${login} (id ${id}) on ${comment.createdAt.slice(0, 10)}`;
    const version = print === undefined ? ({ kind: 'now' } as const) : ({ kind: 'told', print } as const);
    return [{ target: command.target, reason: command.reason, by, comment, version }];
  });
  return { thread, own, waivers: askedWaivers({ commands, facts: thread }), amendments };
}

/** What was said and settled in a run, for a judgment outside of it: its words are answered by the run alone. */
export function hearingOfRun(situation: Situation): Hearing {
  const { facts } = situation;
  const amendments = (facts.branch?.commits ?? []).flatMap(({ oid, isOurs, message }) =>
    ((isOurs && parseTrailers(message)?.amends) || []).map(({ target, reason, by }): AmendmentWord => {
      return { target, reason, by: approverName(facts, String(by)), version: { kind: 'commit', oid } };
    }),
  );
  const waivers = askedWaivers(situation).filter(({ granted }) => granted !== undefined);
  return { thread: threadOf(facts), own: [], waivers, amendments };
}

/** The ids of the words that a verdict depends on. */
export function wordsOf({ waivers, amendments }: Hearing): number[] {
  return [...waivers, ...amendments].flatMap(({ comment }) => (comment ? [comment.id] : []));
}

/** Whether nothing that was said waits to be judged. */
export function isSettled({ waivers, amendments }: Hearing): boolean {
  return waivers.every(({ granted }) => granted) && amendments.every(({ version }) => version.kind !== 'now');
}

/** What is said to people, as it is written under the pull request. */
export interface Answers {
  repository: RepositoryFacts;
  reactions: { subjectId: string; content: Answered['reaction'] }[];
  replies: { subjectId: string; body: string }[];
}

/** The answers that do not stand there yet. */
export function answersOf({ thread }: Hearing, answered: readonly Answered[]): Omit<Answers, 'repository'> {
  return {
    reactions: answered
      .filter(({ comment, reaction }) => !comment.reactions.includes(reaction))
      .map(({ comment, reaction }) => ({ subjectId: comment.nodeId, content: reaction })),
    replies: answered.flatMap(({ comment, reply }) => (reply ? replyTo(thread, comment, reply) : [])),
  };
}

/** What is heard once these answers are given. */
export function afterAnswers({ thread, own }: Hearing, answered: readonly Answered[]): Hearing {
  const given = new Map(answered.map(each => [each.comment.id, each]));
  const comments = thread.comments.map(comment => {
    const answer = given.get(comment.id);
    return answer ? { ...comment, reactions: [...comment.reactions, answer.reaction] } : comment;
  });
  const replies = answersOf({ thread, own, waivers: [], amendments: [] }, answered).replies.map(({ body }, index) => ({
    ...ownComment,
    id: -1 - index,
    body,
  }));
  return hearingIn({ ...thread, comments: [...comments, ...replies] }, own);
}

const ownComment = {
  nodeId: '',
  author: undefined,
  isOurs: true,
  createdAt: '',
  wasEdited: false,
  on: 'pull',
  reactions: [],
} as const satisfies Partial<CommentFacts>;
