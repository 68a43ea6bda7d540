import type { Course } from './stage.ts';

/** How a runner's results are read. JUnit where it keeps every fact; the runner's own JSON where JUnit loses some. */
export const reportFormats = [
  'junit-pytest',
  'junit-node',
  'junit-surefire',
  'jest-json',
  'mocha-json',
  'go-json',
  'cargo-text',
] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** How a repository's tests are run; `run` writes its report to `$REDFIRST_OUT/<reportFile>`. */
export interface TestSettings {
  /** As a person types it: `python3 -m pytest`, `npm test`. Stands in plans and reports. */
  command: string;
  /** As Redfirst runs it, with the report's options. */
  run: string;
  report: ReportFormat;
  reportFile: string;
  /** Globs of files that are tests. */
  paths: string[];
  /** Globs of files that decide what tests mean: fixtures, snapshots, runner and coverage config, package scripts. */
  harness: string[];
  environment: Record<string, string>;
  /** Seconds that one run of the suite may take. */
  timeout: number;
}

/** Formats in which coverage of lines is read. */
export const coverageFormats = ['lcov', 'cobertura', 'clover', 'coverage-json', 'go-cover', 'jacoco'] as const;
export type CoverageFormat = (typeof coverageFormats)[number];

/** How coverage of lines is measured: `run` writes it to `$REDFIRST_OUT/<file>`. */
export interface CoverageSettings {
  run: string;
  format: CoverageFormat;
  file: string;
  /** Percentage of the added lines that must be covered. */
  newLines: number;
  /** It is measured before a plan too, where it is not known. */
  beforePlan: boolean;
}

export type LadderItem = 'lint' | 'format' | 'types' | 'other';

/** One rung of the verification ladder. */
export interface Rung {
  name: string;
  run: string;
  item: LadderItem;
}

/** The verification checklist of seed 001, then what seed 004 adds. */
export const checklistItems = [
  'type-hints',
  'docstrings',
  'tests-pass',
  'coverage',
  'no-hardcoded-values',
  'no-todo',
  'lint',
  'types',
  'docs',
  'no-secrets',
  'import-order',
  'async-io',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];
export type Enforcement = 'required' | 'advisory' | 'off';

/** Kinds of change that ask for a document of their own. */
export const changeKinds = ['user-facing', 'build', 'pattern', 'progress', 'decision'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A kind of change and the documents of which one answers it. */
export interface DocumentRule {
  change: ChangeKind;
  documents: string[];
  /** The repository says so itself: the documents are asked for even where they do not exist yet. */
  isConfigured: boolean;
}

/** A load test: what it says of its items, and how many times as long as on the base it may take. */
export interface LoadSettings {
  run: string;
  /** A line with `{sent}` and `{received}` in it that must be there; nothing where the command need not say any. */
  items: string | undefined;
  slower: number;
  time: Enforcement;
}

/**
 * Who may waive a finding: anyone with write access, anyone but who asked for the feature or opened its pull request, or
 * nobody.
 */
export type WaiverBy = 'anyone' | 'another' | 'nobody';

export type LanguageName = 'python' | 'typescript' | 'javascript' | 'go' | 'rust' | 'java';

/** A process that the tests need beside them, and how it is known that it is up: one of three ways. */
export interface Service {
  name: string;
  run: string;
  /** `within` is in seconds. */
  ready: { http?: string | undefined; log?: string | undefined; run?: string | undefined; within: number };
}

/** Everything Redfirst needs to know of a target repository: its own file over the defaults of its language. */
export interface Settings {
  language: LanguageName;
  /** Which way the label of the issue asks for. */
  course: Course;
  base: string | undefined;
  approval: 'required' | 'auto';
  /** Directory of the project in the repository, `.` for the root. Commands run there. */
  root: string;
  relevantFiles: string[];
  /** Plans may refer to no other files either: the repository's own configuration names them. */
  limitsPlans: boolean;
  setup: { run: string; keyFiles: string[]; keeps: string[] } | undefined;
  tests: TestSettings;
  ladder: Rung[];
  coverage: CoverageSettings | undefined;
  hammer: LoadSettings | undefined;
  /** Started in this order, each when the one before is ready. */
  services: Service[];
  docs: { governed: string[]; changelog: string | undefined; rules: DocumentRule[] };
  addDependency: string;
  /** What people are told whose issue is no feature. */
  otherWork: string;
  checks: Record<ChecklistItem, Enforcement>;
  /** Whether red also writes tests that the implementer never sees. */
  heldOut: boolean;
  waivers: { by: WaiverBy };
  /** Mutants of added lines: how survivors count, how many are tried, for how long, and by whom where not by us. */
  mutation: { enforcement: Enforcement; mutants: number; minutes: number; mutator: 'stryker' | undefined };
  /** For one feature, and in dollars for all features on one day (UTC). */
  budget: { usd: number; minutes: number; usdPerDay?: number | undefined };
  /** Globs that no stage may touch. */
  protected: string[];
}
