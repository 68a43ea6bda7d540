import type { Cost } from '../domain/cost.ts';
import { Failure } from '../domain/failure.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { StageName } from '../domain/stage.ts';
import type { Spent } from '../ports/ledger.ts';
import type { Turn } from '../ports/queue.ts';
import { type BudgetCase, budgetStop, excessOf } from './budget.ts';
import type { Meter } from './metered-model.ts';
import type { Situation } from './situation.ts';
import type { World } from './world.ts';

interface Step {
  turn: Turn;
  situation: Situation;
  settings: Settings;
  stage: StageName;
}

/**
 * Runs a stage under its budget: it does not begin, and asks the model no further, when a cap is reached. Its row says
 * what the stage has cost since it was first begun, tries that failed and died included.
 */
export async function metered(
  { ledger, limits }: Pick<World, 'ledger' | 'limits'>,
  { turn: { feature }, ...step }: Step,
  run: (meter: Meter) => Promise<Outcome>,
): Promise<Outcome> {
  const { stage } = step;
  const budgetNow = async (elapsed: number): Promise<BudgetCase> => {
    return { ...step, limits, elapsed, spending: await ledger.spent(feature) };
  };
  const before = await budgetNow(0);
  const excess = excessOf(before);
  if (excess) return withCost(budgetStop(before, excess), before.spending.stages[stage]);
  const startedAt = Date.now();
  const elapsed = () => (Date.now() - startedAt) / 1000;
  const meter: Meter = {
    async allow() {
      if (excessOf(await budgetNow(elapsed()))) throw usedUp();
    },
    note: cost => ledger.note({ feature, stage, cost }),
  };
  const outcome = await run(meter).catch(async error => {
    const late = isUsedUp(error) && (await budgetNow(elapsed()));
    const reached = late && excessOf(late);
    if (!late || !reached) throw error;
    return budgetStop(late, reached);
  });
  await ledger.note({ feature, stage, cost: { seconds: elapsed(), calls: 0, tokens: 0, usd: 0 } });
  const { stages } = await ledger.spent(feature);
  return withCost(outcome, stages[stage]);
}

/** Thrown, since it has to end a stage wherever that stands, as an abort does. */
const usedUp = () =>
  new Failure('The budget is used up.', { source: 'model', reason: 'budget-used-up', retryable: false });
const isUsedUp = (error: unknown) => error instanceof Failure && error.reason === 'budget-used-up';

/** A stage that found answers in the journal knows what they cost; where the store was lost the ledger knows less. */
function withCost({ row, ...outcome }: Outcome, spent: Spent | undefined): Outcome {
  if (!row) return outcome;
  if (!spent || spent.tokens < (row.tokens ?? 0)) return { ...outcome, row };
  const { usd: _usd, ...rest } = row;
  return { ...outcome, row: { ...rest, ...costOf(spent) } };
}

function costOf({ seconds, calls, tokens, usd, unpriced }: Spent): Cost {
  return { seconds, calls, tokens, ...(unpriced === 0 && { usd }) };
}
