import type { Finding } from '../domain/finding.ts';
import type { ChangeKind, DocumentRule } from '../domain/settings.ts';
import { matchesAny } from '../languages/globs.ts';

/** A change, as far as documents are concerned. */
export interface DocumentedChange {
  rules: readonly DocumentRule[];
  /** Paths that the change touches. */
  changed: readonly string[];
  /** Every path of the tree after it. */
  existing: readonly string[];
  /** Whether a path is code that runs for users: no test, no document, no configuration. */
  isCode: (path: string) => boolean;
  /** Documents that are kept true, whether a rule names them or not. */
  governed: readonly string[];
  /** How many decisions the plan took. */
  decisions: number;
}

/** A rule that a change calls for: what of the change does so, and the documents of which one has to answer. */
export interface AskedRule {
  change: ChangeKind;
  why: string;
  documents: string[];
  /** Whether the repository names the documents itself. */
  isConfigured: boolean;
}

/** Files that say what a project depends on and how it is built. */
const buildFiles = [
  '**/{package.json,pyproject.toml,setup.py,setup.cfg,Pipfile,requirements*.txt,go.mod,Cargo.toml,Gemfile,composer.json}',
  '**/{pom.xml,build.gradle,build.gradle.kts,settings.gradle,settings.gradle.kts}',
  '**/{Makefile,makefile,GNUmakefile,justfile,Taskfile.yml,Dockerfile,CMakeLists.txt,docker-compose*.yml,compose*.yml}',
];

/** What release-please, Changesets, semantic-release, standard-version, git-cliff and towncrier are configured by. */
const releaseFiles = [
  '**/{release-please-config.json,.release-please-manifest.json,release-please.yml}',
  '**/{.changeset/config.json,.releaserc,.releaserc.*,release.config.*,.versionrc,.versionrc.*,cliff.toml,towncrier.toml}',
  '**/newsfragments/**',
];

/** What each kind of change is called. */
export const changeNames: Record<ChangeKind, string> = {
  'user-facing': 'user-facing change',
  build: 'new dependency or build command',
  pattern: 'new pattern',
  progress: 'progress',
  decision: 'decision taken',
};

/** The names under which a finding of each rule is waived. */
const ruleNames: Record<ChangeKind, string> = {
  'user-facing': 'changelog',
  build: 'build',
  pattern: 'pattern',
  progress: 'progress',
  decision: 'decision',
};

/**
 * The rules that a change calls for, by what can be seen of it. Whether a pattern is new cannot be seen, so that rule is
 * for the writer alone. A document is asked for when the repository names it itself, or when it exists; a changelog that
 * a tool makes at the release is not.
 */
export function askedRules(change: DocumentedChange): AskedRule[] {
  return change.rules.flatMap(({ change: kind, documents, isConfigured }) => {
    const why = reasonFor(kind, change);
    const there = isConfigured ? documents : usualOf(kind, documents, change.existing);
    return why !== undefined && there.length > 0 ? [{ change: kind, why, documents: there, isConfigured }] : [];
  });
}

function usualOf(kind: ChangeKind, documents: readonly string[], existing: readonly string[]): string[] {
  const isGenerated = kind === 'user-facing' && existing.some(path => matchesAny(path, releaseFiles));
  return isGenerated ? [] : documents.filter(path => existing.includes(path));
}

function reasonFor(kind: ChangeKind, { changed, isCode, decisions }: DocumentedChange): string | undefined {
  const name = changeNames[kind];
  if (kind === 'user-facing' || kind === 'progress') return changed.some(isCode) ? name : undefined;
  if (kind === 'decision') return decisions > 0 ? name : undefined;
  const [build] = kind === 'build' ? changed.filter(path => matchesAny(path, buildFiles)) : [];
  return build && `${name} (\`${build}\`)`;
}

/** What is owed, and a line that says which rule applied and which document answered it; nothing where none did. */
export function judgeDocuments(change: DocumentedChange): { findings: Finding[]; evidence: string | undefined } {
  const asked = new Map(askedRules(change).map(rule => [rule.change, rule]));
  const findings: Finding[] = [];
  const lines = change.rules.flatMap(({ change: kind, documents }) => {
    const rule = asked.get(kind);
    const answers = documents.filter(path => change.changed.includes(path));
    if (answers.length > 0) return [`${rule?.why ?? changeNames[kind]}: ${answers.map(code).join(', ')}`];
    if (!rule) return [];
    const finding = owed(rule);
    findings.push(finding);
    return [finding.message];
  });
  const ruled = change.rules.flatMap(({ documents }) => documents);
  const isOther = (path: string) => isReadByUsers(path) || change.governed.includes(path);
  const others = change.changed.filter(path => isOther(path) && !ruled.includes(path));
  if (others.length > 0) lines.push(`also updated: ${others.map(code).join(', ')}`);
  return { findings, evidence: lines.length > 0 ? lines.join('; ') : undefined };
}

function owed({ change, why, documents, isConfigured }: AskedRule): Finding {
  const [path = ''] = documents;
  const isChangelog = change === 'user-facing' && !isConfigured;
  return {
    rule: ruleNames[change],
    path,
    message: `${articles[change]}${why} asks for ${documents.map(code).join(' or ')}, which was not updated.`,
    remedy: `Add what changed, in the form that the document already has${isChangelog ? atRelease : ''}.`,
  };
}

const atRelease = '; where it is written at the release, say so in .github/redfirst.yml: `docs: { changelog: null }`';

const articles: Record<ChangeKind, string> = {
  'user-facing': 'A ',
  build: 'A ',
  pattern: 'A ',
  progress: 'Any ',
  decision: 'A ',
};

const code = (path: string) => `\`${path}\``;

/** README and the pages that people read: what a user-facing change makes untrue. */
export const isReadByUsers = (path: string): boolean =>
  /^(?:.*\/)?readme(\.\w+)?$/i.test(path) || /^docs\/.+\.(?:md|mdx|rst|adoc|txt)$/i.test(path);
