import type { Outcome } from '../domain/outcome.ts';
import type { StageRow, StatusState } from '../domain/status.ts';
import { issuePrint } from '../stages/edited-issue.ts';
import { begunAnew } from './begun-anew.ts';
import type { Situation } from './situation.ts';
import { askedWaivers, inputsHash, labelling, pending } from './situation.ts';

/** The status comment after an outcome: its row, its stop, and what is put up for approval. */
export function nextStatus(situation: Situation, outcome: Outcome): StatusState {
  const { status, facts } = situation;
  const { stage, row, headline, next, stop, shown, isFinal } = outcome;
  const isAnew = stage === 'plan' && (outcome.commit !== undefined || (shown !== undefined && !status.startedAt));
  const labelledAt = labelling(facts, situation.label)?.at;
  const startedAt = isAnew ? labelledAt : status.startedAt;
  const newest = Math.max(0, ...facts.comments.filter(({ isOurs }) => !isOurs).map(({ id }) => id));
  const isEnd = isFinal && stage !== 'verify';
  // What stands in the way of a run that was set going again does not make it one that never ended.
  const isObstacle = stop?.holds === false;
  const endedAt = isEnd ? (labelledAt ?? '') : isObstacle ? status.endedAt : undefined;
  const shownNow = shownAfter(situation, outcome, newest);
  const why = status.shown && shown !== undefined && whyVoid(status.shown, shownNow);
  const rows = why
    ? voided(status.rows, Object.keys(status.rows), why)
    : voided(status.rows, outcome.voids ?? [], 'the tests were amended');
  const asked = why ? undefined : askedAfter(status.asked, outcome, newest);
  const anew = begunAnew(situation);
  const waivers = stage === 'verify' ? askedWaivers(situation).map(({ comment }) => comment.id) : status.waivers;
  return {
    version: 1,
    headline,
    next,
    rows: row ? { ...rows, [stage]: withPaidCost(row, rows[stage]) } : rows,
    ...(stop && {
      stop: {
        stage,
        reason: stop.reason,
        text: stop.text,
        inputs: stop.holds ? inputsHash(situation) : '',
        issue: (isObstacle && status.stop?.issue) || issuePrint(facts.issue),
        ...(stop.call && { call: stop.call }),
      },
    }),
    ...(shownNow && { shown: shownNow }),
    ...(asked && { asked }),
    ...(Object.keys(anew).length > 0 && { anew }),
    ...(startedAt && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(isObstacle && status.ownHead && { ownHead: status.ownHead }),
    ...((status.acceptsRedAtBase || isRedAccepted(situation)) && { acceptsRedAtBase: true }),
    ...((isFinal && stage === 'verify') || (status.isFinished && !isAnew) ? { isFinished: true } : {}),
    ...((status.insists || isInsisted(situation)) && { insists: true }),
    ...(waivers && waivers.length > 0 && { waivers }),
    folds: foldsOf(status, outcome),
  };
}

/** What is put up for approval, and since which word: a changed plan, or a changed issue, asks for a new one. */
function shownAfter({ status, facts }: Situation, outcome: Outcome, newest: number): StatusState['shown'] {
  const { shown: hash, commit } = outcome;
  if (hash === undefined) return status.shown;
  const print = issuePrint(facts.issue);
  const before = status.shown?.hash === hash ? status.shown : undefined;
  const { plannedOn = print, shownOn = print, after = newest } = before ?? {};
  return { hash, after: shownOn === print ? after : newest, plannedOn: commit ? print : plannedOn, shownOn: print };
}

function whyVoid(before: StatusState['shown'], now: StatusState['shown']): string | undefined {
  if (before?.hash !== now?.hash) return 'the plan has changed';
  return before?.shownOn === now?.shownOn ? undefined : 'the issue has changed';
}

/** When people were asked. What they answered is heard until the stage that asked is done, or begins with other tests. */
function askedAfter(before: StatusState['asked'], outcome: Outcome, newest: number): StatusState['asked'] {
  const { stage, stop, row, voids = [] } = outcome;
  const isAsking = stop?.reason === 'question' || stop?.reason === 'dispute';
  if (isAsking) return { stage, after: [...(before?.stage === stage ? before.after : []), newest] };
  const isOver = before && ((before.stage === stage && row?.state === 'done') || voids.includes(before.stage));
  return isOver ? undefined : before;
}

const isRedAccepted = (situation: Situation): boolean =>
  situation.status.stop?.reason === 'base-red' && pending(situation, 'retry').length > 0;

/** What the outcome folds, and what an earlier one folded for good. */
function foldsOf(status: StatusState, { folds = [] }: Outcome): StatusState['folds'] {
  const kept = status.folds.filter(({ isKept }) => isKept);
  return folds.some(({ isKept }) => isKept) ? folds : [...folds, ...kept];
}

const isInsisted = (situation: Situation): boolean =>
  situation.status.stop?.reason === 'declined' && pending(situation, 'retry').length > 0;

/** What was done for a plan, or for tests, that are no more is to be done again. What it cost stays. */
function voided(rows: StatusState['rows'], stages: readonly string[], why: string): StatusState['rows'] {
  const summary = `to be done again: ${why}`;
  return Object.fromEntries(
    Object.entries(rows).map(([stage, row]) => {
      const { head: _head, unexpected: _unexpected, ...rest } = row;
      return [stage, stages.includes(stage) ? { ...rest, state: 'waiting', summary } : row];
    }),
  );
}

/** A stage that asked nothing this time, since it found its commit on the branch, still cost what was paid for it. */
function withPaidCost(row: StageRow, before: StageRow | undefined): StageRow {
  if (row.tokens || !before?.tokens) return row;
  const { seconds, calls, tokens, usd } = before;
  return {
    ...row,
    tokens,
    ...(seconds !== undefined && { seconds }),
    ...(calls !== undefined && { calls }),
    ...(usd !== undefined && { usd }),
  };
}
