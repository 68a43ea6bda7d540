import type { CoveredLines } from '../../domain/covered-lines.ts';
import type { Survey } from '../../writer/survey.ts';

/** Tests that are listed. */
const most = 30;

/** Tests by the files that they touch, the files that none does, and how much of each file they run. */
export function testText(
  { tests, files, outlines }: Pick<Survey, 'tests' | 'files' | 'outlines'>,
  covered: ReadonlyMap<string, CoveredLines> | undefined,
): string {
  const touched = new Set(tests.flatMap(({ touches }) => touches));
  const coded = new Set(outlines.map(({ path }) => path));
  const sources = files
    .map(({ path }) => path)
    .filter(path => coded.has(path) && !tests.some(test => test.path === path));
  const bare = sources.filter(path => !touched.has(path));
  const measured = sources.flatMap(path => shareOf(path, covered?.get(path)));
  const unknown = sources.filter(path => !covered?.has(path));
  return [
    ...tests.slice(0, most).map(({ path, touches }) => `${path}: touches ${touches.join(', ')}`),
    ...(bare.length > 0 ? [`No test touches ${bare.join(', ')}`] : []),
    ...measured,
    ...(unknown.length > 0 ? [`How much tests run of ${unknown.join(', ')} is not known`] : []),
  ].join('\n');
}

function shareOf(path: string, lines: CoveredLines | undefined): string[] {
  if (!lines) return [];
  const { covered, total } = lines;
  return [`Tests run ${((100 * covered) / total).toFixed(0)} % of the lines of ${path} (${covered} of ${total})`];
}
