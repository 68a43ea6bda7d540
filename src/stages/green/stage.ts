import { ImplementReply } from '../../domain/edit.ts';
import type { FileChange } from '../../domain/file-change.ts';
import { mergeChanges } from '../../domain/file-change.ts';
import { findingLine } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import { noSpend } from '../../domain/stage.ts';
import type { Tree } from '../../ports/repositories.ts';
import { judgeGreen } from '../../referee/prove-green.ts';
import type { Judgment } from '../../writer/converse.ts';
import { converse, costOf, givenUpText } from '../../writer/converse.ts';
import type { Stage, StageContext } from '../context.ts';
import { judgeEdits, tamperings } from '../edit-gate.ts';
import type { ApprovedTests } from '../frozen-tests.ts';
import { committedTests } from '../frozen-tests.ts';
import { touchedOutcome } from '../frozen-words.ts';
import { proveCommitted } from '../prove-committed.ts';
import { stopped } from '../stopped.ts';
import { runSuite } from '../suite.ts';
import { type Disputed, disputed, judgeDispute } from './dispute.ts';
import { greenInputs } from './inputs.ts';
import type { Implementation } from './words.ts';
import { greenOutcome, keptOutcome } from './words.ts';

/** Tries that the model has at code that turns the tests green. */
const tries = 6;

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

interface Task {
  context: StageContext;
  tests: ApprovedTests;
  tree: Tree;
  proof: RedProof;
}

/** Tests that were amended may hold with the code that is there; then nothing is written. */
async function asItIs({ context, tests, tree, proof }: Task, startedAt: number): Promise<Outcome | undefined> {
  if (!tests.isAnew) return undefined;
  const report = await runSuite({ ...context, tree, overlay: [] });
  const isGreen = judgeGreen({ proof, report }).kind === 'pass';
  return isGreen ? keptOutcome(context, report, costOf(noSpend, startedAt)) : undefined;
}

async function implement(task: Task, startedAt: number) {
  const { context, proof } = task;
  const inputs = await greenInputs(task);
  // What an attempt got right stays for the next one, as text; nothing is committed before all of it is green.
  let draft: FileChange[] = [];
  const conclusion = await converse<ImplementReply, Implementation | Disputed>({
    model: context.model,
    name: 'implement',
    schema: ImplementReply,
    say: problems => context.prompts.render('implement', { ...inputs, draft: textOf(draft), problems }),
    judge: async reply => {
      if (reply.dispute) return judgeDispute(task, reply.dispute);
      const edited = await judgeEdits(task, { edits: reply.edits, draft });
      if (edited.kind === 'refuse') return edited;
      draft = edited.product;
      return runDraft(task, { draft, summary: reply.summary });
    },
    tries,
    signal: context.signal,
  });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'given-up') {
    const text = givenUpText('implementation', conclusion);
    return stopped('green', {
      reason: `model-${conclusion.reason}`,
      summary: 'the tests could not be turned green',
      text,
      cost,
    });
  }
  const { product } = conclusion;
  if ('dispute' in product) return disputed(product, cost);
  return greenOutcome(context, { ...product, proof, cost, spec: context.plan });
}

async function runDraft(
  { context, tree, proof }: Task,
  { draft, summary }: { draft: FileChange[]; summary: string[] },
): Promise<Judgment<Implementation>> {
  const report = await runSuite({ ...context, tree, overlay: draft });
  const verdict = judgeGreen({ proof, report });
  if (verdict.kind === 'pass') return { kind: 'accept', product: { changes: draft, summary, report } };
  return { kind: 'refuse', findings: verdict.findings };
}

function textOf(changes: readonly FileChange[]): string {
  return mergeChanges(changes)
    .map(({ path, content }) =>
      content === null ? `<deleted path="${path}"/>` : `<file path="${path}">\n${content}\n</file>`,
    )
    .join('\n\n');
}
