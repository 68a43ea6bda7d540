import type { FileChange } from '../../domain/file-change.ts';
import { mergeChanges } from '../../domain/file-change.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { StepRef } from '../../domain/step.ts';
import { TestingPlanReply } from '../../domain/step-reply.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { judgeTestingPlan } from '../../referee/step/testing-plan.ts';
import { converse, costOf, givenUpStop } from '../../writer/converse.ts';
import { fileBlocks } from '../../writer/file-blocks.ts';
import type { Stage, StageContext } from '../context.ts';
import { committedTests } from '../frozen-tests.ts';
import { scopeOf } from '../scope.ts';
import { stopped } from '../stopped.ts';
import { document } from './stage.ts';
import { markedPlan, stepPaths, trueStructures } from './step-changes.ts';
import { stepReport } from './step-report.ts';

/** Tries that the model has at a testing plan. */
const tries = 3;

/**
 * Brings the documents in line as for any feature, and writes those of the step: a testing plan in which nothing is
 * passed, a report, the marks of the tasks, and the project structure. All but the testing plan needs no model.
 */
export const documentStep: Stage = async context => {
  const { facts, plan, clone } = context;
  if (!facts.branch || !plan.step) throw new Error('the documents of a step are written on its branch');
  const outcome = await document(context);
  if (outcome.stop) return outcome;
  const startedAt = Date.now();
  const tree = await clone.treeAt(facts.branch.oid);
  const conclusion = await askForTestingPlan(context, { tree, step: plan.step });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'given-up')
    return stopped('document', {
      ...givenUpStop('testing plan', conclusion),
      summary: 'the testing plan could not be written',
      cost,
    });
  const changes = await stepChanges(context, { tree, step: plan.step, testingPlan: conclusion.product });
  return withChanges(context, outcome, { changes, cost });
};

async function askForTestingPlan(context: StageContext, { tree, step }: { tree: Tree; step: StepRef }) {
  const { model, prompts, signal, spec, plan } = context;
  const paths = stepPaths(step);
  const template = await tree.read(paths.template);
  const tests = (await committedTests(context))?.files ?? [];
  const inputs = {
    spec: spec?.text ?? '',
    template: template ?? '',
    preferences: (await tree.read(paths.preferences)) ?? '',
    tests: fileBlocks(tests.map(({ path, content }) => [path, content ?? ''])),
  };
  return converse<TestingPlanReply, string>({
    model,
    name: 'testing-plan',
    schema: TestingPlanReply,
    say: problems => prompts.render('testing-plan', { ...inputs, problems }),
    judge: async ({ content }) => {
      const findings = judgeTestingPlan(content, { template, criteria: plan.criteria.map(({ id }) => id) });
      return findings.length > 0 ? { kind: 'refuse', findings } : { kind: 'accept', product: `${content.trim()}\n` };
    },
    tries,
    signal,
  });
}

async function stepChanges(
  context: StageContext,
  { tree, step, testingPlan }: { tree: Tree; step: StepRef; testingPlan: string },
): Promise<FileChange[]> {
  const { clone, spec } = context;
  const tests = await committedTests(context);
  if (!tests) throw new Error('the documents of a step come after its tests');
  const diffs = await clone.diff(tests.before.oid, tree.oid);
  const paths = stepPaths(step);
  const plan = await tree.read(step.plan);
  const marked = plan === undefined ? undefined : markedPlan(plan, step, spec?.text ?? '');
  const written = [
    { path: paths.testingPlan, content: testingPlan },
    { path: paths.report, content: stepReport(context, diffs) },
    ...(marked === undefined || marked === plan ? [] : [{ path: step.plan, content: marked }]),
  ];
  const fresh = written.map(({ path }) => path).concat(spec?.path ?? []);
  return [...written, ...(await trueStructures(tree, { before: tests.before, fresh }))];
}

/** One commit for all documents. */
function withChanges(
  { plan, settings }: StageContext,
  { commit, row, ...outcome }: Outcome,
  { changes, cost }: { changes: FileChange[]; cost: ReturnType<typeof costOf> },
): Outcome {
  const scope = scopeOf(plan, path => isTestPath(path, settings));
  const all = mergeChanges(commit?.changes ?? [], changes);
  const lines = changes.map(({ path }) => `- ${path}`);
  const { seconds = 0, calls = 0, tokens = 0, usd } = row ?? {};
  const price = usd === undefined || cost.usd === undefined ? {} : { usd: usd + cost.usd };
  return {
    ...outcome,
    row: {
      state: 'done',
      summary: all.map(({ path }) => `\`${path}\``).join(', '),
      seconds: seconds + cost.seconds,
      calls: calls + cost.calls,
      tokens: tokens + cost.tokens,
      ...price,
    },
    commit: {
      headline: commit?.headline ?? `docs(${scope}): document ${plan.title}`,
      body: [commit?.body, ...lines].filter(Boolean).join('\n'),
      changes: all,
    },
  };
}
