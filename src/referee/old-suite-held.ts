import type { Finding } from '../domain/finding.ts';
import type { ClassifiedTest } from '../domain/red.ts';
import type { TestReport, TestResult } from '../domain/test-report.ts';
import { assertion } from './red/failure-patterns.ts';
import { isResultOf, type SourceTest, testsInSource } from './tests-in-source.ts';

interface OldSuiteCase {
  /** The suite before the tests came. */
  base: TestReport;
  /** Its tests and fixtures as they were then, on the new code. */
  report: TestReport;
  /** The tests as they were proven. */
  tests: readonly ClassifiedTest[];
  /** Their files. */
  texts: ReadonlyMap<string, string>;
}

/**
 * What the old suite held and the new code does not hold any more, though no new version of that test was ever red: it
 * was bent, or what it rests on was. Only an assertion that fails is blamed: old fixtures may be too old for new code.
 */
export async function judgeOldSuite({ base, report, tests, texts }: OldSuiteCase): Promise<Finding[]> {
  if (base.kind === 'unusable' || report.kind === 'unusable') return [];
  const passed = new Set(base.results.filter(({ status }) => status === 'passed').map(({ id }) => id));
  const own = await Promise.all([...texts].map(([path, text]) => testsInSource(path, text)));
  const red = new Set(tests.filter(test => asksForNew(test, own.flat())).map(({ id }) => sourceOf(id)));
  return report.results
    .filter(result => passed.has(result.id) && !red.has(sourceOf(result.id)) && isAssertion(result))
    .map(({ id, file, failure }) => ({
      rule: 'old-test-weakened',
      message: `\`${id}\` held before. As it was then it fails now, and no new version of it was red: ${failure?.message.split('\n', 1)[0]}`,
      path: file,
      remedy:
        'Let the code keep what the old test asks for. If it must not, leave that test as it was and say `/amend`.',
    }));
}

/** What cannot be compiled beside a new test is red with it, and asks for nothing new unless it has the word. */
function asksForNew(
  { id, red, class: kind, symbol = '', stub = '' }: ClassifiedTest,
  own: readonly SourceTest[],
): boolean {
  if (!red || kind !== 'missing-symbol' || !stub.startsWith('no stub')) return red;
  const text = own.find(test => isResultOf(test, id))?.text;
  return text === undefined || text.includes(symbol.split(/\W+/).at(-1) ?? '');
}

const isAssertion = ({ status, failure }: TestResult): boolean =>
  status === 'failed' && failure !== undefined && assertion.test(`${failure.type}: ${failure.message}`);

/** A test without its set of parameters. */
const sourceOf = (id: string): string => id.replace(/\[[^\]]*\]$/, '');
