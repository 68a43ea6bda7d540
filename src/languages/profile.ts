import type { CoverageFormat, LanguageName, Rung, Settings, TestSettings } from '../domain/settings.ts';

/** What the repository itself says of how it is set up, tested and checked: defaults below its own configuration. */
export interface DetectedProfile {
  language: LanguageName;
  setup: Settings['setup'];
  tests: TestSettings;
  ladder: Rung[];
  coverage: { run: string; format: CoverageFormat; file: string } | undefined;
  /** A mutator of the repository's own. */
  mutator?: 'stryker';
  relevantFiles: string[];
  addDependency: string;
  protected: string[];
  /** Files that the facts come from, for the words shown to people. */
  evidence: string[];
}

/** The answer to "what is this repository?"; `looked` names what would have told. */
export type Detection =
  | { kind: 'detected'; profile: DetectedProfile }
  | { kind: 'unknown'; looked: string[]; why: string };
