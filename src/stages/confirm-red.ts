import type { FileChange } from '../domain/file-change.ts';
import { mergeChanges } from '../domain/file-change.ts';
import type { ClassifiedTest } from '../domain/red.ts';
import type { Spec } from '../domain/spec.ts';
import type { TestReport } from '../domain/test-report.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import type { Tree } from '../ports/repositories.ts';
import { confirmAsserting, confirmRed, type RedVerdict } from '../referee/prove-red.ts';
import { isReadDirectly, surelyAsserting } from '../referee/source/direct-assertions.ts';
import { makeStubs } from '../referee/stubs/stubs.ts';
import { isResultOf, testsInSource } from '../referee/tests-in-source.ts';
import type { Judging } from './context.ts';
import { runSuite } from './suite.ts';

type Bench = Pick<Judging, 'settings' | 'sandbox' | 'runs' | 'signal'>;

interface Seen {
  spec: Spec;
  tree: Tree;
  testFiles: readonly FileChange[];
  verdict: RedVerdict;
}

/**
 * Where tests are red because a symbol is missing, they are run once more with stubs that have its name and nothing
 * behind it. Nothing is run where no symbol is missing or no stub can be made.
 */
export async function withStubs(
  judging: Bench,
  { spec, tree, testFiles, verdict }: Seen,
): Promise<{ verdict: RedVerdict; report?: TestReport | undefined }> {
  if (verdict.kind === 'refuse') return { verdict };
  const wanting = verdict.proof.tests.filter(test => test.red && test.class === 'missing-symbol');
  if (wanting.length === 0) return { verdict };
  const { settings } = judging;
  const tests = new Map(testFiles.flatMap(({ path, content }) => (content === null ? [] : [[path, content]])));
  const paths = (await tree.list()).map(({ path }) => path);
  const isProduct = (path: string) => !isTestPath(path, settings) && !isHarnessPath(path, settings);
  const run = async (answers: boolean) => {
    const readMany = (files: readonly string[]) => tree.readMany(files);
    const stubs = await makeStubs({ wanting, tests, spec, root: settings.root, paths, isProduct, readMany, answers });
    const overlay = mergeChanges(testFiles, stubs.overlay);
    return { stubs, report: stubs.overlay.length > 0 ? await runSuite({ ...judging, tree, overlay }) : undefined };
  };
  const { stubs, report } = await run(false);
  const confirmed = confirmRed(verdict.proof, { spec, settings, report, stubs });
  if (confirmed.kind === 'refuse' || !report) return { verdict: confirmed, report };
  const doubtful = await doubtfulAmong(confirmed.proof.tests, tests);
  const answered = doubtful.length > 0 ? (await run(true)).report : undefined;
  return { verdict: answered ? confirmAsserting(confirmed.proof, { report: answered, doubtful }) : confirmed, report };
}

/** Tests that were red because a stub refused, in a language where one can answer, and that may assert nothing at all. */
async function doubtfulAmong(
  classified: readonly ClassifiedTest[],
  texts: ReadonlyMap<string, string>,
): Promise<ClassifiedTest[]> {
  const refused = classified.filter(
    ({ red, file, stub }) => red && stub?.startsWith('not-impl') && isReadDirectly(file),
  );
  const sure = await Promise.all(
    [...new Set(refused.map(({ file }) => file))].map(async file => {
      const text = texts.get(file) ?? '';
      return surelyAsserting(file, text, await testsInSource(file, text));
    }),
  );
  return refused.filter(({ id }) => !sure.flat().some(test => isResultOf(test, id)));
}
