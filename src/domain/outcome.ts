import type { Amendment } from './amendment.ts';
import type { CommentFacts, Reaction } from './facts.ts';
import type { FileChange } from './file-change.ts';
import type { Finding } from './finding.ts';
import type { ChecklistItem } from './settings.ts';
import type { StageName } from './stage.ts';
import type { StageRow } from './status.ts';
import type { RunEvidence } from './test-report.ts';

/** A commit that a stage proposes. The writer of commits adds the trailers and the compare-and-swap. */
export interface CommitDraft {
  headline: string;
  body: string;
  /** Merging it closes the issue. */
  closes?: true;
  changes: FileChange[];
  spec?: string;
  approvedBy?: string;
  comment?: string;
  amends?: Amendment[];
  heldOut?: string;
}

/** What a command came to: a reaction, and words where a reaction does not say enough. */
export interface Answered {
  comment: CommentFacts;
  reaction: Reaction;
  reply?: string;
}

/** The check runs we own. Grouped: one run each, a row per item inside. */
export const checkNames = ['redfirst/spec', 'redfirst/red', 'redfirst/green', 'redfirst/checklist'] as const;
export type CheckName = (typeof checkNames)[number];

/** One item of a check with what was measured. `advisory` is a finding that the configuration does not enforce. */
export interface EvidenceRow {
  item: string;
  result: 'pass' | 'fail' | 'advisory' | 'not-applicable';
  evidence: string;
  /** The word by which a person may waive what failed here. */
  waivable?: string;
  /** It was so before the change already, or could not be looked at: people are told, since nobody looked for it. */
  isUnexpected?: true;
}

/** A gate's judgment with its evidence. It fails when a row fails; it is never neutral or skipped. */
export interface Check {
  name: CheckName;
  title: string;
  rows: EvidenceRow[];
  findings: Finding[];
  /** The commands that were run for it. */
  runs: RunEvidence[];
  /** Hashes, versions and names that make the verdict reproducible. */
  facts: Record<string, string>;
  /** Words without a space that stand in `external_id` alone: how the check is found again. */
  ids?: Record<string, string>;
  /** What the App keeps for itself: sealed, so that nobody else can read it. */
  sealed?: string;
}

/** A check run as GitHub shall show it on a commit. */
export interface CheckDraft {
  name: CheckName;
  conclusion: 'success' | 'failure';
  title: string;
  /** Markdown. */
  summary: string;
  annotations: Finding[];
  /** What is kept with it, below the summary. */
  text?: string;
  /** Hash of the evidence: the same verdict on the same commit is not written twice. */
  externalId: string;
}

/** What the pull request shall say; the words around it come from the repository's own template. */
export interface PullContent {
  title: string;
  isReady: boolean;
  description: string;
  /** What was tested, and where to begin reading: for the headings of a template that ask for it. */
  tested: string;
  notes: string;
  sections: { title: string; body: string; isFolded?: boolean }[];
  /** Items of the checklist that evidence supports: only their boxes are ticked. */
  supported: ChecklistItem[];
  /** Commands of the ladder that passed: a box that names a tool speaks of that tool. */
  passed: string[];
}

/** The pull request as GitHub shall show it. */
export interface PullDraft {
  title: string;
  body: string;
  isReady: boolean;
}

/** What a stage wants GitHub to show. Stages return it; only `publish/` performs it. */
export interface Outcome {
  stage: StageName;
  /** Missing where the run could not come as far as a stage. */
  row?: StageRow;
  headline: string;
  /** What the person can do now, in one or two sentences. */
  next: string;
  commit?: CommitDraft;
  /** On the new commit if there is one, else on the head the stage worked from. */
  checks?: Check[];
  pull?: PullContent;
  /** Folded below the table until the next outcome; what `isKept` stays for good. */
  folds?: { title: string; body: string; isKept?: true }[];
  /** SHA-256 of the spec that is shown for approval. */
  shown?: string;
  /**
   * The run cannot go on without a person. `reason` is a stable word, `text` says what was tried and what to do. One
   * that `holds` is not looked at again before something changed on GitHub. `call` names what the model was asked where
   * its answers led nowhere: after `/retry` it is asked anew, and nothing else is.
   */
  stop?: { reason: string; text: string; holds: boolean; call?: string };
  /** Stages whose rows say what is true no more. */
  voids?: StageName[];
  /** Commands that the stage itself took up or refused. */
  answered?: Answered[];
  /** The run is over: the label comes off. */
  isFinal?: boolean;
}
