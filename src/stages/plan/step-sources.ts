import { posix } from 'node:path';
import type { PlanStep, PlanTask, StepContext } from '../../domain/step.ts';
import { compareSteps } from '../../domain/step.ts';
import { grammarOf } from '../../languages/syntax.ts';
import type { Tree } from '../../ports/repositories.ts';
import { todosOfStep } from '../../referee/checklist/todo.ts';
import { readContext } from '../../referee/step/context-file.ts';
import { readPlanSteps } from '../../referee/step/plan-document.ts';

/** Everything that a step is made of. */
export interface StepSources {
  contextPath: string;
  context: StepContext;
  planPath: string;
  steps: PlanStep[];
  step: PlanStep;
  open: PlanTask[];
}

/** What was found, or why nothing can begin: a message, a question about the plan, or that nothing is left to do. */
export type StepReading =
  | { kind: 'found'; sources: StepSources }
  | { kind: 'problem'; reason: 'step-context' | 'step-plan' | 'question'; summary: string; text: string }
  | { kind: 'completed'; title: string; planPath: string };

const problem = (reason: 'step-context' | 'step-plan' | 'question', summary: string, text: string): StepReading => ({
  kind: 'problem',
  reason,
  summary,
  text,
});

const listOf = (paths: readonly string[]): string => paths.map(path => `- \`${path}\``).join('\n');
const retry = 'then reply `/retry`.';

/** Finds the step that the issue asks for: `Context.toml` of its domain, the plan of its phase, the tasks that are open. */
export async function readStep(tree: Tree, issue: string): Promise<StepReading> {
  const paths = (await tree.list()).map(({ path }) => path);
  const contextPath = contextIn(paths, issue);
  if (typeof contextPath !== 'string') return contextPath;
  const read = readContext((await tree.read(contextPath)) ?? '');
  if (read.kind === 'invalid') {
    const lines = read.problems.map(each => `- ${each}`).join('\n');
    const form = '`current_epic`, `current_step`, `current_domain` and `current_dev_stage`';
    return problem(
      'step-context',
      `\`${contextPath}\` is not valid`,
      `\`${contextPath}\` does not say where the work stands:\n\n${lines}\n\nIt needs ${form}. Mend it on the base branch, ${retry}`,
    );
  }
  const { context } = read;
  const planPath = planIn(paths, posix.dirname(contextPath), context);
  if (typeof planPath !== 'string') return planPath;
  const steps = readPlanSteps((await tree.read(planPath)) ?? '');
  return stepIn({ contextPath, context, planPath, steps });
}

function contextIn(paths: readonly string[], issue: string): string | StepReading {
  const all = paths.filter(path => posix.basename(path) === 'Context.toml');
  const words = new Set((issue.match(/[\w./-]*\w/g) ?? []).map(word => word.replace(/^\.\//, '')));
  const named = all.filter(path => words.has(path) || words.has(posix.dirname(path)));
  const [only, second] = named.length > 0 ? named : all;
  if (!only)
    return problem(
      'step-context',
      'there is no `Context.toml`',
      `There is no \`Context.toml\` in the repository, so it is not known where the work stands. Add one to the folder of the domain, with \`current_epic\`, \`current_step\`, \`current_domain\` and \`current_dev_stage\`, ${retry}`,
    );
  if (!second) return only;
  return problem(
    'step-context',
    'several `Context.toml`',
    `There are several domains, and the issue names ${named.length > 1 ? 'more than one' : 'none'} of them:\n\n${listOf(named.length > 1 ? named : all)}\n\nName the folder of one in the issue.`,
  );
}

function planIn(paths: readonly string[], domain: string, { phase }: StepContext): string | StepReading {
  const plan = /^(?<above>(?:.+\/)?)docs\/phase[ _-]?(?<phase>\w+)\/6\.1_implementation_plan\.md$/i;
  const plans = paths.flatMap(path => {
    const { above = '', phase: number = '' } = plan.exec(path)?.groups ?? {};
    return number && (above === '' || above === `${domain}/`) ? [{ path, above, number }] : [];
  });
  const own = plans.filter(({ above }) => above !== '');
  const near = own.length > 0 ? own : plans;
  const fitting = near.filter(({ number }) => phase === undefined || number === phase);
  const [only, second] = fitting;
  if (only && !second) return only.path;
  const wanted = `docs/Phase${phase ?? '<number>'}/6.1_implementation_plan.md`;
  if (!only)
    return problem(
      'step-plan',
      'there is no implementation plan',
      `There is no \`${wanted}\`.${near.length > 0 ? ` There are:\n\n${listOf(near.map(({ path }) => path))}\n\n` : ' '}Add it to the base branch, or name the phase in \`Context.toml\` as \`current_phase\`, ${retry}`,
    );
  return problem(
    'step-plan',
    'several implementation plans',
    `\`Context.toml\` does not tell which of these plans it means:\n\n${listOf(fitting.map(({ path }) => path))}\n\nAdd \`current_phase\` to it on the base branch, ${retry}`,
  );
}

function stepIn(found: Omit<StepSources, 'step' | 'open'>): StepReading {
  const { context, planPath, steps } = found;
  const isWanted = ({ number, phase }: PlanStep) =>
    compareSteps(number, context.step) === 0 &&
    (phase === undefined || context.phase === undefined || compareSteps(phase, context.phase) === 0);
  const [step, second] = steps.filter(isWanted);
  if (!step) {
    const others = steps.length > 0 ? `It has: ${steps.map(({ number }) => number).join(', ')}.` : 'It has no steps.';
    return problem(
      'step-plan',
      `no step ${context.step}`,
      `\`${planPath}\` has no heading \`Step ${context.step}\`, which \`${found.contextPath}\` names as the current one. ${others} Mend one of the two on the base branch, ${retry}`,
    );
  }
  const doubts = second
    ? [`Step ${step.number} stands there twice, in lines ${step.line} and ${second.line}. Which of the two is meant?`]
    : doubtsOf(step);
  if (doubts.length > 0) return questions(planPath, doubts);
  const open = step.tasks.filter(({ isCompleted }) => !isCompleted);
  const title = `Step ${step.number}: ${step.title}`;
  return open.length > 0
    ? { kind: 'found', sources: { ...found, step, open } }
    : { kind: 'completed', title, planPath };
}

/** What the plan leaves open or says in two ways, as far as that can be seen without understanding it. */
function doubtsOf({ number, tasks }: PlanStep): string[] {
  if (tasks.length === 0) return [`Step ${number} has no tasks. What is to be done in it?`];
  const titles = tasks.map(({ title }) => title);
  return tasks.flatMap(({ title, text, isCompleted }, index) => [
    ...(title === '' ? [`Task ${index + 1} of step ${number} says nothing. What is it?`] : []),
    ...(titles.indexOf(title) < index ? [`"${title}" stands there twice. Is it the same task?`] : []),
    ...(/^(?:[-*+]|\d+[.)])?\s*\[x\]/i.test(text) && !isCompleted
      ? [`"${title}" is ticked, and not marked as completed. Is it done?`]
      : []),
  ]);
}

/** Questions about the plan, asked together. */
export function questions(planPath: string, doubts: readonly string[]): StepReading {
  const list = doubts.map((doubt, index) => `${index + 1}. ${doubt}`).join('\n');
  const text = `Before the step in \`${planPath}\` is begun, please answer in a comment, or mend the plan on the base branch and reply \`/retry\`:\n\n${list}`;
  return problem('question', 'waits for an answer', text);
}

/** Files with work that earlier steps left for this one. */
export async function filesWithTodos(tree: Tree, step: string): Promise<string[]> {
  const code = (await tree.list()).filter(({ path, size }) => grammarOf(path) && (size ?? 0) < largestFile);
  const texts = await tree.readMany(code.map(({ path }) => path));
  const found = await Promise.all(
    [...texts].map(async ([path, text]) => ((await todosOfStep(path, text, step)).length > 0 ? [path] : [])),
  );
  return found.flat();
}

/** Bytes of the largest file that is looked through. */
const largestFile = 200_000;
