import type { TestReport } from '../../domain/test-report.ts';
import { isForStryker } from '../../languages/stryker.ts';
import type { Tried } from '../../referee/mutation/fate.ts';
import { chosen, type Mutant, type NewLines } from '../../referee/mutation/mutants.ts';
import { linesToTry } from '../../referee/mutation/ranges.ts';
import type { Workbench } from '../suite.ts';
import { askStryker, type StrykerVerdict } from './stryker.ts';
import { tryMutants } from './try-mutants.ts';

interface Asked {
  lines: readonly NewLines[];
  /** Every mutant that we would make of them. */
  all: readonly Mutant[];
  /** The suite on the very tree that is mutated. */
  report: TestReport;
  testFiles: readonly string[];
}

/** What became of the mutants that the budget allows. */
export interface Trial {
  tried: Tried[];
  /** Mutants that were not tried. */
  left: number;
  /** What the repository's own StrykerJS had to do with it. */
  stryker: StrykerVerdict | undefined;
}

/**
 * Tries mutants: those of StrykerJS where the repository has it, ours of everything that it does not read, or of all where
 * it cannot run. It may use half of the time, so that as much is left for ours.
 */
export async function tryLines(bench: Workbench, { lines, all, report, testFiles }: Asked): Promise<Trial> {
  const { mutator, mutants: limit, minutes } = bench.settings.mutation;
  const start = Date.now();
  const picked = chosen(all, limit);
  const stryker =
    mutator &&
    (await askStryker(bench, {
      lines: lines.map(each => linesToTry(each, { all, chosen: picked })),
      report,
      minutes: minutes / 2,
    }));
  const theirs = stryker?.kind === 'tried' ? stryker.tried : undefined;
  const ours = picked.filter(({ path }) => !theirs || !isForStryker(path));
  const spent = (Date.now() - start) / 60_000;
  const tried = await tryMutants(bench, { mutants: ours, report, testFiles, minutes: minutes - spent });
  const left = all.length - picked.length + ours.length - tried.length;
  return { tried: [...(theirs ?? []), ...tried], left, stryker };
}
