import { createHash } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { Command, CommandName } from '../domain/command.ts';
import type { CommentFacts, CommitFacts, Facts } from '../domain/facts.ts';
import type { StageName } from '../domain/stage.ts';
import type { StageRow, StatusState } from '../domain/status.ts';
import { parseTrailers } from '../domain/trailer.ts';
import type { AskedAmendment } from '../stages/context.ts';
import { issuePrint } from '../stages/edited-issue.ts';
import { grantedIn, type Waiver } from '../stages/waivers.ts';

/** A command of a person, as it stands in a comment. */
export interface SpokenCommand {
  comment: CommentFacts;
  command: Command;
}

/** The facts of a feature as a decision looks at them. */
export interface Situation {
  facts: Facts;
  label: string;
  status: StatusState;
  /** The plan on the branch, by its exact bytes. */
  spec: { path: string; text: string; hash: string } | undefined;
  /** Commands since the label was put on, by people who may write, oldest first; refused ones are left out. */
  commands: SpokenCommand[];
  /** What people who may write said since then that is not a command. */
  talk: CommentFacts[];
  /** How the issue read when the run stopped, where nobody who may set it going again has edited it last. */
  heldOn?: string;
}

/** Who put the label on last, and when. */
export function labelling({ issue }: Facts, label: string): { actor: Actor; at: string } | undefined {
  return issue.labelings.findLast(labeling => labeling.label === label);
}

export const isLabelled = ({ issue }: Facts, label: string): boolean => issue.labels.some(({ name }) => name === label);

/** People ended the run, and nobody has put the label on again since. */
export function isOver({ facts, label, status }: Situation): boolean {
  const { endedAt } = status;
  return endedAt !== undefined && !(isLabelled(facts, label) && labelling(facts, label)?.at !== endedAt);
}

const refusals = ['THUMBS_DOWN', 'CONFUSED'];

/** Whether a comment may be read as a command at all: a person's, not ours, not edited, not refused before. */
export function isHeard(comment: CommentFacts): boolean {
  const refused = comment.reactions.some(reaction => refusals.includes(reaction));
  return !comment.isOurs && !comment.wasEdited && !refused && comment.author?.kind === 'user';
}

/** A command that nothing has answered yet: no reaction of ours, no commit that names it. */
export function isPending({ comment }: SpokenCommand, facts: Facts): boolean {
  const named = facts.branch?.commits.some(commit => {
    const trailers = trailersOf(commit);
    return trailers?.comment === String(comment.id) || trailers?.amends?.some(({ comment: id }) => id === comment.id);
  });
  return !named && comment.reactions.every(reaction => reaction === 'EYES');
}

/** Commands of these names that wait for an answer. */
export function pending(situation: Situation, ...names: CommandName[]): SpokenCommand[] {
  return situation.commands.filter(spoken => names.includes(spoken.command.name) && isPending(spoken, situation.facts));
}

/**
 * What a plan is to be changed in, oldest first: one that nothing has settled yet takes along what was said before it. The
 * commit that comes of them names the newest.
 */
export function askedRevisions(situation: Situation): SpokenCommand[] {
  const newest = situation.commands.findLast(({ command }) => command.name === 'revise');
  return newest && isPending(newest, situation.facts) ? pending(situation, 'revise') : [];
}

/** What people asked to thaw and nothing has settled yet. */
export function askedAmendments(situation: Situation): AskedAmendment[] {
  return pending(situation, 'amend').flatMap(({ comment, command }) =>
    command.name === 'amend' && comment.author
      ? [{ comment, by: comment.author.id, target: command.target, reason: command.reason }]
      : [],
  );
}

/** A thread, of which only the comments are read. */
interface Said {
  facts: Pick<Facts, 'comments'>;
}

/** What people let stand, with what our own answer says that it holds for. */
export function askedWaivers({ commands, facts }: Pick<Situation, 'commands'> & Said): Waiver[] {
  return commands.flatMap(({ comment, command }) =>
    command.name === 'waive' && comment.author
      ? [
          {
            ...command,
            comment,
            by: comment.author,
            granted: grantedIn(facts.comments, { kind: 'waived', id: comment.id }),
          },
        ]
      : [],
  );
}

/** Whether the waivers are those that the last verification knew of: one that was taken back is judged like a new one. */
export function areWaiversJudged(situation: Situation): boolean {
  const known = new Set(situation.status.waivers);
  const ids = askedWaivers(situation).map(({ comment }) => comment.id);
  return ids.length === known.size && ids.every(id => known.has(id));
}

/** Trailers count only on commits that this App made and GitHub signed. */
export function trailersOf(commit: CommitFacts) {
  return commit.isOurs ? parseTrailers(commit.message) : undefined;
}

/** Whether the status comment says what came of a stage: a process can die when half of an outcome is shown. */
export function isTold(row: StageRow | undefined): boolean {
  return row !== undefined && row.state !== 'waiting';
}

/** Index of the last commit of a stage on the branch, or -1. */
export function lastCommitOf(facts: Facts, stage: StageName): number {
  return facts.branch?.commits.findLastIndex(commit => trailersOf(commit)?.stage === stage) ?? -1;
}

/** The red commit of the plan as it is now: an older plan's tests prove nothing about this one. */
export function currentRed({ facts, spec }: Situation): { index: number; commit: CommitFacts } | undefined {
  const commits = facts.branch?.commits ?? [];
  const index = lastCommitOf(facts, 'red');
  const commit = commits[index];
  return commit && trailersOf(commit)?.spec === spec?.hash ? { index, commit } : undefined;
}

/** Commands that ask for words and change nothing. */
const asides: readonly CommandName[] = ['help', 'status'];

/** Hash of all that a person can change to set a stopped run going again, with how the issue reads for them. */
export function inputsHash({ facts, commands, talk }: Situation, print = issuePrint(facts.issue)): string {
  const spoken = commands.filter(({ command }) => !asides.includes(command.name));
  const inputs = [
    facts.branch?.oid,
    facts.config,
    facts.repository.defaultBranch,
    print,
    [...spoken.map(({ comment }) => comment), ...talk].map(({ id }) => id),
  ];
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
}
