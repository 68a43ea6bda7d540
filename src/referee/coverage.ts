import { posix } from 'node:path';
import type { CoverageFormat } from '../domain/settings.ts';
import type { FileDiff } from '../ports/repositories.ts';
import { type FileCoverage, readCoverage } from './coverage-readers.ts';

interface CoverageCase {
  format: CoverageFormat;
  text: string | undefined;
  diffs: readonly FileDiff[];
  /** Whether a file is code that tests should run: not a test, not a harness file. */
  isMeasured: (path: string) => boolean;
}

/** Coverage of the added lines, or why there is none. Nothing measured is never a pass. */
export type NewLineCoverage =
  | {
      kind: 'measured';
      covered: number;
      total: number;
      missed: { path: string; line: number }[];
      /** Changed files that the report does not know: not imported by any test, or nothing to run in them. */
      absent: string[];
    }
  | { kind: 'not-measured'; why: string };

/** How many of the added executable lines were run by the tests. Lines that nothing can execute do not count. */
export function coverageOfNewLines({ format, text, diffs, isMeasured }: CoverageCase): NewLineCoverage {
  if (text === undefined) return notMeasured('the coverage command left no report');
  const files = readCoverage(format, text);
  if (typeof files === 'string') return notMeasured(`the coverage report is not ${format}: ${files}`);
  const changed = diffs.filter(diff => addsCode([diff], isMeasured));
  if (changed.length === 0) return notMeasured('no line of measured code was added');
  const found = changed.map(diff => ({ diff, hits: hitsOf(diff.path, files) }));
  const known = found.flatMap(({ diff, hits }) => linesIn(diff.path, { lines: linesOf(diff), hits }));
  const starts = found.flatMap(({ diff, hits }) => linesIn(diff.path, { lines: startsAbove(diff, hits), hits }));
  const lines = known.length > 0 ? known : starts;
  const absent = found.filter(({ hits }) => hits.size === 0).map(({ diff }) => diff.path);
  if (lines.length === 0) return notMeasured(`the report knows none of the added lines of ${shown(changed)}`);
  const missed = lines.filter(({ isCovered }) => !isCovered).map(({ path, line }) => ({ path, line }));
  return { kind: 'measured', covered: lines.length - missed.length, total: lines.length, missed, absent };
}

/** Whether a change adds a line of code that tests should run. */
export const addsCode = (diffs: readonly FileDiff[], isMeasured: CoverageCase['isMeasured']): boolean =>
  diffs.some(({ path, added }) => added.length > 0 && isCode(path) && isMeasured(path));

type Hits = ReadonlyMap<number, number>;

const linesOf = ({ added }: FileDiff): number[] => added.map(({ line }) => line);

const linesIn = (path: string, { lines, hits }: { lines: readonly number[]; hits: Hits }) =>
  lines.flatMap(line => {
    const times = hits.get(line);
    return times === undefined ? [] : [{ path, line, isCovered: times > 0 }];
  });

/** First lines of the statements that added lines stand in: of one that takes several lines, reports may name no other. */
function startsAbove(diff: FileDiff, hits: Hits): number[] {
  const above = (line: number) => Math.max(...[...hits.keys()].filter(start => start <= line));
  return [...new Set(linesOf(diff).map(above))].filter(Number.isFinite);
}

const notMeasured = (why: string): NewLineCoverage => ({ kind: 'not-measured', why });

const isCode = (path: string): boolean =>
  /^\.(?:py|[cm]?[jt]sx?|vue|svelte|go|rs|java|kt)$/.test(posix.extname(path)) && !path.endsWith('.d.ts');

const shown = (diffs: readonly FileDiff[]): string => diffs.map(({ path }) => `\`${path}\``).join(', ');

/**
 * What the report says of a file. Tools write paths from the repository's root, from the project's directory or from
 * the root of the file system: the longest agreement at the end decides. Several entries for a file add up.
 */
function hitsOf(path: string, files: readonly FileCoverage[]): Map<number, number> {
  const agreeing = files.filter(file => endsWithPath(file.path, path) || endsWithPath(path, file.path));
  const longest = Math.max(...agreeing.map(file => Math.min(file.path.length, path.length)), 0);
  const hits = new Map<number, number>();
  for (const file of agreeing.filter(each => Math.min(each.path.length, path.length) === longest))
    for (const [line, times] of file.hits) hits.set(line, (hits.get(line) ?? 0) + times);
  return hits;
}

function endsWithPath(long: string, short: string): boolean {
  const [outer, inner] = [long, short].map(path => posix.normalize(path.replaceAll('\\', '/')).replace(/^\.\//, ''));
  return outer === inner || outer?.endsWith(`/${inner}`) === true;
}
