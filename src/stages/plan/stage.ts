import { branchPrefix, slugOf, specPathOf } from '../../domain/feature.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { PlanReply } from '../../domain/plan-reply.ts';
import { addSpend, noSpend } from '../../domain/stage.ts';
import type { Tree } from '../../ports/repositories.ts';
import { renderSpec } from '../../referee/spec/render.ts';
import type { Conclusion } from '../../writer/converse.ts';
import { converse, costOf, givenUpText } from '../../writer/converse.ts';
import type { Stage, StageContext } from '../context.ts';
import { stopped } from '../stopped.ts';
import { type Analysed, analyse } from './analysis.ts';
import { analysisFold, analysisText } from './analysis-words.ts';
import { judgePlan } from './gate.ts';
import { architectureOf, feedbackOf, gatherMaterial, type Material } from './inputs.ts';
import { inPlaceOf, planShown, planWritten } from './words.ts';

/** Tries that the model has at a plan. */
const tries = 3;

/**
 * Writes the plan, or shows the one that stands on the branch when a person edited it. A plan that the gate refuses is
 * never put up for approval.
 */
export const plan: Stage = async context => {
  // A plan is about the tree that the feature starts from: what the branch adds later does not make it wrong.
  const tree = await context.clone.treeAt(context.facts.base.oid);
  const isRevision = context.trigger !== undefined;
  const outcome = context.spec && !isRevision ? showPlan(context, tree, context.spec) : writePlan(context, tree);
  return inPlaceOf(approvedPlan(context), await outcome);
};

/** Hash of the plan that red was begun on: nothing sets red going but an approval. */
function approvedPlan({ status: { rows, shown } }: StageContext): string | undefined {
  return rows.red && rows.red.state !== 'waiting' ? shown?.hash : undefined;
}

async function showPlan(context: StageContext, tree: Tree, spec: { path: string; text: string }): Promise<Outcome> {
  const judged = await judgePlan({ text: spec.text, specPath: spec.path, tree, settings: context.settings });
  const written = { text: spec.text, path: spec.path, ...judged };
  // What people rewrote begins for us with a commit of our own, be there nothing new in it.
  const isOurs = context.facts.branch?.commits.length !== 0;
  if (isOurs || judged.findings.length > 0) return planShown(written);
  return planWritten({ ...written, name: judged.spec.title }, { cost: {}, trigger: undefined });
}

interface Written {
  text: string;
  reply: PlanReply;
}

async function writePlan(context: StageContext, tree: Tree): Promise<Outcome> {
  const startedAt = Date.now();
  const { facts, trigger } = context;
  const branch = facts.branch?.name ?? branchPrefix(facts.issue.number) + slugOf(facts.issue.title);
  const path = specPathOf(branch, facts.issue.number);
  const material = await gatherMaterial(context, tree);
  const architecture = await architectureOf(tree);
  // A plan that is revised was analysed when it was written first.
  const analysed = context.spec ? undefined : await analyse(context, { tree, material, architecture });
  if (analysed?.kind === 'stop') return analysed.outcome;
  const conclusion = await askForPlan(context, { tree, path, material, analysed });
  const cost = costOf(addSpend(analysed?.spend ?? noSpend, conclusion.spend), startedAt);
  if (conclusion.kind === 'given-up') {
    const text = givenUpText('plan', conclusion);
    return stopped('plan', { reason: `model-${conclusion.reason}`, summary: 'no usable plan', text, cost });
  }
  const { product } = conclusion;
  const { settings } = context;
  const judged = await judgePlan({ text: product.text, specPath: path, tree, settings });
  const written = planWritten({ path, text: product.text, name: product.reply.name, ...judged }, { cost, trigger });
  if (!analysed) return written;
  return { ...written, folds: [...(written.folds ?? []), analysisFold(analysed.reply)] };
}

interface Asked {
  tree: Tree;
  path: string;
  material: Material;
  analysed: Extract<Analysed, { kind: 'analysed' }> | undefined;
}

function askForPlan(context: StageContext, { tree, path, material, analysed }: Asked): Promise<Conclusion<Written>> {
  const { settings, model, prompts, signal } = context;
  const feedback = feedbackOf(context);
  const analysis = analysed ? analysisText(analysed.reply) : '';
  const rendering = { testCommand: settings.tests.command, addDependency: settings.addDependency };
  return converse<PlanReply, Written>({
    model,
    name: 'plan',
    schema: PlanReply,
    say: problems => prompts.render('plan', { ...material, feedback, analysis, problems }),
    judge: async reply => {
      const text = renderSpec(reply, rendering);
      const { findings } = await judgePlan({ text, specPath: path, tree, settings });
      return findings.length > 0 ? { kind: 'refuse', findings } : { kind: 'accept', product: { text, reply } };
    },
    tries,
    signal,
  });
}
