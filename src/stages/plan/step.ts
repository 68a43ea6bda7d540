import { branchPrefix, slugOf, specPathOf } from '../../domain/feature.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { PlanTask } from '../../domain/step.ts';
import { StepReply } from '../../domain/step-reply.ts';
import type { Tree } from '../../ports/repositories.ts';
import { renderSpec } from '../../referee/spec/render.ts';
import { type Conclusion, converse, costOf, givenUpStop } from '../../writer/converse.ts';
import { fileBlocks } from '../../writer/file-blocks.ts';
import { visibleText } from '../../writer/visible-text.ts';
import type { Stage, StageContext } from '../context.ts';
import { stopped } from '../stopped.ts';
import { judgePlan } from './gate.ts';
import { showPlan } from './stage.ts';
import { filesWithTodos, questions, readStep, type StepReading } from './step-sources.ts';
import { designPaths, planReplyOf, type StepMaterial, servicePaths } from './step-spec.ts';
import { planWritten, sinceEdited } from './words.ts';

/** Tries that the model has at reading a step. */
const tries = 3;

/** Paths that one prompt lists. */
const mostPaths = 400;

/**
 * Makes the plan of the open tasks of the current step, which people wrote and agreed on: it waits for nobody. Whatever
 * is missing, unclear or in contradiction is said or asked before anything is begun.
 */
export const planStep: Stage = async context => {
  const tree = await context.clone.treeAt(context.facts.base.oid);
  if (context.spec && !context.trigger) {
    const shown = await showPlan(context, tree, context.spec);
    const told = sinceEdited(context, shown);
    return told === shown ? begun(shown) : told;
  }
  const { title, body } = context.facts.issue;
  const reading = await readStep(tree, visibleText(`${title}\n\n${body}`).text);
  if (reading.kind === 'completed') return nothingLeft(reading);
  if (reading.kind === 'problem') {
    const isAnswered = reading.reason === 'question' && context.talk.length > 0;
    return stopped(
      'plan',
      isAnswered
        ? { ...reading, text: `${reading.text}\n\nWhat was answered does not say it yet: the plan itself has to.` }
        : reading,
    );
  }
  const { sources } = reading;
  const paths = new Set((await tree.list()).map(({ path }) => path));
  const design = await tree.readMany(designPaths(sources, paths));
  const services = await tree.readMany(servicePaths(sources, paths));
  const todos = await filesWithTodos(tree, sources.step.number);
  return writeStep(context, tree, { sources, paths, design, services, todos });
};

interface Written {
  text: string;
  name: string;
}

async function writeStep(context: StageContext, tree: Tree, material: StepMaterial): Promise<Outcome> {
  const startedAt = Date.now();
  const { facts, settings, model, prompts, signal } = context;
  const branch = facts.branch?.name ?? branchPrefix(facts.issue.number) + slugOf(facts.issue.title);
  const specPath = specPathOf(branch, facts.issue.number);
  const rendering = { testCommand: settings.tests.command, addDependency: settings.addDependency };
  const inputs = inputsOf(context, material);
  const conclusion = await converse<StepReply, Written | string[]>({
    model,
    name: 'step',
    schema: StepReply,
    say: problems => prompts.render('step', { ...inputs, problems }),
    judge: async reply => {
      if (reply.questions.length > 0) return { kind: 'accept', product: reply.questions };
      const plan = planReplyOf(material, reply);
      const text = renderSpec(plan, rendering);
      const { findings } = await judgePlan({ text, specPath, tree, settings });
      const all = [...untestedFindings(material.sources.open, reply), ...findings];
      return all.length > 0
        ? { kind: 'refuse', findings: all }
        : { kind: 'accept', product: { text, name: plan.name } };
    },
    tries,
    signal,
  });
  const judged = async (written: Written) => ({
    ...written,
    path: specPath,
    alike: [],
    ...(await judgePlan({ text: written.text, specPath, tree, settings })),
  });
  return concluded(context, { conclusion, startedAt, material, judged });
}

async function concluded(
  context: StageContext,
  done: {
    conclusion: Conclusion<Written | string[]>;
    startedAt: number;
    material: StepMaterial;
    judged(written: Written): Promise<Parameters<typeof planWritten>[0]>;
  },
): Promise<Outcome> {
  const { conclusion, startedAt, material } = done;
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'given-up') {
    const stop = givenUpStop('reading of the step', conclusion);
    return stopped('plan', { ...stop, summary: 'the step could not be read', cost });
  }
  const { product } = conclusion;
  if (Array.isArray(product)) {
    const asked = questions(material.sources.planPath, product) as Extract<StepReading, { kind: 'problem' }>;
    return stopped('plan', { ...asked, cost });
  }
  return begun(planWritten(await done.judged(product), { cost, trigger: context.trigger, changes: [] }));
}

/** At least one task must be one that a test can decide, and only tasks of the step can be without one. */
function untestedFindings(open: readonly PlanTask[], { withoutBehaviour }: StepReply): Finding[] {
  const known = open.map((_, index) => `T${index + 1}`);
  const unknown = withoutBehaviour.filter(({ task }) => !known.includes(task));
  const isNone = known.every(each => withoutBehaviour.some(({ task }) => task === each));
  return [
    ...unknown.map(({ task }) => ({
      rule: 'step-task',
      message: `${task} is no open task of the step.`,
      remedy: `There are ${known.join(', ')}.`,
    })),
    ...(isNone ? [{ rule: 'step-task', message: 'No task is left that a test can decide.' }] : []),
  ];
}

function inputsOf({ talk }: StageContext, { sources, design, services, paths }: StepMaterial) {
  const { context, step, open } = sources;
  return {
    context: Object.entries(context)
      .map(([key, value]) => `${key}: ${value ?? 'not said'}`)
      .join('\n'),
    tasks: open.map(({ text }, index) => `T${index + 1}: ${text}`).join('\n\n'),
    step: `Step ${step.number}: ${step.title}\n\n${step.text}`,
    design: fileBlocks(design),
    services: fileBlocks(services),
    paths: [...paths].slice(0, mostPaths).join('\n'),
    answers: talk.map(comment => visibleText(comment.body).text).join('\n\n'),
  };
}

/** What was put up is begun at once. */
function begun(outcome: Outcome): Outcome {
  return outcome.shown ? { ...outcome, headline: 'The step is read, and its tests come next', next: '' } : outcome;
}

function nothingLeft({ title, planPath }: { title: string; planPath: string }): Outcome {
  return {
    stage: 'plan',
    row: { state: 'done', summary: `every task of \`${title}\` is completed` },
    headline: 'Nothing is left to do in this step',
    next: `every task of "${title}" in \`${planPath}\` is marked as completed. Set \`current_step\` in \`Context.toml\` to the next one, then put the label on again.`,
    isFinal: true,
  };
}
