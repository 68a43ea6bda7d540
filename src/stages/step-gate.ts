import type { FileChange } from '../domain/file-change.ts';
import type { Finding } from '../domain/finding.ts';
import type { StepRef } from '../domain/step.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import { grammarOf } from '../languages/syntax.ts';
import type { Tree } from '../ports/repositories.ts';
import { addedLines } from '../referee/added-lines.ts';
import type { ChangedFile } from '../referee/checklist/changed-code.ts';
import { inspectTodo, todosOfStep } from '../referee/checklist/todo.ts';
import { undeclaredEntities } from '../referee/step/entities.ts';
import type { Judging } from './context.ts';
import { textsUnder } from './frozen-tests.ts';

/**
 * What a change may not do when it carries out a step of a plan: bring in what the step does not name, leave a bare TODO,
 * or write in what it is told by.
 */
export async function foreignToStep(
  { plan, settings }: Pick<Judging, 'plan' | 'settings'>,
  { tree, changes }: { tree: Tree; changes: readonly FileChange[] },
): Promise<Finding[]> {
  if (!plan.step) return [];
  const before = await tree.readMany(changes.map(({ path }) => path));
  const files = changes.flatMap(({ path, content }): ChangedFile[] => {
    if (content === null) return [];
    const added = new Set(addedLines(before.get(path) ?? '', content).map(({ line }) => line));
    const isTest = isTestPath(path, settings) || isHarnessPath(path, settings);
    return [{ path, text: content, added, grammar: grammarOf(path), isTest }];
  });
  const { findings } = await undeclaredEntities(files, before, plan);
  return [...toldBy(plan.step, changes), ...findings, ...(await inspectTodo(plan.step.number)(files)).findings];
}

/** The plan, the designs and the word on where the work stands are people's. */
function toldBy({ plan }: StepRef, changes: readonly FileChange[]): Finding[] {
  const isTold = (path: string) =>
    path === plan || /(?:^|\/)(?:Context\.toml|5\.3_technical_design[^/]*\.md)$/.test(path);
  return changes
    .filter(({ path }) => isTold(path))
    .map(({ path }) => ({
      rule: 'step-document',
      path,
      message: `\`${path}\` says what the step is; it is read and not written.`,
      remedy: 'Leave it as it is. Where it is wrong, ask.',
    }));
}

/** Work that earlier steps left for this one, in the files that the spec lists, and that is still left. */
export async function leftOfStep(
  { plan }: Pick<Judging, 'plan'>,
  { tree, overlay }: { tree: Tree; overlay: readonly FileChange[] },
): Promise<Finding[]> {
  const { step, relevantFiles } = plan;
  if (!step) return [];
  const texts = await textsUnder(
    tree,
    overlay,
    relevantFiles.map(({ path }) => path),
  );
  const found = await Promise.all(
    [...texts].map(async ([path, text]) => ({ path, lines: await todosOfStep(path, text, step.number) })),
  );
  return found.flatMap(({ path, lines }) =>
    lines.map(line => ({
      rule: 'step-todo',
      path,
      line,
      message: `\`TODO(step ${step.number})\` is work of this very step.`,
      remedy: 'Do what it says and remove the comment.',
    })),
  );
}
