import type { FileDiff, Tree } from '../../ports/repositories.ts';
import { changedFiles } from '../../referee/checklist/changed-code.ts';
import { undeclaredEntities } from '../../referee/step/entities.ts';
import type { Judging } from '../context.ts';
import { leftOfStep } from '../step-gate.ts';
import type { Entry } from './waive.ts';

interface Head {
  tree: Tree;
  since: Tree;
  diffs: readonly FileDiff[];
}

/** What holds for a change that carries out a step of a plan; nothing for any other. */
export async function judgeStep(judging: Judging, { tree, since, diffs }: Head): Promise<Entry[]> {
  const { plan, settings } = judging;
  if (!plan.step) return [];
  const paths = diffs.flatMap(({ path, oldPath }) => [path, ...(oldPath ? [oldPath] : [])]);
  const [texts, before] = await Promise.all([tree.readMany(paths), since.readMany(paths)]);
  const files = changedFiles(diffs, texts, settings);
  const { inspected, findings } = await undeclaredEntities(files, before, plan);
  const left = await leftOfStep(judging, { tree, overlay: [] });
  const names = findings.map(({ message }) => message).join(' ');
  return [
    {
      name: 'undeclared-entity',
      row: {
        item: 'only what the plan names',
        result: findings.length > 0 ? 'fail' : 'pass',
        evidence: names || `${inspected} new classes, functions and tables, each named in step ${plan.step.number}`,
      },
      findings,
    },
    {
      name: 'step-todo',
      row: {
        item: 'nothing left of this step',
        result: left.length > 0 ? 'fail' : 'pass',
        evidence: left.length > 0 ? `${left.length} \`TODO(step ${plan.step.number})\`` : 'no TODO of it is left',
      },
      findings: left,
    },
  ];
}
