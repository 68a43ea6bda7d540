import { posix } from 'node:path';
import type { FileChange } from '../../domain/file-change.ts';
import type { StepRef } from '../../domain/step.ts';
import type { Tree } from '../../ports/repositories.ts';
import { inlineMarkdown } from '../../referee/spec/inline.ts';
import { markCompleted, readPlanSteps } from '../../referee/step/plan-document.ts';
import { withTrueStructure } from '../../referee/step/structure.ts';

/** Where the documents of a step lie, by its plan: `docs/Phase1/6.1_implementation_plan.md`. */
export function stepPaths({ plan, number }: StepRef) {
  const phase = posix.dirname(plan);
  const docs = posix.dirname(phase);
  const own = posix.join(phase, 'Steps', number);
  return {
    template: posix.join(docs, '6.2_testing_plan.md'),
    preferences: posix.join(docs, 'common', 'testing-preferences.md'),
    testingPlan: posix.join(own, '6.2_testing_plan.md'),
    report: posix.join(own, '6.2_implementation_report.md'),
  };
}

/**
 * The plan with the tasks of this step marked that the spec was made of. A task that people added meanwhile was not
 * carried out, and is not marked.
 */
export function markedPlan(plan: string, step: StepRef, spec: string): string {
  const tasks = readPlanSteps(plan)
    .filter(({ number }) => number === step.number)
    .flatMap(({ tasks: all }) => all)
    .filter(({ isCompleted, title }) => !isCompleted && spec.includes(inlineMarkdown(title)));
  return markCompleted(plan, tasks);
}

/** Every `CLAUDE.md` whose drawn project structure was made untrue, true again. `fresh` files were not there before. */
export async function trueStructures(
  tree: Tree,
  { before, fresh }: { before: Tree; fresh: readonly string[] },
): Promise<FileChange[]> {
  const [was, is] = await Promise.all([before, tree].map(async each => (await each.list()).map(({ path }) => path)));
  const old = (was ?? []).filter(path => !fresh.includes(path));
  const now = [...(is ?? []), ...fresh];
  const drawn = await tree.readMany(now.filter(path => posix.basename(path) === 'CLAUDE.md'));
  return [...drawn].flatMap(([path, text]) => {
    const directory = posix.dirname(path);
    const below = (paths: readonly string[]) => new Set(paths.flatMap(each => inside(directory, each)));
    const content = withTrueStructure(text, { before: below(old), after: below(now) });
    return content === text ? [] : [{ path, content }];
  });
}

function inside(directory: string, path: string): string[] {
  if (directory === '.') return [path];
  return path.startsWith(`${directory}/`) ? [path.slice(directory.length + 1)] : [];
}
