import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/domain/settings.ts';
import type { StageName } from '../../src/domain/stage.ts';
import { emptyStatus, type StageRow } from '../../src/domain/status.ts';
import { overBudget } from '../../src/engine/budget.ts';
import { branchOf, comment } from '../builders.ts';
import { planHash, situationOf } from './fakes.ts';

const settings = { budget: { usd: 2, minutes: 60 } } as Settings;
const row = (usd?: number): StageRow => ({ state: 'done', summary: '', ...(usd !== undefined && { usd }) });
const planned = branchOf({ stage: 'plan', letter: 'a' });
const spent = (plan?: number, red?: number) => ({
  status: { ...emptyStatus, rows: { plan: row(plan), red: row(red) } },
});

describe('the budget', () => {
  it.each<StageName>(['red', 'green', 'refactor', 'document'])('stops before %s when it is used up', stage => {
    const stop = overBudget(situationOf({ branch: planned }, spent(1.5, 0.5)), settings, stage)?.stop;
    expect(stop).toMatchObject({ reason: 'budget', holds: true });
    expect(stop?.text).toContain('$2.00 of the $2.00');
    expect(stop?.text).toContain('/continue 5');
  });

  it.each<StageName>(['hammer', 'verify'])('does not keep %s from running, which asks no model', stage => {
    expect(overBudget(situationOf({ branch: planned }, spent(9)), settings, stage)).toBeUndefined();
  });

  it.each<[string, number | undefined]>([
    ['there is money left', 1.99],
    ['no price is known', undefined],
  ])('lets a stage run while %s', (_, usd) => {
    expect(overBudget(situationOf({ branch: planned }, spent(usd)), settings, 'green')).toBeUndefined();
  });

  it.each([
    ['/continue 1.50', 3.4, false],
    ['/continue 1.50', 3.5, true],
    ['/continue $2', 3.9, false],
    ['/continue 999999', 1002, true],
  ])('%s at $%d', (said, usd, isOver) => {
    const situation = situationOf({ branch: planned, comments: [comment(said)] }, spent(usd));
    expect(overBudget(situation, settings, 'green') !== undefined).toBe(isOver);
  });

  it('does not stop a stage that finds its commit on the branch, and asks nothing', () => {
    const red = branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: planHash });
    expect(overBudget(situationOf({ branch: red }, spent(9)), settings, 'red')).toBeUndefined();
    expect(overBudget(situationOf({ branch: planned }, spent(9)), settings, 'plan')).toBeUndefined();
    const revised = situationOf({ branch: planned, comments: [comment('/revise smaller')] }, spent(9));
    expect(overBudget(revised, settings, 'plan')).toBeDefined();
    expect(overBudget(situationOf({}, spent(9)), settings, 'plan')).toBeDefined();
  });
});
