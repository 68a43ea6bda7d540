import type { Away, StatusState } from '../domain/status.ts';

/** Where a run stands, in Markdown: a headline, why it is so, and what a person can do. */
export interface Standing {
  headline: string;
  why: string;
  next: string;
}

/** What is said first of a run. While it waits for the model, what it waited for before is of no use to anybody. */
export function standingOf({ away, headline, next, stop }: StatusState): Standing {
  if (!away) return { headline, why: stop?.text ?? '', next };
  if (away.isOver) return { headline: 'Redfirst is at work again', why: '', next: '' };
  return {
    headline: 'Redfirst waits for the model',
    why: whyAway(away),
    next: 'nothing has to be done. `/retry` tries at once.',
  };
}

function whyAway({ why, since, next }: Away): string {
  const now = `It has been so since ${minuteOf(Date.parse(since))}.`;
  const later = `The model is tried again by ${minuteOf(Date.parse(next) + 59_999)}, and after that with longer pauses; this comment says when it is back, or when nobody tries any more.`;
  return `${why}\n\n${now} ${later} What was done so far is kept.`;
}

/** `2026-03-01 12:00 UTC`, for people in every time zone. */
const minuteOf = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
