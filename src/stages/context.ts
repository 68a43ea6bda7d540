import type { Actor } from '../domain/actor.ts';
import type { CommentFacts, Facts } from '../domain/facts.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RedProof } from '../domain/red.ts';
import type { Settings } from '../domain/settings.ts';
import type { StatusState } from '../domain/status.ts';
import type { Model } from '../ports/model.ts';
import type { Clone } from '../ports/repositories.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { Prompts } from './prompt.ts';

/** What a stage is given. It has no way to write to GitHub: it returns an {@link Outcome}. */
export interface StageContext {
  facts: Facts;
  settings: Settings;
  status: StatusState;
  /** The plan as it stands on the branch. */
  spec: { path: string; text: string; hash: string } | undefined;
  /** Whose word set this stage going: the comment, or the label. */
  trigger: CommentFacts | undefined;
  labelledBy: Actor;
  /** A person said `/retry` to what stopped the run before. */
  isRetry: boolean;
  /** Comments by people who may write that are not commands: answers to questions. */
  talk: readonly CommentFacts[];
  clone: Clone;
  /** Proofs of red that this turn has already seen, by the red commit. They end with the turn. */
  proofs: Map<string, RedProof>;
  sandbox: Sandbox;
  model: Model;
  prompts: Prompts;
  signal: AbortSignal;
}

export type Stage = (context: StageContext) => Promise<Outcome>;
