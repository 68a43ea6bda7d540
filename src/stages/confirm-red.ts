import type { FileChange } from '../domain/file-change.ts';
import { mergeChanges } from '../domain/file-change.ts';
import type { Spec } from '../domain/spec.ts';
import type { TestReport } from '../domain/test-report.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import type { Tree } from '../ports/repositories.ts';
import { confirmRed, type RedVerdict } from '../referee/prove-red.ts';
import { makeStubs } from '../referee/stubs/stubs.ts';
import type { Judging } from './context.ts';
import { runSuite } from './suite.ts';

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
  judging: Pick<Judging, 'settings' | 'sandbox' | 'runs' | 'signal'>,
  { spec, tree, testFiles, verdict }: Seen,
): Promise<{ verdict: RedVerdict; report?: TestReport | undefined }> {
  if (verdict.kind === 'refuse') return { verdict };
  const wanting = verdict.proof.tests.filter(test => test.red && test.class === 'missing-symbol');
  if (wanting.length === 0) return { verdict };
  const { settings } = judging;
  const tests = new Map(testFiles.flatMap(({ path, content }) => (content === null ? [] : [[path, content]])));
  const paths = (await tree.list()).map(({ path }) => path);
  const isProduct = (path: string) => !isTestPath(path, settings) && !isHarnessPath(path, settings);
  const stubs = await makeStubs({
    wanting,
    tests,
    spec,
    root: settings.root,
    paths,
    isProduct,
    readMany: files => tree.readMany(files),
  });
  const overlay = mergeChanges(testFiles, stubs.overlay);
  const report = stubs.overlay.length > 0 ? await runSuite({ ...judging, tree, overlay }) : undefined;
  return { verdict: confirmRed(verdict.proof, { spec, settings, report, stubs }), report };
}
