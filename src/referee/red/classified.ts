import type { ClassifiedTest } from '../../domain/red.ts';
import type { CollectionError, TestResult } from '../../domain/test-report.ts';
import { type Classification, classifyLoadError, classifyResult, type RedContext } from '../classify.ts';
import { isResultOf, type SourceTest } from '../tests-in-source.ts';
import type { Ran } from './old-suite.ts';

/** A test of the red commit: what both runs saw, and the source it came from where that could be read. */
export interface JudgedTest extends ClassifiedTest {
  source: SourceTest | undefined;
  /** Its file did not load, so the id is read from the source. */
  isPredicted: boolean;
}

interface Runs {
  /** Nothing when the repository had no tests before. */
  base: Ran | undefined;
  first: Ran;
  second: Ran;
  context: RedContext;
}

/** Every result of a test, in both runs; the file's own failure where it did not load; or nothing at all. */
export function judgeTest(source: SourceTest, runs: Runs): JudgedTest[] {
  const ids = resultIds(runs, result => result.file === source.file && isResultOf(source, result.id));
  if (ids.length > 0) return ids.map(id => judgeId(id, source, runs));
  const name = source.id.slice(source.file.length + 2);
  const facts = { id: source.id, file: source.file, name, source, isPredicted: true };
  const errors = [runs.first, runs.second].map(run => loadErrorOf(run, source.file));
  const [first, second] = errors.map(error => error && classifyLoadError(error, runs.context));
  if (!first && !second) return [{ ...facts, class: 'collection', red: false, why: 'did not run: no report names it' }];
  return [{ ...facts, ...agreed(first, second) }];
}

/**
 * What a test of a touched file shows that stands there as it was, when a table or a function beside it changed: results
 * that were not there before, and those that passed before and are red now for a right reason. The others say nothing new,
 * nor does a file that did not load before.
 */
export function judgeKept(source: SourceTest, runs: Runs): JudgedTest[] {
  if (runs.base && loadErrorOf(runs.base, source.file)) return [];
  const ids = resultIds(runs, result => result.file === source.file && isResultOf(source, result.id));
  const before = new Map(runs.base?.results.map(({ id, status }) => [id, status]));
  return ids
    .map(id => judgeId(id, source, runs))
    .filter(({ id, red }) => !before.has(id) || (red && before.get(id) === 'passed'));
}

/** Results in the touched files that no source explains: inherited or generated tests. They count as new ones. */
export function judgeUnexplained(isUnexplained: (result: TestResult) => boolean, runs: Runs): JudgedTest[] {
  return resultIds(runs, isUnexplained).map(id => judgeId(id, undefined, runs));
}

function resultIds({ first, second }: Runs, isWanted: (result: TestResult) => boolean): string[] {
  return [...new Set([...first.results, ...second.results].filter(isWanted).map(({ id }) => id))];
}

function judgeId(id: string, source: SourceTest | undefined, { first, second, context }: Runs): JudgedTest {
  const [one, two] = [first, second].map(run => run.results.find(result => result.id === id));
  const result = one ?? two;
  const [classOne, classTwo] = [one, two].map(each => each && classifyResult(each, context));
  return {
    id,
    file: result?.file ?? source?.file ?? '',
    name: result?.name ?? id,
    ...agreed(classOne, classTwo),
    ...(result && { result }),
    source,
    isPredicted: false,
  };
}

const loadErrorOf = (run: Ran, file: string): CollectionError | undefined =>
  run.collectionErrors.find(error => error.file === file);

/** What two runs say together. A test that is not the same twice proves nothing. */
function agreed(first: Classification | undefined, second: Classification | undefined): Classification {
  if (first && second && first.class === second.class && first.red === second.red) return first;
  const said = [first, second].map(each => each?.class ?? 'missing');
  return { class: 'flaky', red: false, why: `differs between two runs of the same code: ${said.join(', then ')}` };
}
