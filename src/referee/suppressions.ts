import type { Finding } from '../domain/finding.ts';
import type { Suppression } from '../languages/language.ts';
import { languageAt } from '../languages/languages.ts';
import { suppressionsOfAny } from './suppression-patterns.ts';

/** Added lines of one file, as a diff or a comparison gives them. */
export interface AddedLines {
  path: string;
  added: readonly { line: number; text: string }[];
}

/** Every new skip in tests, or every new word that silences a tool. Lines that were there before are not blamed. */
export function findSuppressions(files: readonly AddedLines[], kind: Suppression['kind']): Finding[] {
  return files.flatMap(({ path, added }) => {
    const known = [...(languageAt(path)?.suppressions ?? []), ...suppressionsOfAny];
    const wanted = known.filter(each => each.kind === kind);
    return added.flatMap(line => findingsIn(path, line, wanted));
  });
}

function findingsIn(path: string, { line, text }: { line: number; text: string }, wanted: Suppression[]): Finding[] {
  return wanted
    .filter(({ pattern }) => pattern.test(text))
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
