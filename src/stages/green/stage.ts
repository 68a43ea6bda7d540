import { findingLine } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { noSpend } from '../../domain/stage.ts';
import { judgeGreen } from '../../referee/prove-green.ts';
import { costOf } from '../../writer/converse.ts';
import { openDraft } from '../../writer/loop/draft.ts';
import { editFile } from '../../writer/loop/edit-file.ts';
import type { Offer } from '../../writer/loop/offer.ts';
import { readFile } from '../../writer/loop/read-file.ts';
import { searchCode } from '../../writer/loop/search-code.ts';
import { work } from '../../writer/loop/work.ts';
import type { Stage } from '../context.ts';
import { judgeEdits, tamperings } from '../edit-gate.ts';
import { committedTests } from '../frozen-tests.ts';
import { touchedOutcome } from '../frozen-words.ts';
import { proveCommitted } from '../prove-committed.ts';
import { stopped } from '../stopped.ts';
import { runSuite } from '../suite.ts';
import { type Disputed, disputed } from './dispute.ts';
import { askPerson, disputeTest, finishWork } from './hand-over.ts';
import { greenInputs } from './inputs.ts';
import { peopleOn, type Questions } from './people.ts';
import { runCheck } from './run-check.ts';
import { runTests } from './run-tests.ts';
import type { Task } from './task.ts';
import type { Implementation } from './words.ts';
import { givenUp, greenOutcome, keptOutcome, questionsAsked } from './words.ts';

/** How much one dialogue may take; money and time are metered with every step. */
const limits = { steps: 80, attempts: 6, context: 100_000, tokens: 4_000_000 };

/**
 * Writes the least code that turns the frozen tests green. Red is proven anew first: without a proof there is no green.
 */
export const green: Stage = async context => {
  const startedAt = Date.now();
  const tests = await committedTests(context);
  if (!tests || !context.facts.branch) throw new Error('green runs on a branch with red tests');
  const tree = await context.clone.treeAt(context.facts.branch.oid);
  const touched = await tamperings(context, { tests, tree });
  if (touched.length > 0) return touchedOutcome(context, { stage: 'green', tests, touched });
  const red = await proveCommitted(context, tests);
  if (red.kind === 'refuse') {
    return stopped('green', {
      reason: 'red-refused',
      summary: 'the tests are no longer red for the right reason',
      text: `The committed tests are not red for the right reason any more:\n\n${red.findings.map(findingLine).join('\n')}`,
    });
  }
  const task = { context, tests, tree, proof: red.proof };
  return (await asItIs(task, startedAt)) ?? implement(task, startedAt);
};

/** Tests that were amended may hold with the code that is there; then nothing is written. */
async function asItIs({ context, tests, tree, proof }: Task, startedAt: number): Promise<Outcome | undefined> {
  if (!tests.isAnew) return undefined;
  const report = await runSuite({ ...context, tree, overlay: [] });
  const isGreen = judgeGreen({ proof, report }).kind === 'pass';
  return isGreen ? keptOutcome(context, report, costOf(noSpend, startedAt)) : undefined;
}

/** One dialogue, in which the model looks, writes and runs until the tests are green or a person is needed. */
async function implement(task: Task, startedAt: number): Promise<Outcome> {
  const { context, proof, tree } = task;
  const { model, signal, settings } = context;
  const people = peopleOn(context);
  const { inputs, shown } = await greenInputs({ ...task, answers: people.before });
  const draft = openDraft(tree, shown);
  const given = { draft, people };
  const offers: Offer<Implementation | Disputed | Questions>[] = [
    searchCode(draft, { tree, settings }),
    readFile(draft),
    editFile(draft, (edits, before) =>
      judgeEdits({ tree, context: { ...context, talk: people.heard() } }, { edits, draft: before }),
    ),
    runTests(task, draft),
    ...runCheck(task, given),
    askPerson(given),
    disputeTest(task, given),
    finishWork(task, given),
  ];
  const { system, user } = context.prompts.render('implement', inputs);
  const ending = await work({ model, name: 'implement', system, task: user, offers, limits, signal });
  const cost = costOf(ending.spend, startedAt);
  if (ending.kind === 'given-up') return givenUp(ending, cost);
  const { product } = ending;
  if ('dispute' in product) return disputed(product, cost);
  if ('questions' in product) return questionsAsked(product.questions, cost);
  return greenOutcome(context, { ...product, proof, cost, spec: context.plan });
}
