import type { Outcome } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { StageName } from '../domain/stage.ts';
import { stopped } from '../stages/stopped.ts';
import type { Situation } from './situation.ts';
import { currentRed, pending } from './situation.ts';

/** Stages that ask the model. */
const paid: readonly StageName[] = ['plan', 'red', 'green', 'refactor', 'document'];

/**
 * The stop before a stage that would spend more than the repository allows; nothing while there is money or no price is
 * known. `/continue <dollars>` raises the cap.
 */
export function overBudget(situation: Situation, settings: Settings, stage: StageName): Outcome | undefined {
  const rows = Object.values(situation.status.rows);
  const spent = rows.reduce((sum, row) => sum + (row?.usd ?? 0), 0);
  const granted = situation.commands.reduce(
    (sum, { command }) => sum + (command.name === 'continue' ? dollarsIn(command.budget) : 0),
    0,
  );
  const cap = settings.budget.usd + granted;
  if (!paid.includes(stage) || spent < cap || isWritten(situation, stage)) return undefined;
  const text = `This feature has cost $${spent.toFixed(2)} of the $${cap.toFixed(2)} it may cost. What was done so far is kept. Reply \`/continue 5\` to allow five dollars more.`;
  return stopped(stage, { reason: 'budget', summary: `the budget of $${cap.toFixed(2)} is used up`, text });
}

/** What is on the branch already is shown without asking the model. */
function isWritten(situation: Situation, stage: StageName): boolean {
  if (stage === 'red') return currentRed(situation) !== undefined;
  return stage === 'plan' && situation.spec !== undefined && pending(situation, 'revise').length === 0;
}

function dollarsIn(budget: string): number {
  const amount = Number(/\d+(\.\d+)?/.exec(budget)?.[0] ?? 0);
  return Math.min(amount, 1000);
}
