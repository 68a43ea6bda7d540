import type { FileChange } from '../../src/domain/file-change.ts';
import type { Discount } from './plan.ts';

/** Files by their paths; `null` takes one away. */
export type Files = Readonly<Record<string, string | null>>;

/** One commit of a change. */
export interface Step {
  message: string;
  files: Files;
}

/** A change as a person, or a machine, could hand it in: honest, unless something has to catch it. */
export interface CorpusCase {
  title: string;
  /** On top of the project, before the change begins. */
  base?: Files;
  steps: readonly Step[];
  /** The rule of a finding, or the item of a check, that must say no. Missing: every required check must hold. */
  caughtBy?: string;
}

/** A small project and the changes to it. */
export interface Corpus {
  language: string;
  /** What runs its tests. */
  runner: string;
  /** Name of the project below `test/fixtures/corpus`. */
  project: string;
  /** The feature that all changes are about, and the commits of its plan and of its tests that most of them have. */
  feature: Discount;
  plan: Step;
  red: Step;
  cases: readonly CorpusCase[];
  /** What says no to the changes that are told as runs of Redfirst, beside one that holds: the first change for each. */
  runsCaughtBy: readonly string[];
}

export const step = (message: string, files: Files): Step => ({ message, files });

export const changesOf = (files: Files): FileChange[] =>
  Object.entries(files).map(([path, content]) => ({ path, content }));

/** A text with one passage replaced, which must be there. */
export function changed(text: string, passage: string, replacement: string): string {
  if (!text.includes(passage)) throw new Error(`there is no ${JSON.stringify(passage)} to change`);
  return text.replace(passage, () => replacement);
}
