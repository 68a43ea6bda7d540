import { counted } from '../../domain/counted.ts';
import { EditsReply } from '../../domain/edit.ts';
import type { FileChange } from '../../domain/file-change.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { StageRow } from '../../domain/status.ts';
import { isTestPath } from '../../languages/roles.ts';
import { judgeKeptGreen } from '../../referee/kept-green.ts';
import { type Conclusion, converse, costOf } from '../../writer/converse.ts';
import { bulletsOf } from '../bullets.ts';
import type { Stage, StageContext } from '../context.ts';
import { judgeEdits } from '../edit-gate.ts';
import { committedTests } from '../frozen-tests.ts';
import { scopeOf } from '../scope.ts';
import { runSuite } from '../suite.ts';
import { refactorInputs } from './inputs.ts';

/** Tries that the model has at a refactoring that keeps everything green. */
const tries = 3;

interface Refactoring {
  changes: FileChange[];
  summary: string[];
}

/** Improves what green wrote. It may give up: the code then stays as it is, green. */
export const refactor: Stage = async context => {
  const startedAt = Date.now();
  const { facts } = context;
  const tests = await committedTests(context);
  if (!tests || !facts.branch) throw new Error('refactor runs on a branch that is green');
  const tree = await context.clone.treeAt(facts.branch.oid);
  const before = await runSuite({ ...context, tree, overlay: [] });
  const inputs = await refactorInputs(context, { tests, tree });
  const conclusion = await converse<EditsReply, Refactoring>({
    model: context.model,
    name: 'refactor',
    schema: EditsReply,
    say: problems => context.prompts.render('refactor', { ...inputs, problems }),
    judge: async reply => {
      const edited = await judgeEdits({ context, tree }, { edits: reply.edits, draft: [] });
      if (edited.kind === 'refuse') return edited;
      if (edited.product.length === 0) return { kind: 'accept', product: { changes: [], summary: [] } };
      const after = await runSuite({ ...context, tree, overlay: edited.product });
      const verdict = judgeKeptGreen({ before, after });
      return verdict.kind === 'pass'
        ? { kind: 'accept', product: { changes: edited.product, summary: reply.summary } }
        : verdict;
    },
    tries,
    signal: context.signal,
  });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'given-up') {
    const why = whyGivenUp(conclusion);
    const kept = keptAsItWas(context, why, cost);
    return { ...kept, row: { ...kept.row, unexpected: [`The code was left as it was: ${why}`] } };
  }
  return conclusion.product.changes.length > 0
    ? refactored(context, conclusion.product, cost)
    : keptAsItWas(context, 'nothing to improve', cost);
};

/** In one line: what the last attempt broke, or what the model said. */
function whyGivenUp({ reason, history }: Extract<Conclusion<Refactoring>, { kind: 'given-up' }>): string {
  const last = history.at(-1)?.[0]?.message.replaceAll(/\s+/g, ' ').slice(0, 200) ?? '';
  if (reason === 'refused') return `the model declined: ${last}`;
  return `no refactoring kept the tests green in ${counted(history.length, 'attempt')}; the last one: ${last}`;
}

type Cost = ReturnType<typeof costOf>;

function keptAsItWas({ facts }: StageContext, why: string, cost: Cost): Outcome & { row: StageRow } {
  const head = facts.branch?.oid ?? '';
  return {
    stage: 'refactor',
    row: { ...cost, state: 'done', summary: `kept as it was: ${why}`, head },
    headline: 'The tests are green',
    next: '',
  };
}

function refactored({ plan, settings }: StageContext, { changes, summary }: Refactoring, cost: Cost): Outcome {
  const scope = scopeOf(plan, path => isTestPath(path, settings));
  return {
    stage: 'refactor',
    row: { ...cost, state: 'done', summary: `${counted(changes.length, 'file')} improved, still green` },
    headline: 'The code is refactored and green',
    next: '',
    commit: {
      headline: `refactor(${scope}): polish ${plan.title}`,
      body: bulletsOf(summary, changes),
      changes,
    },
  };
}
