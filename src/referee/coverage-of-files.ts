import { posix } from 'node:path';
import type { CoveredLines } from '../domain/covered-lines.ts';
import type { CoverageFormat } from '../domain/settings.ts';
import { readCoverage } from './coverage-readers.ts';

interface CoverageOfFiles {
  format: CoverageFormat;
  text: string | undefined;
  /** Files that are asked about. */
  paths: readonly string[];
}

/** How much of each file the tests run, as far as a report says it. A file that the report does not know is left out. */
export function coverageOfFiles({ format, text, paths }: CoverageOfFiles): Map<string, CoveredLines> {
  const reported = text === undefined ? [] : readCoverage(format, text);
  if (typeof reported === 'string') return new Map();
  const fileOf = finder(paths);
  const lines = new Map<string, Map<number, boolean>>();
  for (const { path, hits } of reported) {
    const file = fileOf(path);
    if (file === undefined) continue;
    const known = lines.get(file) ?? new Map<number, boolean>();
    for (const [line, times] of hits) known.set(line, known.get(line) === true || times > 0);
    lines.set(file, known);
  }
  return new Map(
    [...lines]
      .filter(([, known]) => known.size > 0)
      .map(([path, known]) => [path, { covered: [...known.values()].filter(Boolean).length, total: known.size }]),
  );
}

/**
 * The file that a report means. Tools write paths from the root of the repository, of the project or of the file system:
 * the longest file at the end of it, else the only file that ends with it.
 */
function finder(paths: readonly string[]): (reported: string) => string | undefined {
  const whole = new Set(paths);
  const byEnd = Map.groupBy(
    paths.flatMap(path => endsOf(path).map(end => ({ end, path }))),
    ({ end }) => end,
  );
  return reported => {
    const plain = posix.normalize(reported.replaceAll('\\', '/'));
    const [only, second] = byEnd.get(plain) ?? [];
    return endsOf(plain).find(end => whole.has(end)) ?? (second ? undefined : only?.path);
  };
}

function endsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, from) => parts.slice(from).join('/'));
}
