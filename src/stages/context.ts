import type { Actor } from '../domain/actor.ts';
import type { Amendment } from '../domain/amendment.ts';
import type { CommentFacts, Facts } from '../domain/facts.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { Spec } from '../domain/spec.ts';
import type { StatusState } from '../domain/status.ts';
import type { CoverageNotes } from '../ports/coverage-notes.ts';
import type { Model } from '../ports/model.ts';
import type { Clone } from '../ports/repositories.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { Seal } from '../ports/seal.ts';
import type { Prompts } from '../writer/prompt.ts';
import type { RunMemory } from './run-memory.ts';
import type { WaiverLaw } from './waivers.ts';

/** What judging commits needs, through whichever door they came. */
export interface Judging {
  settings: Settings;
  /** What the tests are judged against: the plan on the branch, read. */
  plan: Spec;
  clone: Clone;
  /** What was run since work began; it outlives no turn. */
  runs: RunMemory;
  sandbox: Sandbox;
  /** Of Redfirst, for the evidence. */
  version: string;
  /** What people let stand, where people can be heard. */
  waiving?: WaiverLaw;
  /** What is remembered of coverage, where there is a store. */
  coverageNotes?: CoverageNotes;
  signal: AbortSignal;
}

/** An amendment that waits to be judged, with the comment that asks for it. */
export type AskedAmendment = Omit<Amendment, 'comment'> & { comment: CommentFacts };

/** What a stage is given. It has no way to write to GitHub: it returns an {@link Outcome}. */
export interface StageContext extends Judging {
  facts: Facts;
  /** The plan on the branch by its exact bytes; nothing before there is one. */
  spec: { path: string; text: string; hash: string } | undefined;
  status: StatusState;
  /** Whose word set this stage going: the comment, or the label. */
  trigger: CommentFacts | undefined;
  labelledBy: Actor;
  /** A person said `/retry` to what stopped the run before. */
  isRetry: boolean;
  /** What people asked to thaw. */
  amendments: readonly AskedAmendment[];
  /** What people asked to have changed in the plan. */
  revisions: readonly CommentFacts[];
  /** Comments by people who may write that are not commands: answers to questions. */
  talk: readonly CommentFacts[];
  model: Model;
  seal: Seal;
  /** What was sealed for a red commit whose check was not written any more. */
  recallSealed(hash: string): Promise<string | undefined>;
  prompts: Prompts;
}

export type Stage = (context: StageContext) => Promise<Outcome>;
