import type { StepRef } from './step.ts';

/** An acceptance criterion: `AC-1` and the sentence behind it. Tests name criteria by id. */
export interface Criterion {
  id: string;
  text: string;
}

/** A path the plan names, with the reason it gives. */
export interface PlannedFile {
  path: string;
  reason: string;
}

/** A symbol that the plan says will be created, and why it is not what looks like it. */
export interface PlannedSymbol {
  /** With its type in front: `Shelf.favour`. */
  name: string;
  parameters: string[];
  path: string;
  reason: string;
}

/** What the referee and the later stages need of `specs/<feature>.md`, read from its Markdown. */
export interface Spec {
  title: string;
  objective: string;
  relevantFiles: PlannedFile[];
  newFiles: PlannedFile[];
  creates: PlannedSymbol[];
  criteria: Criterion[];
  /** Shell commands of the Validation Commands section, in order. */
  validationCommands: string[];
  /** The bullets of Notes: what was decided where the issue left something open, new dependencies, whatever else helps. */
  notes: string[];
  /** Every inline code span of the spec: a symbol is declared when it stands in one. */
  codeSpans: string[];
  /** Which step of which plan it carries out, on the course of a plan that people wrote. */
  step?: StepRef;
}
