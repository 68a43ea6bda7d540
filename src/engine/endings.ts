import type { Facts } from '../domain/facts.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { EndReason } from './decide.ts';

const headlines: Record<EndReason, string> = {
  unlabelled: 'Cancelled: the label was removed',
  closed: 'Cancelled: the issue was closed',
  'pull-closed': 'Cancelled: the pull request was closed',
  merged: 'Merged',
  cancelled: 'Cancelled',
  'branch-gone': 'Over: the branch was deleted',
};

const nexts: Partial<Record<EndReason, string>> = {
  merged: '',
  closed: 'open it again and put the label back to go on from here.',
  'branch-gone': 'put the label on again to start anew.',
};

/** How a run that people ended is shown. The branch stays as it is; the label comes off, so that it can start again. */
export function endingOf(reason: EndReason): Outcome {
  const next = nexts[reason] ?? 'put the label back to go on from here.';
  return { stage: 'plan', headline: headlines[reason], next, isFinal: true };
}

/** All required checks hold on the head, and the pull request is ready: the rest is for people. */
export function finished({ pull }: Facts): Outcome {
  return {
    stage: 'verify',
    headline: 'Done: every required check holds',
    next: `review pull request #${pull?.number}.`,
    isFinal: true,
  };
}
