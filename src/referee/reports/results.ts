import type { CollectionError, TestResult, TestStatus } from '../../domain/test-report.ts';

/** What a report says, before it is compared with how the run ended. */
export interface Reading {
  results: TestResult[];
  collectionErrors: CollectionError[];
}

/** A report, or why it cannot be read. */
export type ReportReading = Reading | { problem: string };

const gravity: TestStatus[] = ['passed', 'skipped', 'error', 'failed'];

/** One result for each id: a test that is reported twice (subtests, a failing teardown) is as bad as its worst. */
export function worstOfEach(results: readonly TestResult[]): TestResult[] {
  const byId = new Map<string, TestResult>();
  for (const result of results) {
    const known = byId.get(result.id);
    if (!known || gravity.indexOf(result.status) > gravity.indexOf(known.status)) byId.set(result.id, result);
  }
  return [...byId.values()];
}

/** Identity of a test: its file and its names from the outermost block to its own. */
export function idOf(file: string, name: string): string {
  return `${file}::${name}`;
}

/** The line of a file that a traceback names first, for an annotation; the path may be relative to where the run took place. */
export function lineIn(traceback: string, file: string): number | undefined {
  const candidates = [file, ...[...file.matchAll(/\//g)].map(({ index }) => file.slice(index + 1))];
  for (const path of candidates) {
    const found = new RegExp(`(?:^|[\\s(/])${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(\\d+)`, 'm').exec(traceback);
    if (found) return Number(found[1]);
  }
  return undefined;
}
