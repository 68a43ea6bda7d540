import { timeText, tokensText, usdText } from '../domain/cost.ts';
import { counted } from '../domain/counted.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { StageName } from '../domain/stage.ts';
import { stageNames } from '../domain/stage.ts';
import type { Spending, Spent } from '../ports/ledger.ts';
import { stopped } from '../stages/stopped.ts';
import type { Situation } from './situation.ts';
import { askedRevisions, currentRed } from './situation.ts';

/** Dollars that the operator lets the model cost on one day (UTC). */
export interface Limits {
  usdPerDay?: number | undefined;
  repositoryUsdPerDay?: number | undefined;
}

/** A stage that is to spend something, and what has been spent. */
export interface BudgetCase {
  situation: Situation;
  settings: Settings;
  limits: Limits;
  spending: Spending;
  stage: StageName;
  /** Seconds for which the stage has been at work. */
  elapsed?: number;
}

/** Which cap is reached, and where it stands. */
export interface Excess {
  kind: 'usd' | 'minutes' | 'repository' | 'day';
  cap: number;
}

/** Stages that ask the model. */
const paid: readonly StageName[] = ['plan', 'red', 'green', 'refactor', 'document'];

/**
 * The cap that keeps a stage from asking the model; nothing while there is money and time. A price that is not known
 * counts for nothing here: the minutes hold in any case.
 */
export function excessOf(budget: BudgetCase): Excess | undefined {
  const { situation, settings, limits, spending, stage } = budget;
  if (!paid.includes(stage) || isWritten(situation, stage)) return undefined;
  const { usd, seconds } = featureSpent(budget);
  const granted = grantsIn(situation);
  const { repositoryUsdPerDay = Number.POSITIVE_INFINITY, usdPerDay = Number.POSITIVE_INFINITY } = limits;
  const ofRepository = Math.min(repositoryUsdPerDay, settings.budget.usdPerDay ?? Number.POSITIVE_INFINITY);
  const caps: (Excess & { spent: number })[] = [
    { kind: 'usd', spent: usd, cap: settings.budget.usd + granted.usd },
    { kind: 'minutes', spent: seconds / 60, cap: settings.budget.minutes + granted.minutes },
    { kind: 'repository', spent: spending.repositoryToday.usd, cap: ofRepository },
    { kind: 'day', spent: spending.today.usd, cap: usdPerDay },
  ];
  return caps.find(({ spent, cap }) => spent >= cap);
}

/**
 * The stop at a cap. That of a feature waits for a person; that of a day is looked at again until it has gone by. What
 * was written is on the branch, and what was paid for in the journal, so that a stage that goes on pays for nothing twice.
 */
export function budgetStop(budget: BudgetCase, excess: Excess): Outcome {
  const { stage, settings } = budget;
  const left = stageNames.slice(stageNames.indexOf(stage)).filter(name => name !== 'hammer' || settings.hammer);
  const ofDay = excess.kind === 'repository' || excess.kind === 'day';
  const text = `${reasonOf(budget, excess)} Kept: every commit on the branch, and every answer of the model: what was paid for is not asked for again. Still to do: ${listOf(left)}.\n\n${wayOut[excess.kind]}`;
  const outcome = stopped(stage, { reason: ofDay ? 'budget-day' : 'budget', summary: summaries[excess.kind], text });
  return ofDay && outcome.stop ? { ...outcome, stop: { ...outcome.stop, holds: false } } : outcome;
}

const summaries: Record<Excess['kind'], string> = {
  usd: 'the budget is used up',
  minutes: 'the time is used up',
  repository: "the repository's budget of the day is used up",
  day: 'the budget of the day is used up',
};

const tomorrow = 'It goes on by itself after midnight UTC.';
const wayOut: Record<Excess['kind'], string> = {
  usd: 'Reply `/continue 5` to allow five dollars more for this feature.',
  minutes: 'Reply `/continue 30 min` to allow half an hour more for this feature.',
  repository: `${tomorrow} To go on today, raise \`budget.usdPerDay\`, or ask who runs Redfirst to raise \`REDFIRST_USD_PER_REPOSITORY_DAY\`.`,
  day: `${tomorrow} To go on today, ask who runs Redfirst to raise \`REDFIRST_USD_PER_DAY\`.`,
};

function reasonOf(budget: BudgetCase, { kind, cap }: Excess): string {
  const spent = featureSpent(budget);
  if (kind === 'usd')
    return `This feature has cost $${spent.usd.toFixed(2)} of the $${cap.toFixed(2)} it may cost: ${workOf(spent)}.`;
  if (kind === 'minutes')
    return `This feature has taken ${timeText(spent.seconds)} of the ${cap} min it may take: ${workOf(spent)}, ${usdText(spent.usd)}.`;
  if (kind === 'repository')
    return `The features of this repository have cost $${budget.spending.repositoryToday.usd.toFixed(2)} of the $${cap.toFixed(2)} that they may cost on one day (UTC); this one ${usdText(spent.usd)}, ${workOf(spent)}.`;
  return `All that this Redfirst may cost on one day (UTC) is spent; on this feature ${usdText(spent.usd)}, ${workOf(spent)}.`;
}

function workOf({ calls, tokens, seconds, unpriced }: Spent): string {
  const price = unpriced > 0 ? ` (the price of ${unpriced} of them is not known)` : '';
  return `${counted(calls, 'call')} to the model${price}, ${tokensText(tokens)} tokens, in ${timeText(seconds)} of work`;
}

const listOf = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');

/** A stage counts for what is noted of it, or, where the store was lost, for what the status comment remembers. */
function featureSpent({ situation, spending, elapsed = 0 }: BudgetCase): Spent {
  const { rows } = situation.status;
  return stageNames.reduce<Spent>(
    (sum, stage) => {
      const { seconds = 0, calls = 0, tokens = 0, usd = 0 } = rows[stage] ?? {};
      const noted = spending.stages[stage];
      return {
        seconds: sum.seconds + Math.max(seconds, noted?.seconds ?? 0),
        calls: sum.calls + Math.max(calls, noted?.calls ?? 0),
        tokens: sum.tokens + Math.max(tokens, noted?.tokens ?? 0),
        usd: sum.usd + Math.max(usd, noted?.usd ?? 0),
        unpriced: sum.unpriced + (noted?.unpriced ?? 0),
      };
    },
    { seconds: elapsed, calls: 0, tokens: 0, usd: 0, unpriced: 0 },
  );
}

/** What is on the branch already is shown without asking the model. */
function isWritten(situation: Situation, stage: StageName): boolean {
  if (stage === 'red') return currentRed(situation) !== undefined;
  return stage === 'plan' && situation.spec !== undefined && askedRevisions(situation).length === 0;
}

/** More than this at once is a slip of the finger. */
const mostGranted = 1000;

/** What people added with `/continue`: dollars, or minutes. */
function grantsIn({ commands }: Situation): { usd: number; minutes: number } {
  const granted = { usd: 0, minutes: 0 };
  for (const { command } of commands) {
    if (command.name !== 'continue') continue;
    const amount = Math.min(Number(/\d+(\.\d+)?/.exec(command.budget)?.[0] ?? 0), mostGranted);
    granted[/m/.test(command.budget) ? 'minutes' : 'usd'] += amount;
  }
  return granted;
}
