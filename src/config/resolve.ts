import {
  changeKinds,
  type LanguageName,
  type LoadSettings,
  type ReportFormat,
  type Settings,
  type TestSettings,
} from '../domain/settings.ts';
import type { DetectedProfile, Detection } from '../languages/profile.ts';
import { alwaysProtected, defaultHarness, defaultNewLines, defaultProtected, defaultTimeout } from './defaults.ts';
import { usualDocuments } from './document-rules.ts';
import type { RepositoryConfig } from './repository.ts';

/** What is known, or the keys of the repository file that have to be set before anything can be run. */
export type ResolvedSettings =
  | { kind: 'ok'; settings: Settings }
  | { kind: 'undetected'; missingKeys: string[]; why: string; looked: string[] };

/** The repository's own file over what was detected in it. The file alone is enough where nothing was detected. */
export function resolveSettings(config: RepositoryConfig, detection: Detection): ResolvedSettings {
  const profile = detection.kind === 'detected' ? detection.profile : undefined;
  const tests = testsOf(config, profile);
  const coverage = coverageOf(config, profile);
  const missingKeys = [...tests.missing, ...coverage.missing];
  if (!tests.settings || missingKeys.length > 0) return { kind: 'undetected', missingKeys, ...reasonOf(detection) };
  const language = profile?.language ?? languageOf(tests.settings.report);
  const settings: Settings = {
    language,
    course: 'feature',
    base: config.base,
    approval: config.approval,
    root: config.root,
    limitsPlans: config.relevantFiles !== undefined,
    relevantFiles: config.relevantFiles ?? profile?.relevantFiles ?? ['**'],
    setup: setupOf(config.setup, profile?.setup),
    tests: tests.settings,
    ladder: config.ladder ?? profile?.ladder ?? [],
    coverage: coverage.settings,
    hammer: config.hammer && hammerOf(config.hammer),
    services: config.services,
    docs: docsOf(config),
    addDependency: config.addDependency ?? profile?.addDependency ?? adds[language],
    otherWork: config.otherWork,
    checks: config.coverage === 'off' ? { ...config.checks, coverage: 'off' } : config.checks,
    heldOut: config.heldOut === 'on',
    waivers: config.waivers,
    mutation: { ...config.mutation, mutator: profile?.mutator },
    budget: config.budget,
    protected: protectedOf(config, profile),
  };
  return { kind: 'ok', settings };
}

function testsOf({ tests }: RepositoryConfig, profile: DetectedProfile | undefined) {
  const detected = profile?.tests;
  const run = tests.run ?? detected?.run;
  const report = tests.report ?? detected?.report;
  const paths = tests.paths ?? detected?.paths;
  const missing = Object.entries({ run, report, paths }).flatMap(([key, value]) => (value ? [] : [`tests.${key}`]));
  if (!run || !report || !paths) return { missing, settings: undefined };
  const settings: TestSettings = {
    command: tests.command ?? tests.run ?? detected?.command ?? run,
    run,
    report,
    reportFile: tests.reportFile ?? (tests.run ? undefined : detected?.reportFile) ?? reportFileOf(report),
    paths,
    harness: tests.harness ?? detected?.harness ?? defaultHarness,
    environment: { ...detected?.environment, ...tests.environment },
    timeout: tests.timeout ?? detected?.timeout ?? defaultTimeout,
  };
  return { missing, settings };
}

function coverageOf({ coverage }: RepositoryConfig, profile: DetectedProfile | undefined) {
  if (coverage === 'off') return { missing: [], settings: undefined };
  const { run, format, file } = { ...profile?.coverage, ...withoutGaps(coverage ?? {}) };
  if (run && format && file) {
    const { newLines = defaultNewLines, beforePlan } = coverage ?? {};
    return { missing: [], settings: { run, format, file, newLines, beforePlan: beforePlan === 'on' } };
  }
  const missing = Object.entries({ run, format, file }).flatMap(([key, value]) => (value ? [] : [`coverage.${key}`]));
  return { missing: coverage ? missing : [], settings: undefined };
}

function setupOf(setup: RepositoryConfig['setup'], detected: Settings['setup']): Settings['setup'] {
  if (setup === undefined) return detected;
  if (setup === null) return undefined;
  const own = typeof setup === 'string' ? { run: setup } : setup;
  return { keyFiles: detected?.keyFiles ?? [], keeps: detected?.keeps ?? [], ...withoutGaps(own), run: own.run };
}

/** What the repository says itself wins; a document that stands in a rule is governed. */
function docsOf({ docs }: RepositoryConfig): Settings['docs'] {
  const changelog = docs.changelog ?? undefined;
  const usual = { ...usualDocuments, 'user-facing': changelog ? [changelog] : [] };
  const rules = changeKinds.map(change => {
    const own = docs.rules?.[change];
    return { change, documents: own ?? usual[change], isConfigured: own !== undefined };
  });
  return { governed: docs.governed, changelog, rules };
}

function hammerOf({ run, size, ...rules }: NonNullable<RepositoryConfig['hammer']>): LoadSettings {
  return { ...rules, run: run.replaceAll('{size}', String(size)), items: rules.items };
}

function protectedOf(config: RepositoryConfig, profile: DetectedProfile | undefined): string[] {
  const own = config.protected ?? [...defaultProtected, ...(profile?.protected ?? [])];
  return [...new Set([...alwaysProtected, ...own])];
}

function reasonOf(detection: Detection): { why: string; looked: string[] } {
  if (detection.kind === 'unknown') return { why: detection.why, looked: detection.looked };
  return { why: 'The repository does not say all of it.', looked: detection.profile.evidence };
}

const languages: Partial<Record<ReportFormat, LanguageName>> = {
  'junit-pytest': 'python',
  'junit-surefire': 'java',
  'go-json': 'go',
  'cargo-text': 'rust',
};

const languageOf = (report: ReportFormat): LanguageName => languages[report] ?? 'javascript';

/** What adds a dependency where nothing was detected. Maven and Gradle have no command for it, so a person is told. */
const adds: Record<LanguageName, string> = {
  python: 'pip install',
  javascript: 'npm install',
  typescript: 'npm install',
  go: 'go get',
  rust: 'cargo add',
  java: '# add to the dependencies of the build:',
};

function reportFileOf(report: ReportFormat): string {
  if (report === 'cargo-text') return 'report.txt';
  return report.startsWith('junit') ? 'report.xml' : 'report.json';
}

/** An object without the members that are undefined, so that spreading it keeps what lies below. */
function withoutGaps<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
