import { mergeChanges } from '../../domain/file-change.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { narrowed } from '../../languages/narrowed.ts';
import { type Fate, fateOf, type Tried } from '../../referee/mutation/fate.ts';
import type { Mutant } from '../../referee/mutation/mutants.ts';
import type { Workbench } from '../suite.ts';
import { runSuite } from '../suite.ts';

interface Trial {
  mutants: readonly Mutant[];
  /** The suite on the very tree that is mutated. */
  report: TestReport;
  /** Files of the tests that came with the change: they are asked first, because they are few and mostly know. */
  testFiles: readonly string[];
  minutes: number;
}

/** Runs the tests on one mutant after the other, in scratch copies, until all were tried or the time is over. */
export async function tryMutants(bench: Workbench, { mutants, report, testFiles, minutes }: Trial): Promise<Tried[]> {
  if (mutants.length === 0) return [];
  const end = Date.now() + minutes * 60_000;
  const suite = { bench: withLimit(bench, report), before: report };
  const first = await newTestsAlone(bench, testFiles);
  const tried: Tried[] = [];
  for (const mutant of mutants) {
    if (Date.now() > end) break;
    const fate = first && (await fateIn(mutant, first));
    tried.push({ mutant, fate: fate && fate.kind !== 'survived' ? fate : await fateIn(mutant, suite) });
  }
  return tried;
}

interface Jury {
  bench: Workbench;
  /** What the tests say without the mutant. */
  before: TestReport;
}

async function fateIn(mutant: Mutant, { bench, before }: Jury): Promise<Fate> {
  const overlay = mergeChanges(bench.overlay, [{ path: mutant.path, content: mutant.content }]);
  return fateOf(mutant, { before, after: await runSuite({ ...bench, overlay }) });
}

/** The new tests by themselves, where the runner can and all is well with them when nothing else is run. */
async function newTestsAlone(bench: Workbench, files: readonly string[]): Promise<Jury | undefined> {
  const { settings } = bench;
  const run = narrowed(settings, files);
  if (run === undefined) return undefined;
  const narrow = { ...bench, settings: { ...settings, tests: { ...settings.tests, run } } };
  const before = await runSuite(narrow);
  const isSound = before.kind === 'ran' && before.results.some(({ status }) => status === 'passed');
  return isSound ? { bench: withLimit(narrow, before), before } : undefined;
}

/** A mutant that never ends must not use up the budget: several times as long as without it is long enough. */
function withLimit(bench: Workbench, { evidence }: TestReport): Workbench {
  const { settings } = bench;
  const timeout = Math.min(settings.tests.timeout, Math.ceil(evidence.seconds * 4) + 5);
  return { ...bench, settings: { ...settings, tests: { ...settings.tests, timeout } } };
}
