import type { Tree } from '../../ports/repositories.ts';
import { fileBlocks } from '../../writer/file-blocks.ts';
import type { StageContext } from '../context.ts';
import type { CommittedTests } from '../frozen-tests.ts';

/** What the prompt `refactor` is told: the plan and every file that was written since the tests were frozen. */
export async function refactorInputs(
  { clone, spec, facts }: StageContext,
  { tests, tree }: { tests: CommittedTests; tree: Tree },
) {
  const diffs = await clone.diff(tests.oid, facts.branch?.oid ?? tests.oid);
  const files = await tree.readMany(diffs.filter(({ change }) => change !== 'deleted').map(({ path }) => path));
  return {
    spec: spec?.text ?? '',
    files: fileBlocks(files),
  };
}
