import type { Finding } from '../domain/finding.ts';
import type { Settings } from '../domain/settings.ts';
import { isDocument } from '../languages/documents.ts';
import { languages } from '../languages/languages.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import type { HistoryCommit } from '../ports/history.ts';
import type { Clone, FileDiff } from '../ports/repositories.ts';

/** The commits that came with tests and nothing else. */
export interface RedRange {
  /** The commit before the tests. */
  before: string;
  /** The last commit of tests only. */
  at: string;
  subject: string;
  /** Whether somebody named it, or it was found by its purity. */
  how: 'found' | 'named';
}

/** Commits that are judged, oldest first along first parents, and which of them is said to be red. */
export interface Line {
  commits: readonly HistoryCommit[];
  /** The beginning of a commit's id, from the pull request's description. */
  named?: string | undefined;
}

export type RedSearch = { kind: 'found'; red: RedRange } | { kind: 'none'; title: string; finding: Finding };

type Purity = { kind: 'tests' | 'words' } | { kind: 'code'; path: string };

/**
 * Finds the red commit: the one that is named, if it holds tests only; else, by its purity, the run of commits with tests
 * only that comes before the first commit with code. Commits of documents and merges of the base may lie before it.
 */
export async function findRed(clone: Clone, line: Line, settings: Settings): Promise<RedSearch> {
  return line.named ? namedRed(clone, { ...line, named: line.named }, settings) : foundRed(clone, line, settings);
}

async function namedRed(
  clone: Clone,
  { commits, named }: Line & { named: string },
  settings: Settings,
): Promise<RedSearch> {
  const commit = commits.find(({ oid }) => oid.startsWith(named));
  if (!commit) {
    const message = `\`${named}\` is not a commit of this pull request.`;
    return none('The red commit that is named is not here', { message });
  }
  const purity = purityOf(await clone.diff(commit.parent, commit.oid), settings);
  const { oid: at, parent: before, subject } = commit;
  if (purity.kind === 'tests') return { kind: 'found', red: { before, at, subject, how: 'named' } };
  const message = `The commit that is named as red, ${quoted(commit)}, ${purity.kind === 'code' ? `changes \`${purity.path}\`, which is no test` : 'holds no tests'}.`;
  return none('The red commit that is named holds more than tests', {
    message,
    ...(purity.kind === 'code' && { path: purity.path }),
  });
}

async function foundRed(clone: Clone, { commits }: Line, settings: Settings): Promise<RedSearch> {
  let red: RedRange | undefined;
  for (const commit of commits) {
    const { oid, parent, subject } = commit;
    const purity = purityOf(await clone.diff(parent, oid), settings);
    if (purity.kind === 'tests') red = { before: red?.before ?? parent, at: oid, subject, how: 'found' };
    if (purity.kind !== 'code' || (commit.isMerge && !red)) continue;
    return red ? { kind: 'found', red } : codeFirst(commit, purity.path, settings);
  }
  return red ? { kind: 'found', red } : none('No red commit: no commit adds tests', { message: noTests });
}

function codeFirst(commit: HistoryCommit, path: string, { language }: Settings): RedSearch {
  const message = `${quoted(commit)} changes \`${path}\`, and no commit before it holds tests and nothing else, so nothing shows that the tests were red.`;
  const elsewhere = languages.find(({ names }) => names.includes(language))?.testsElsewhere;
  const advice = elsewhere ? { remedy: `${remedy} ${elsewhere}` } : {};
  return none('No red commit: code came before its tests', { path, message, ...advice });
}

const noTests = 'None of the commits adds a test, so nothing shows what the change is to do.';

const quoted = ({ oid, subject }: HistoryCommit) => `${oid.slice(0, 7)} "${subject}"`;

const remedy =
  'Commit the tests first and alone: `git commit -m "test(<scope>): …"`. Where other code has to come first, name the commit of the tests in the description of the pull request, on a line of its own: `Red: <sha>`.';

const none = (title: string, found: Omit<Finding, 'rule'>): RedSearch => ({
  kind: 'none',
  title,
  finding: { rule: 'red-first', remedy, ...found },
});

function purityOf(diffs: readonly FileDiff[], settings: Settings): Purity {
  const paths = diffs.map(({ path }) => path).filter(path => !isDocument(path, settings));
  const code = paths.find(path => !isTestPath(path, settings) && !isHarnessPath(path, settings));
  if (code !== undefined) return { kind: 'code', path: code };
  if (paths.length === 0) return { kind: 'words' };
  const harness = paths.find(path => !isTestPath(path, settings));
  return harness !== undefined && paths.every(path => !isTestPath(path, settings))
    ? { kind: 'code', path: harness }
    : { kind: 'tests' };
}

/** The commit that a description names as red: a line `Red: <sha>`, seven digits or more, alone on its line. */
export function redNamedIn(body: string): string | undefined {
  return /^[ \t]*(?:[-*] )?\**Red(?: commit)?:\**[ \t]*`?([0-9a-f]{7,40})`?[ \t]*\r?$/im.exec(body)?.[1]?.toLowerCase();
}
