import type { Course, StageName } from '../domain/stage.ts';
import type { GitHubReader, GitHubWriter } from '../ports/github.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import type { Model } from '../ports/model.ts';
import type { Journal } from '../ports/queue.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { Seal } from '../ports/seal.ts';
import type { Stage } from '../stages/context.ts';
import type { Prompts } from '../writer/prompt.ts';
import type { Limits } from './budget.ts';
import type { Asker } from './journaled-model.ts';
import type { Meter } from './metered-model.ts';

/** When people are told of work under way, in milliseconds: since the turn began, and since they were told last. */
export interface Pace {
  first: number;
  every: number;
}

/** Everything outside that a turn works with, made once by the wiring. */
export interface World {
  reader: GitHubReader;
  writer: GitHubWriter;
  repositories: Repositories;
  sandbox: Sandbox;
  /** Whether a model is configured at all; without one Redfirst is the referee alone. */
  hasModel: boolean;
  /** The model as one stage of a feature uses it: metered, and its answers journaled. */
  modelFor(use: Asker & { meter: Meter }): Model;
  /** What would be lost with a process: a cache, never asked what to do. */
  journal: Journal;
  /** What work has cost. */
  ledger: Ledger;
  /** What the operator lets it cost on one day. */
  limits: Limits;
  /** What is kept from implementers is kept with this. */
  seal: Seal;
  prompts: Prompts;
  pipelines: Record<Course, Record<StageName, Stage>>;
  pace: Pace;
  log: Log;
  /** Of Redfirst, for the evidence. */
  version: string;
}
