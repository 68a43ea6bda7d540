import type { FileChange } from './file-change.ts';
import type { Finding } from './finding.ts';
import type { StageName } from './stage.ts';
import type { StageRow } from './status.ts';

/** A commit that a stage proposes. The writer of commits adds the trailers and the compare-and-swap. */
export interface CommitDraft {
  headline: string;
  body: string;
  changes: FileChange[];
  spec?: string;
  approvedBy?: string;
  comment?: string;
}

/** The check runs we own. Grouped: one run each, a row per item inside. */
export const checkNames = ['redfirst/spec', 'redfirst/red', 'redfirst/green', 'redfirst/checklist'] as const;
export type CheckName = (typeof checkNames)[number];

/** A check run as it should be on a commit. A gate is success or failure, never neutral or skipped. */
export interface CheckDraft {
  name: CheckName;
  conclusion: 'success' | 'failure';
  title: string;
  /** Markdown: one row per item with its evidence. */
  summary: string;
  annotations: Finding[];
  /** Hash of the evidence: the same verdict on the same commit is not written twice. */
  externalId: string;
}

/** The pull request as it should be. */
export interface PullDraft {
  title: string;
  body: string;
  isReady: boolean;
}

/** What a stage wants GitHub to show. Stages return it; only `publish/` performs it. */
export interface Outcome {
  stage: StageName;
  row: StageRow;
  headline: string;
  commit?: CommitDraft;
  /** On the new commit if there is one, else on the head the stage worked from. */
  checks?: CheckDraft[];
  pull?: PullDraft;
  folds?: { title: string; body: string }[];
  /** The run cannot go on without a person. `reason` is a stable word, `text` says what was tried and what to do. */
  stop?: { reason: string; text: string };
  /** The run is over: the label comes off. */
  isFinal?: boolean;
}
