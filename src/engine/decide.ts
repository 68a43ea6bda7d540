import type { CommentFacts } from '../domain/facts.ts';
import { checkNames } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { StageName } from '../domain/stage.ts';
import type { StatusState } from '../domain/status.ts';
import { isEditUnseen, isIssueEdited } from '../stages/edited-issue.ts';
import { isShownRed } from '../stages/frozen-tests.ts';
import type { Situation, SpokenCommand } from './situation.ts';
import {
  areWaiversJudged,
  askedRevisions,
  currentRed,
  inputsHash,
  isLabelled,
  isOver,
  isTold,
  labelling,
  lastCommitOf,
  pending,
} from './situation.ts';

/** The one next thing to do for a feature. */
export type Decision =
  | { kind: 'run'; stage: StageName; trigger: CommentFacts | undefined }
  | { kind: 'answer'; spoken: SpokenCommand }
  | { kind: 'wait'; for: 'approval' | 'implement' | 'person' }
  | { kind: 'finish' };

export type EndReason = 'unlabelled' | 'closed' | 'pull-closed' | 'merged' | 'cancelled' | 'branch-gone';

/**
 * What comes next is a function of what GitHub shows now, so that lost, late, doubled or reordered deliveries cannot
 * hurt: what people asked first, then a stop, then the first stage that is not done. A step of a plan that people wrote
 * waits for no further word.
 */
export function decide(situation: Situation, settings: Settings): Decision {
  const [spoken] = pending(situation, 'help', 'status').concat(
    misdirectedApprovals(situation),
    emptyRevisions(situation),
    untimely(situation),
  );
  if (spoken) return { kind: 'answer', spoken };
  if (situation.status.stop?.inputs === inputsHash(situation, situation.heldOn)) return { kind: 'wait', for: 'person' };
  const next = beforeRed(situation, settings) ?? beforeGreen(situation, settings) ?? afterGreen(situation, settings);
  const [idle] = next.kind === 'wait' ? pending(situation, 'retry') : [];
  return idle ? { kind: 'answer', spoken: idle } : next;
}

/** Why a run is over, by what people did; nothing while it goes on. */
export function endOf(situation: Situation): EndReason | undefined {
  const { facts, label, status } = situation;
  if (!facts.issue.isOpen) return facts.pull?.isMerged ? 'merged' : 'closed';
  if (facts.pull?.isMerged) return 'merged';
  const isPutBack = status.endedAt !== undefined && !isOver(situation);
  if (facts.pull && !facts.pull.isOpen && !isPutBack) return 'pull-closed';
  if (!facts.branch && status.startedAt && status.startedAt === labelling(facts, label)?.at) return 'branch-gone';
  if (pending(situation, 'cancel').length > 0) return 'cancelled';
  const goesOn = isLabelled(facts, label) || status.isFinished;
  return goesOn ? undefined : 'unlabelled';
}

/** `/approve <hash>` for a plan that is not the one shown. */
function misdirectedApprovals(situation: Situation): SpokenCommand[] {
  return pending(situation, 'approve').filter(
    ({ command }) =>
      command.name === 'approve' && command.hash && !situation.spec?.hash.startsWith(command.hash.toLowerCase()),
  );
}

/** `/revise` alone, of an issue that reads as it did when the plan was written. */
function emptyRevisions(situation: Situation): SpokenCommand[] {
  if (isIssueEdited(situation)) return [];
  return pending(situation, 'revise').filter(({ command }) => command.name === 'revise' && command.feedback === '');
}

/** What cannot be done yet: nothing is frozen before red, and nothing found before green. */
function untimely(situation: Situation): SpokenCommand[] {
  const red = currentRed(situation);
  if (!red) return pending(situation, 'amend', 'waive');
  return isGreenSince(situation, red.index) ? [] : pending(situation, 'waive');
}

const run = (stage: StageName, trigger?: CommentFacts): Decision => ({ kind: 'run', stage, trigger });

function beforeRed(situation: Situation, settings: Settings): Decision | undefined {
  const { facts, spec, status } = situation;
  const revision = askedRevisions(situation).at(-1);
  if (lastCommitOf(facts, 'plan') < 0 || !spec) return run('plan', revision?.comment);
  if (revision) return run('plan', revision.comment);
  if (currentRed(situation)) return undefined;
  if (status.shown?.hash !== spec.hash || isEditUnseen(situation)) return run('plan');
  const approval = approvalOf(situation);
  if (approval) return run('red', approval);
  const needsNoWord = settings.approval === 'auto' || settings.course === 'step';
  if (needsNoWord && !isIssueEdited(situation)) return run('red');
  return isStanding(status) ? { kind: 'wait', for: 'approval' } : run('plan');
}

/** The status comment says where the run stands, not that it stopped or ended: else it is told anew before waiting. */
const isStanding = ({ stop, endedAt }: StatusState): boolean => !stop && endedAt === undefined;

/** The newest word that accepts the plan that is shown: only what was said after it was shown counts. */
function approvalOf({ commands, status }: Situation): CommentFacts | undefined {
  const after = status.shown?.after ?? Number.POSITIVE_INFINITY;
  return commands.findLast(
    ({ comment, command }) => comment.id > after && ['approve', 'implement'].includes(command.name),
  )?.comment;
}

function beforeGreen(situation: Situation, settings: Settings): Decision | undefined {
  const { facts, commands, status } = situation;
  const red = currentRed(situation);
  if (!red) return undefined;
  const isShown = facts.pull?.isOpen && isShownRed(facts, red.commit.oid) && isTold(status.rows.red);
  if (isShown && (pending(situation, 'amend').length > 0 || isToRenew(situation))) return run('red');
  if (isGreenSince(situation, red.index)) return undefined;
  if (!isShown) return run('red');
  if (!checked(situation, facts.branch?.oid, ['redfirst/red'])) return run('red');
  const after = status.shown?.after ?? 0;
  const asked = commands.findLast(({ comment, command }) => command.name === 'implement' && comment.id > after);
  if (asked || settings.course === 'step') return run('green', asked?.comment);
  return isStanding(status) ? { kind: 'wait', for: 'implement' } : run('red');
}

function afterGreen(situation: Situation, settings: Settings): Decision {
  const { facts, status } = situation;
  if (!isDoneSinceGreen(situation, 'refactor')) return run('refactor');
  if (settings.hammer && !isDoneAtCode(situation, 'hammer')) return run('hammer');
  if (!isDoneSinceGreen(situation, 'document')) return run('document');
  const head = facts.branch?.oid;
  const isJudged = checked(situation, head, checkNames);
  const holds = facts.checks.every(({ headOid, conclusion }) => headOid !== head || conclusion === 'success');
  const isReady = holds && facts.pull?.isOpen && !facts.pull.isDraft;
  return isJudged && isReady && isTold(status.rows.verify) && areWaiversJudged(situation)
    ? { kind: 'finish' }
    : run('verify');
}

/** The held-out tests cannot be read any more, and a person said to write new ones. */
function isToRenew(situation: Situation): boolean {
  return situation.status.stop?.reason === 'held-out-lost' && pending(situation, 'retry').length > 0;
}

/** Code was committed for the tests as they are, or the code that was there turned out to do for amended ones. */
function isGreenSince({ facts, status }: Situation, red: number): boolean {
  const { green } = status.rows;
  const at = facts.branch?.commits.findIndex(({ oid }) => oid === green?.head) ?? -1;
  return lastCommitOf(facts, 'green') > red || (green?.state === 'done' && at >= red);
}

/** Whether all these checks of ours stand on a commit, whatever they concluded. */
function checked({ facts }: Situation, oid: string | undefined, names: readonly string[]): boolean {
  return names.every(name => facts.checks.some(check => check.name === name && check.headOid === oid));
}

/** Done once after the code turned green; what people push later is judged, not rewritten. */
function isDoneSinceGreen({ facts, status }: Situation, stage: 'refactor' | 'document'): boolean {
  const green = lastCommitOf(facts, 'green');
  if (lastCommitOf(facts, stage) > green) return true;
  const row = status.rows[stage];
  const at = facts.branch?.commits.findIndex(({ oid }) => oid === row?.head) ?? -1;
  return row?.state === 'done' && at >= green;
}

/** Done on the code as it is: a commit that only documents does not undo it. */
function isDoneAtCode({ facts, status }: Situation, stage: 'hammer'): boolean {
  const row = status.rows[stage];
  const commits = facts.branch?.commits ?? [];
  const at = commits.findIndex(({ oid }) => oid === row?.head);
  return (
    row?.state === 'done' &&
    at >= 0 &&
    commits.slice(at + 1).every((_, offset) => {
      const index = at + 1 + offset;
      return index === lastCommitOf(facts, 'document') || index === lastCommitOf(facts, 'verify');
    })
  );
}
