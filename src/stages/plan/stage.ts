import { branchPrefix, slugOf, specPathOf } from '../../domain/feature.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { PlanReply } from '../../domain/plan-reply.ts';
import type { Tree } from '../../ports/repositories.ts';
import { renderSpec } from '../../referee/spec/render.ts';
import { converse, costOf, givenUpText } from '../../writer/converse.ts';
import type { Stage, StageContext } from '../context.ts';
import { stopped } from '../stopped.ts';
import { judgePlan } from './gate.ts';
import { planInputs } from './inputs.ts';
import { inPlaceOf, planShown, planWritten, questionsAsked } from './words.ts';

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

type Written = { kind: 'plan'; text: string; reply: PlanReply } | { kind: 'questions'; questions: string[] };

async function writePlan(context: StageContext, tree: Tree): Promise<Outcome> {
  const startedAt = Date.now();
  const { facts, settings, model, prompts, signal } = context;
  const branch = facts.branch?.name ?? branchPrefix(facts.issue.number) + slugOf(facts.issue.title);
  const specPath = specPathOf(branch, facts.issue.number);
  const inputs = await planInputs(context, tree);
  const rendering = { testCommand: settings.tests.command, addDependency: settings.addDependency };
  const conclusion = await converse<PlanReply, Written>({
    model,
    name: 'plan',
    schema: PlanReply,
    say: problems => prompts.render('plan', { ...inputs, problems }),
    judge: async reply => {
      if (reply.questions.length > 0)
        return { kind: 'accept', product: { kind: 'questions', questions: reply.questions } };
      const text = renderSpec(reply, rendering);
      const { findings } = await judgePlan({ text, specPath, tree, settings });
      return findings.length > 0
        ? { kind: 'refuse', findings }
        : { kind: 'accept', product: { kind: 'plan', text, reply } };
    },
    tries,
    signal,
  });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'given-up') {
    const text = givenUpText('plan', conclusion);
    return stopped('plan', { reason: `model-${conclusion.reason}`, summary: 'no usable plan', text, cost });
  }
  const { product } = conclusion;
  if (product.kind === 'questions') return questionsAsked(product.questions, cost);
  const judged = await judgePlan({ text: product.text, specPath, tree, settings });
  return planWritten(
    { path: specPath, text: product.text, name: product.reply.name, ...judged },
    { cost, trigger: context.trigger },
  );
}
