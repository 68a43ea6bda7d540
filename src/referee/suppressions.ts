import type { Finding } from '../domain/finding.ts';
import type { Suppression } from '../languages/language.ts';
import { languageAt } from '../languages/languages.ts';
import { suppressionsOfAny } from './suppression-patterns.ts';

/** A line that a change added. */
export interface AddedLine {
  line: number;
  text: string;
  /** The same without what stands in strings, where the whole file is at hand. */
  code?: string;
}

/** Added lines of one file, as a diff or a comparison gives them. */
export interface AddedLines {
  path: string;
  added: readonly AddedLine[];
}

/**
 * Every new skip in tests, or every new word that silences a tool. Lines that were there before are not blamed, nor words
 * that only stand in a string, unless the tool looks there too.
 */
export function findSuppressions(files: readonly AddedLines[], kind: Suppression['kind']): Finding[] {
  return files.flatMap(({ path, added }) => {
    const known = [...(languageAt(path)?.suppressions ?? []), ...suppressionsOfAny];
    const wanted = known.filter(each => each.kind === kind);
    return added.flatMap(line => findingsIn(path, line, wanted));
  });
}

function findingsIn(path: string, { line, text, code = text }: AddedLine, wanted: Suppression[]): Finding[] {
  return wanted
    .filter(({ pattern, inText }) => pattern.test(inText ? text : code))
    .map(({ rule, kind }) => ({
      rule: kind === 'skip' ? 'test-skipped' : 'suppression',
      message:
        kind === 'skip' ? `\`${rule}\` keeps a test from being run or from counting.` : `\`${rule}\` silences a check.`,
      path,
      line,
      remedy:
        kind === 'skip'
          ? 'Remove the marker; a test that is not wanted yet belongs in a later feature.'
          : 'Fix what the tool found, or ask a maintainer to allow it with a reason.',
    }));
}
