import type { Finding } from '../../domain/finding.ts';
import { isHarnessPath, isTestPath, type TestFiles } from '../../languages/roles.ts';
import { type Grammar, grammarOf } from '../../languages/syntax.ts';
import type { FileDiff } from '../../ports/repositories.ts';

/** A file as a change leaves it, and which of its lines the change added. */
export interface ChangedFile {
  path: string;
  text: string;
  added: ReadonlySet<number>;
  grammar: Grammar | undefined;
  /** A test, or a file that decides what tests mean: looser rules hold there. */
  isTest: boolean;
}

/** What was looked at, how much of it there was, and what is wrong with it. Nothing to look at is not a pass. */
export interface Inspection {
  inspected: number;
  /** What was counted, in the plural: `functions`. */
  what: string;
  findings: Finding[];
  /** Why there was nothing to judge, where that needs saying. */
  note?: string;
}

/** Judges one item of the checklist over a change. */
export type Inspector = (files: readonly ChangedFile[]) => Promise<Inspection>;

/** The changed text files with their added lines; deleted, binary and unreadable files are left out. */
export function changedFiles(
  diffs: readonly FileDiff[],
  texts: ReadonlyMap<string, string>,
  settings: TestFiles,
): ChangedFile[] {
  return diffs.flatMap(({ path, added, isBinary }) => {
    const text = texts.get(path);
    if (text === undefined || isBinary || added.length === 0) return [];
    const isTest = isTestPath(path, settings) || isHarnessPath(path, settings);
    return [{ path, text, added: new Set(added.map(({ line }) => line)), grammar: grammarOf(path), isTest }];
  });
}

/** The files of product code in a language that we read. */
export const productCode = (files: readonly ChangedFile[]): ChangedFile[] =>
  files.filter(file => file.grammar !== undefined && !file.isTest && !file.path.endsWith('.d.ts'));
