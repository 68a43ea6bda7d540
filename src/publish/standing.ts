import { stageTitles } from '../domain/stage.ts';
import type { Meanwhile, StatusState } from '../domain/status.ts';

/** Where a run stands, in Markdown: a headline, why it is so, and what a person can do. */
export interface Standing {
  headline: string;
  why: string;
  next: string;
}

/** What is said first of a run. While something goes on, what was waited for before is of no use to anybody. */
export function standingOf({ meanwhile, headline, next, stop }: StatusState): Standing {
  return meanwhile ? goingOn(meanwhile) : { headline, why: stop?.text ?? '', next };
}

function goingOn(meanwhile: Meanwhile): Standing {
  if (meanwhile.kind === 'working')
    return {
      headline: `Redfirst is at work: ${stageTitles[meanwhile.stage]}`,
      why: `It began at ${minuteOf(Date.parse(meanwhile.since))}.`,
      next: 'nothing has to be done. `/cancel` ends it.',
    };
  return {
    headline: 'Redfirst waits for the model',
    why: whyWaiting(meanwhile),
    next: 'nothing has to be done. `/retry` tries at once.',
  };
}

function whyWaiting({ why, since, next }: Meanwhile & { kind: 'waiting' }): string {
  const now = `It has been so since ${minuteOf(Date.parse(since))}.`;
  const later = `The model is tried again by ${minuteOf(Date.parse(next) + 59_999)}, and after that with longer pauses; this comment says when it is back, or when nobody tries any more.`;
  return `${why}\n\n${now} ${later} What was done so far is kept.`;
}

/** `2026-03-01 12:00 UTC`, for people in every time zone. */
const minuteOf = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
