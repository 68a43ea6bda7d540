import { z } from 'zod';
import { stageNames } from './stage.ts';

/** How far one stage is, for the table in the status comment. */
export const StageRow = z.object({
  state: z.enum(['done', 'waiting', 'stopped']),
  summary: z.string(),
  seconds: z.number().optional(),
  calls: z.number().optional(),
  tokens: z.number().optional(),
  /** Of the tokens, those that the model's server had in its cache. */
  cachedTokens: z.number().optional(),
  usd: z.number().optional(),
  /** What the stage met and did not expect, and went on from: a sentence each. */
  unexpected: z.array(z.string()).optional(),
  /** Head of the branch when the stage was done: a row is about that commit. */
  head: z.string().optional(),
});
export type StageRow = z.infer<typeof StageRow>;

/** Why the run waits for a person, and at which facts: changed facts lift the stop by themselves. */
export const Stop = z.object({
  stage: z.enum(stageNames),
  reason: z.string(),
  text: z.string(),
  /** Hash of the facts that led here. */
  inputs: z.string(),
  /** How the issue read then. */
  issue: z.string().optional(),
  /** The call to the model that came to nothing: what was answered to it until now leads nowhere. */
  call: z.string().optional(),
});
export type Stop = z.infer<typeof Stop>;

/** What goes on between two outcomes: a stage is at work, or waits for the model. Times in ISO 8601. */
export const Meanwhile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('working'), stage: z.enum(stageNames), since: z.string() }),
  z.object({
    kind: z.literal('waiting'),
    since: z.string(),
    why: z.string(),
    /** When the model is tried again at the latest. */
    next: z.string(),
  }),
]);
export type Meanwhile = z.infer<typeof Meanwhile>;

/**
 * What the living status comment remembers, as JSON in a hidden marker of the comment itself. It tells people and
 * avoids repeating a stop; no gate trusts it, since anybody with write access can edit a comment.
 */
export const StatusState = z.object({
  version: z.literal(1),
  headline: z.string(),
  next: z.string(),
  rows: z.partialRecord(z.enum(stageNames), StageRow),
  stop: Stop.optional(),
  /** Until the next outcome. */
  meanwhile: Meanwhile.optional(),
  /**
   * The spec put up for approval, and the newest comment at that moment: only later commands approve it. With it, how the
   * issue read when the plan was written and when it was shown.
   */
  shown: z
    .object({ hash: z.string(), after: z.number(), plannedOn: z.string().optional(), shownOn: z.string().optional() })
    .optional(),
  /** The newest comment each time that a stage asked people: what was said before is no answer. */
  asked: z.object({ stage: z.enum(stageNames), after: z.array(z.number()) }).optional(),
  /** The `/retry` after which a call to the model began anew, for each that did. */
  anew: z.record(z.string(), z.number()).optional(),
  /** When the label was put on that this run began with: the same label does not bring a deleted branch back. */
  startedAt: z.string().optional(),
  /** When the label was put on whose run people ended: put on again, it goes on from what is there. */
  endedAt: z.string().optional(),
  /** Our newest commit on the branch: where it is gone, somebody pushed by force. */
  ownHead: z.string().optional(),
  /** Every stage was done once: from here on pushes are judged, with or without the label. */
  isFinished: z.boolean().optional(),
  /** A person said `/retry` to a suite that was red before the first test: it is not asked again. */
  acceptsRedAtBase: z.boolean().optional(),
  /** A person said `/retry` to an issue that was declined: whether it is a feature is not asked again. */
  insists: z.boolean().optional(),
  /** Comments whose waivers the last verification knew of. */
  waivers: z.array(z.number()).optional(),
  /** Sections folded below the table: a title and its Markdown. */
  folds: z.array(z.object({ title: z.string(), body: z.string(), isKept: z.boolean().optional() })),
});
export type StatusState = z.infer<typeof StatusState>;

/** Before the first stage. */
export const emptyStatus: StatusState = { version: 1, headline: '', next: '', rows: {}, folds: [] };

/** Begins the hidden marker by which the status comment is found among the comments of this App. */
export const statusMarker = '<!-- redfirst:status ';
