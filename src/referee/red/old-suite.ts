import type { Finding } from '../../domain/finding.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { matchesAny } from '../../languages/globs.ts';

/** A report that says something. */
export type Ran = Extract<TestReport, { kind: 'ran' }>;

/** What the new tests did to the tests that were there before. */
export interface OldSuite {
  /** Passed before and in both runs since: they must pass for green. */
  mustPass: string[];
  /** Red before the tests came, or passing only sometimes: recorded, never blamed on the change. */
  redAtBase: string[];
  /** Those that must pass and could not run, because what they are built with needs what does not exist yet. */
  waiting: string[];
  findings: Finding[];
}

interface Comparison {
  /** Nothing when the repository had no tests before. */
  base: Ran | undefined;
  first: Ran;
  second: Ran;
  /** Ids that are judged as new or changed. */
  isChanged: (id: string) => boolean;
  /** Files that cannot be loaded until the implementation exists, so that their old tests cannot run either. */
  isWaiting: (file: string) => boolean;
}

/** Compares by test identity: a test that passed at the base has to pass beside the new tests, too. */
export function compareOldSuite({ base, first, second, isChanged, isWaiting }: Comparison): OldSuite {
  const old = base?.results.filter(result => !isChanged(result.id)) ?? [];
  const redAtBase = [
    ...old.filter(({ status }) => status === 'failed' || status === 'error').map(({ id }) => id),
    ...(base?.collectionErrors.map(({ file }) => file) ?? []),
  ];
  const passed = old.filter(({ status }) => status === 'passed');
  const isStopped = [first, second].every(stoppedByLoadFailure);
  const passes = [passingIds(first), passingIds(second)];
  const timesPassed = (id: string) => passes.filter(ids => ids.has(id)).length;
  const isExcused = (file: string) => isStopped || isWaiting(file);
  const broken = passed.filter(({ id, file }) => timesPassed(id) === 0 && !isExcused(file));
  const shaky = passed.filter(({ id, file }) => timesPassed(id) === 1 && !isExcused(file)).map(({ id }) => id);
  const known = new Set([...redAtBase, ...shaky]);
  return {
    mustPass: passed.map(({ id }) => id).filter(id => !shaky.includes(id)),
    redAtBase: [...redAtBase, ...shaky],
    waiting: passed.filter(({ id, file }) => timesPassed(id) === 0 && isWaiting(file)).map(({ id }) => id),
    findings: [
      ...broken.map(({ id, file }) => brokenTest(id, file)),
      ...newLoadFailures(first, second).filter(({ path = '' }) => !known.has(path) && !isWaiting(path)),
    ],
  };
}

/**
 * Whether a file is one of these tests' or is built together with one. In a compiled language one symbol that is not
 * there keeps a whole package, crate or module from being built.
 */
export function fallenWith(tests: readonly { file: string }[], { collectionErrors }: Ran): (file: string) => boolean {
  const files = new Set(tests.map(({ file }) => file));
  const units = collectionErrors.flatMap(({ file, unit }) => (unit !== undefined && files.has(file) ? [unit] : []));
  const globs = [...new Set(units)];
  return file => files.has(file) || matchesAny(file, globs);
}

/** Mocha runs nothing at all when one file cannot be loaded, so the silence of the others says nothing. */
const stoppedByLoadFailure = (report: Ran): boolean =>
  report.results.length === 0 && report.collectionErrors.length > 0;

const passingIds = (report: Ran): Set<string> =>
  new Set(report.results.filter(({ status }) => status === 'passed').map(({ id }) => id));

const brokenTest = (id: string, path: string): Finding => ({
  rule: 'old-test-broken',
  message: `\`${id}\` passed before and does not pass beside the new tests.`,
  path,
  remedy: 'New tests must leave the old ones alone: look for shared state, a changed fixture or a changed helper.',
});

function newLoadFailures(first: Ran, second: Ran): Finding[] {
  const again = new Set(second.collectionErrors.map(({ file }) => file));
  return first.collectionErrors
    .filter(({ file }) => again.has(file))
    .map(({ file, failure }) => ({
      rule: 'cannot-load',
      message: `\`${file}\` cannot be loaded: ${failure.message.split('\n', 1)[0]}`,
      path: file,
      remedy: 'Make the file load; only a symbol that the spec declares may be missing.',
    }));
}
