import type { FileChange } from '../../domain/file-change.ts';
import type { ReportFormat } from '../../domain/settings.ts';
import { type SourceTest, testsInSource } from '../tests-in-source.ts';

/** The tests of the files that a red commit touches. */
export interface TouchedTests {
  /** New, or with another text than before: these have to be red or pins. */
  changed: SourceTest[];
  /** As they were, in a file that changed around them. */
  kept: SourceTest[];
  /** There before and gone now. */
  removed: SourceTest[];
  /** There before, and now to the letter under another name or in another of these files. */
  renamed: SourceTest[];
  /** Files without a single test in them. */
  empty: string[];
}

/** Compares the tests of each file with those of its version at the base, by id and text. */
export async function touchedTests(
  files: readonly FileChange[],
  baseFiles: ReadonlyMap<string, string>,
  report: ReportFormat,
): Promise<TouchedTests> {
  const touched: TouchedTests = { changed: [], kept: [], removed: [], renamed: [], empty: [] };
  const added: SourceTest[] = [];
  const gone: SourceTest[] = [];
  for (const { path, content } of files) {
    const now = await testsInSource(path, content ?? '', report);
    const before = await testsInSource(path, baseFiles.get(path) ?? '', report);
    const isSame = (test: SourceTest) => before.some(each => each.id === test.id && each.text === test.text);
    touched.changed.push(...now.filter(test => !isSame(test)));
    touched.kept.push(...now.filter(isSame));
    added.push(...now.filter(test => !before.some(each => each.id === test.id)));
    gone.push(...before.filter(test => !now.some(each => each.id === test.id)));
    if (content !== null && now.length === 0) touched.empty.push(path);
  }
  const renamed = renamedAmong(gone, added);
  return { ...touched, renamed, removed: gone.filter(test => !renamed.includes(test)) };
}

/** Those of the tests that are gone which stand there again to the letter; each new test stands for one of them. */
function renamedAmong(gone: readonly SourceTest[], added: readonly SourceTest[]): SourceTest[] {
  const texts = added.map(textBesideName);
  return gone.filter(test => {
    const place = texts.indexOf(textBesideName(test));
    if (place >= 0) texts.splice(place, 1);
    return place >= 0;
  });
}

/** All that a test does, whatever it is called. */
const textBesideName = ({ text, names }: SourceTest): string => text.replace(names.at(-1) ?? '', '');
