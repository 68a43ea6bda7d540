import { posix } from 'node:path';
import type { CoveredLines } from '../domain/covered-lines.ts';
import { isDocument } from '../languages/documents.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import { coverageOfFiles } from '../referee/coverage-of-files.ts';
import type { Judging } from './context.ts';
import { contentHash } from './run-memory.ts';
import { runCommand, type Workbench } from './suite.ts';

/** A tree, and where it is noted what tests run of its files. */
export type Measured = Pick<Workbench, 'tree' | 'overlay' | 'settings'> & Pick<Judging, 'coverageNotes'>;

/** Notes what a coverage report says of every file, so that a plan on the same files needs no run to know it. */
export async function noteCovered(measured: Measured, report: string | undefined): Promise<void> {
  const files = await readFiles(measured, report);
  if (files.size > 0) await measured.coverageNotes?.note(await contentOf(measured), files);
}

/**
 * What tests run of the files of a tree; nothing where it is not known. It is known where the same files were judged
 * before. It is measured only where the configuration asks for that.
 */
export async function coveredFiles(
  bench: Workbench & Measured,
): Promise<ReadonlyMap<string, CoveredLines> | undefined> {
  const { coverage, tests } = bench.settings;
  if (!coverage) return undefined;
  const known = await bench.coverageNotes?.recall(await contentOf(bench));
  if (known || !coverage.beforePlan) return known;
  const how = { command: coverage.run, artifacts: [coverage.file], environment: tests.environment };
  const { result } = await runCommand(bench, { ...how, seconds: tests.timeout, needsServices: true });
  const report = result.artifacts[coverage.file];
  await noteCovered(bench, report);
  const files = await readFiles(bench, report);
  return files.size > 0 ? files : undefined;
}

const contentOf = (measured: Measured): Promise<string> =>
  contentHash(measured, path => !isDocument(path, measured.settings));

async function readFiles({ tree, settings }: Measured, text: string | undefined): Promise<Map<string, CoveredLines>> {
  if (!settings.coverage) return new Map();
  const root = posix.normalize(settings.root).replace(/\/$/, '');
  const paths = (await tree.list())
    .map(({ path }) => path)
    .filter(path => root === '.' || path.startsWith(`${root}/`))
    .filter(path => !isTestPath(path, settings) && !isHarnessPath(path, settings));
  return coverageOfFiles({ format: settings.coverage.format, text, paths });
}
