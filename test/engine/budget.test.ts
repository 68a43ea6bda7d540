import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/domain/settings.ts';
import type { StageName } from '../../src/domain/stage.ts';
import { emptyStatus, type StageRow } from '../../src/domain/status.ts';
import { type BudgetCase, budgetStop, excessOf } from '../../src/engine/budget.ts';
import type { Spending, Spent } from '../../src/ports/ledger.ts';
import { branchOf, comment } from '../builders.ts';
import { nothingSpent, planHash, situationOf } from './fakes.ts';

const settings = { budget: { usd: 2, minutes: 60 } } as Settings;
const spent = (over: Partial<Spent>): Spent => ({ ...nothingSpent.today, ...over });
const row = (usd?: number): StageRow => ({ state: 'done', summary: '', ...(usd !== undefined && { usd }) });
const planned = branchOf({ stage: 'plan', letter: 'a' });

interface Over extends Partial<Omit<BudgetCase, 'spending' | 'situation'>> {
  spending?: Partial<Spending>;
  said?: string[];
  rows?: Partial<Record<StageName, StageRow>>;
  branch?: ReturnType<typeof branchOf> | undefined;
}

function caseOf({ spending, said = [], rows = {}, ...over }: Over = {}): BudgetCase {
  const branch = 'branch' in over ? over.branch : planned;
  const situation = situationOf(
    { branch, comments: said.map(text => comment(text)) },
    { status: { ...emptyStatus, rows } },
  );
  return { stage: 'green', settings, limits: {}, ...over, situation, spending: { ...nothingSpent, ...spending } };
}

const stopOf = (over: Over) => {
  const budget = caseOf(over);
  const excess = excessOf(budget);
  return excess && budgetStop(budget, excess).stop;
};

describe('the budget of a feature', () => {
  it.each<StageName>(['red', 'green', 'refactor', 'document'])('stops before %s when it is used up', stage => {
    const stages = { plan: spent({ usd: 1.5, calls: 2, tokens: 4000 }), red: spent({ usd: 0.5, calls: 1 }) };
    const stop = stopOf({ stage, spending: { stages } });
    expect(stop).toMatchObject({ reason: 'budget', holds: true });
    expect(stop?.text).toContain('This feature has cost $2.00 of the $2.00 it may cost: 3 calls to the model');
    expect(stop?.text).toContain('/continue 5');
  });

  it('says what is kept, and what is still to do', () => {
    const stages = { plan: spent({ usd: 2, seconds: 90 }) };
    expect(stopOf({ stage: 'refactor', spending: { stages } })?.text).toMatch(
      /in 1 min 30 s of work.*every commit on the branch.*Still to do: refactor, document and verify\./s,
    );
  });

  it.each<StageName>(['hammer', 'verify'])('does not keep %s from running, which asks no model', stage => {
    expect(stopOf({ stage, spending: { stages: { plan: spent({ usd: 9 }) } } })).toBeUndefined();
  });

  it('lets a stage run while there is money left', () => {
    expect(stopOf({ spending: { stages: { plan: spent({ usd: 1.99 }) } } })).toBeUndefined();
  });

  it('counts the dollars that are known, whatever is not', () => {
    expect(stopOf({ spending: { stages: { plan: spent({ calls: 9, unpriced: 9 }) } } })).toBeUndefined();
    const stop = stopOf({ spending: { stages: { plan: spent({ calls: 9, unpriced: 4, usd: 2 }) } } });
    expect(stop?.text).toContain('the price of 4 of them is not known');
  });

  it('goes by what the status comment remembers where the store was lost', () => {
    expect(stopOf({ rows: { plan: row(1.5), red: row(0.5) } })).toBeDefined();
    const stages = { plan: spent({ usd: 1.5 }) };
    expect(stopOf({ rows: { plan: row(1.5) }, spending: { stages } }), 'and not twice').toBeUndefined();
  });

  it.each([
    ['/continue 1.50', 3.4, false],
    ['/continue 1.50', 3.5, true],
    ['/continue $2', 3.9, false],
    ['/continue 999999', 1002, true],
    ['/continue 30 min', 2, true],
  ])('%s at $%d', (said, usd, isOver) => {
    expect(stopOf({ said: [said], spending: { stages: { plan: spent({ usd }) } } }) !== undefined).toBe(isOver);
  });

  it.each([
    [[], 3599, false],
    [[], 3600, true],
    [['/continue 30 min'], 3601, false],
    [['/continue 30m'], 5400, true],
    [['/continue 30'], 3600, true],
  ])('in minutes, with %j at %d s', (said, seconds, isOver) => {
    const stop = stopOf({ said, spending: { stages: { verify: spent({ seconds }) } } });
    expect(stop !== undefined).toBe(isOver);
    if (stop) expect(stop.text).toMatch(/has taken .* of the .*it may take.*`\/continue 30 min`/s);
  });

  it('counts the stage that is at work', () => {
    expect(stopOf({ elapsed: 3600 })).toMatchObject({ reason: 'budget' });
  });

  it('does not stop a stage that finds its commit on the branch, and asks nothing', () => {
    const red = branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: planHash });
    const spending = { stages: { plan: spent({ usd: 9 }) } };
    expect(stopOf({ branch: red, stage: 'red', spending })).toBeUndefined();
    expect(stopOf({ stage: 'plan', spending })).toBeUndefined();
    expect(stopOf({ stage: 'plan', spending, said: ['/revise smaller'] })).toBeDefined();
    expect(stopOf({ branch: undefined, stage: 'plan', spending })).toBeDefined();
  });
});

describe('the budget of a day', () => {
  it('is that of the repository: the smaller of what it says itself and what the operator says', () => {
    const own = { ...settings, budget: { ...settings.budget, usdPerDay: 10 } };
    const spending = { repositoryToday: spent({ usd: 8 }), today: spent({ usd: 8 }) };
    expect(stopOf({ settings: own, spending })).toBeUndefined();
    const stop = stopOf({ settings: own, limits: { repositoryUsdPerDay: 8 }, spending });
    expect(stop).toMatchObject({ reason: 'budget-day', holds: false });
    expect(stop?.text).toContain(
      'The features of this repository have cost $8.00 of the $8.00 that they may cost on one',
    );
    expect(stop?.text).toMatch(/goes on by itself after midnight UTC/);
  });

  it('is that of all repositories: whose they are, and what they cost, is told to nobody', () => {
    const spending = { repositoryToday: spent({ usd: 1 }), today: spent({ usd: 50 }) };
    const stop = stopOf({ limits: { usdPerDay: 50 }, spending });
    expect(stop).toMatchObject({ reason: 'budget-day', holds: false });
    expect(stop?.text).not.toContain('$50');
    expect(stop?.text).toContain('REDFIRST_USD_PER_DAY');
  });

  it('is not raised by anybody’s word on one feature', () => {
    const spending = { repositoryToday: spent({ usd: 50 }), today: spent({ usd: 50 }) };
    expect(stopOf({ limits: { usdPerDay: 50 }, said: ['/continue 100'], spending })).toBeDefined();
  });
});
