import type { Decided } from '../../domain/analysis-reply.ts';
import { counted } from '../../domain/counted.ts';
import { branchPrefix, slugOf, specPathOf } from '../../domain/feature.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { addSpend, noSpend } from '../../domain/stage.ts';
import type { Tree } from '../../ports/repositories.ts';
import { costOf, givenUpStop } from '../../writer/converse.ts';
import { declaredNames } from '../../writer/symbol-map.ts';
import { visibleText } from '../../writer/visible-text.ts';
import type { Stage, StageContext } from '../context.ts';
import { isIssueEdited } from '../edited-issue.ts';
import { stopped } from '../stopped.ts';
import { analyse } from './analysis.ts';
import { analysisFold, analysisText, reviewText } from './analysis-words.ts';
import { draftPlan } from './draft.ts';
import { elicitationsChange } from './elicitations.ts';
import { judgePlan } from './gate.ts';
import { architectureOf, feedbackOn, gatherMaterial, tooLong, wordsOfPeople } from './inputs.ts';
import { lookAlikesOf } from './look-alikes.ts';
import { inPlaceOf, planShown, planWritten, sinceEdited } from './words.ts';

/**
 * Writes the plan, or shows the one that stands on the branch when a person edited it. A plan that the gate refuses is
 * never put up for approval.
 */
export const plan: Stage = async context => {
  // A plan is about the tree that the feature starts from: what the branch adds later does not make it wrong.
  const tree = await context.clone.treeAt(context.facts.base.oid);
  const isRevision = context.trigger !== undefined;
  const outcome = context.spec && !isRevision ? showPlan(context, tree, context.spec) : writePlan(context, tree);
  return inPlaceOf(approvedPlan(context), sinceEdited(context, await outcome));
};

/** Hash of the plan that red was begun on: nothing sets red going but an approval. */
function approvedPlan({ status: { rows, shown } }: StageContext): string | undefined {
  return rows.red && rows.red.state !== 'waiting' ? shown?.hash : undefined;
}

/** The plan that stands on the branch: put up as it is, or what is wrong with it. */
export async function showPlan(
  context: StageContext,
  tree: Tree,
  spec: { path: string; text: string },
): Promise<Outcome> {
  const { settings, facts } = context;
  const judged = await judgePlan({ text: spec.text, specPath: spec.path, tree, settings });
  const declared = await declaredNames(tree, settings);
  const alike = await lookAlikesOf(judged.spec, { tree, settings, declared, outlines: [] });
  const written = { text: spec.text, path: spec.path, ...judged, alike };
  // What people rewrote begins for us with a commit of our own, be there nothing new in it.
  const isOurs = facts.branch?.commits.length !== 0;
  if (isOurs || judged.findings.length > 0) return planShown(written);
  return planWritten({ ...written, name: judged.spec.title }, { cost: {}, trigger: undefined, changes: [] });
}

async function writePlan(context: StageContext, tree: Tree): Promise<Outcome> {
  const startedAt = Date.now();
  const { facts, trigger, settings, prompts } = context;
  const branch = facts.branch?.name ?? branchPrefix(facts.issue.number) + slugOf(facts.issue.title);
  const path = specPathOf(branch, facts.issue.number);
  const words = wordsOfPeople(context);
  const refusal = tooLong(words);
  if (refusal) return refusal;
  const { material, found } = await gatherMaterial(context, tree, words);
  const architecture = await architectureOf(tree);
  // A plan that is revised was analysed when it was written first, unless that was another issue.
  const analysed =
    context.spec && !isIssueEdited(context) ? undefined : await analyse(context, { tree, material, architecture });
  if (analysed?.kind === 'stop') return analysed.outcome;
  const feedback = feedbackOn(context, words);
  const analysis = analysed ? analysisText(analysed.reply) : '';
  const conclusion = await draftPlan(context, {
    path,
    neighbourhood: { tree, settings, declared: found.declared, outlines: found.outlines },
    decisions: analysed?.reply.decisions ?? [],
    architecture,
    say: problems => prompts.render('plan', { ...material, feedback, analysis, problems }),
  });
  const cost = costOf(addSpend(analysed?.spend ?? noSpend, conclusion.spend), startedAt);
  if (conclusion.kind === 'given-up') {
    return stopped('plan', { ...givenUpStop('plan', conclusion), summary: 'no usable plan', cost });
  }
  const { reply, ...draft } = conclusion.product;
  const changes = await decisionsWritten(context, tree, reply.decisions);
  const written = planWritten({ path, name: reply.name, findings: [], ...draft }, { cost, trigger, changes });
  const next = hiddenText(words.removed) + written.next;
  if (!analysed) return { ...written, next };
  return {
    ...written,
    next,
    folds: [...(written.folds ?? []), analysisFold(analysed.reply, reviewText(reply, architecture))],
  };
}

/** That something in the issue is not seen by its readers, for whoever approves what was made of the rest. */
const hiddenText = (removed: number): string =>
  removed === 0
    ? ''
    : `${counted(removed, 'hidden piece')} of the issue ${removed === 1 ? 'was' : 'were'} left out. To go on, `;

/** What was decided without asking, in the repository's own log of it, as it is on the branch. */
async function decisionsWritten({ facts, clone, settings }: StageContext, base: Tree, decisions: readonly Decided[]) {
  const tree = facts.branch ? await clone.treeAt(facts.branch.oid) : base;
  const { number, title } = facts.issue;
  const date = new Date().toISOString().slice(0, 10);
  return elicitationsChange(tree, settings, { issue: { number, title: visibleText(title).text }, date, decisions });
}
