import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import { nextStatus } from '../../src/engine/next-status.ts';
import { issuePrint } from '../../src/stages/edited-issue.ts';
import { branchOf, comment, facts } from '../builders.ts';
import { planHash, situationOf } from './fakes.ts';

const planned = { branch: branchOf({ stage: 'plan', letter: 'a' }) };
const labelledAt = facts().issue.labelings[0]?.at;
const shownPlan: Outcome = {
  stage: 'plan',
  row: { state: 'done', summary: 'a plan' },
  headline: 'The plan waits',
  next: 'reply',
  shown: planHash,
};
const commit = { headline: 'docs(spec): x', body: '', changes: [] };

describe('the status after an outcome', () => {
  it('says headline and next step, and folds of this outcome only', () => {
    const before = { ...emptyStatus, folds: [{ title: 'old', body: '' }] };
    const status = nextStatus(situationOf(planned, { status: before }), {
      ...shownPlan,
      folds: [{ title: 'new', body: '' }],
    });
    expect(status).toMatchObject({ headline: 'The plan waits', next: 'reply', folds: [{ title: 'new' }] });
  });

  it('binds what is shown to the newest word that people had said by then', () => {
    const comments = [comment('hello', { id: 41 }), comment('status', { id: 50, isOurs: true })];
    expect(nextStatus(situationOf({ ...planned, comments }), shownPlan).shown).toMatchObject({
      hash: planHash,
      after: 41,
    });
  });

  it('does not move that moment when the same plan is shown again', () => {
    const status = { ...emptyStatus, shown: { hash: planHash, after: 7 } };
    const comments = [comment('/approve', { id: 41 })];
    expect(nextStatus(situationOf({ ...planned, comments }, { status }), shownPlan).shown?.after).toBe(7);
  });

  describe('when the issue is edited', () => {
    const comments = [comment('/approve', { id: 41 })];
    const read = facts().issue;
    const before = nextStatus(situationOf(planned), shownPlan);
    const told = (body: string, outcome: Outcome = shownPlan, status = before) =>
      nextStatus(situationOf({ ...planned, comments, issue: { ...read, body } }, { status }), outcome);

    it('moves that moment to where people had come by then, and remembers what the plan was written of', () => {
      const { shown } = told('Another text');
      expect(shown).toMatchObject({ hash: planHash, after: 41, plannedOn: before.shown?.plannedOn });
      expect(shown?.shownOn).not.toBe(before.shown?.shownOn);
      expect(told('Another text', { ...shownPlan, commit }).shown?.plannedOn).toBe(shown?.shownOn);
    });

    it('does not move it for what nobody sees', () => {
      expect(told(`${read.body}  \n\n<!-- hidden -->`).shown).toEqual(before.shown);
    });

    it('says of what was begun on the plan that it is to be done again', () => {
      const stopped = { ...before, rows: { ...before.rows, red: { state: 'stopped' as const, summary: 'no tests' } } };
      expect(told('Another text', shownPlan, stopped).rows.red).toEqual({
        state: 'waiting',
        summary: 'to be done again: the issue has changed',
      });
    });
  });

  it('remembers a stop with the facts that led to it, unless it is to be looked at again on every event', () => {
    const stop = { reason: 'base-red', text: 'red', holds: true };
    const stopped: Outcome = { stage: 'red', headline: '', next: '', stop };
    const status = nextStatus(situationOf(planned), stopped);
    expect(status.stop).toMatchObject({
      stage: 'red',
      reason: 'base-red',
      inputs: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(status.stop?.issue).toBe(issuePrint(facts().issue));
    const fleeting = nextStatus(situationOf(planned), { ...stopped, stop: { ...stop, holds: false } });
    expect(fleeting.stop?.inputs).toBe('');
    expect(nextStatus(situationOf(planned, { status }), shownPlan).stop).toBeUndefined();
  });

  it.each<[string, Outcome]>([
    ['with its commit', { ...shownPlan, commit }],
    ['found on the branch after a crash', shownPlan],
  ])('knows from a plan %s which label it began with', (_, outcome) => {
    expect(nextStatus(situationOf(planned), outcome).startedAt).toBe(labelledAt);
  });

  it('keeps the label it began with while the plan is only shown again', () => {
    const status = { ...emptyStatus, startedAt: '2025-12-31T00:00:00Z' };
    expect(nextStatus(situationOf(planned, { status }), shownPlan).startedAt).toBe('2025-12-31T00:00:00Z');
    expect(nextStatus(situationOf(planned, { status }), { ...shownPlan, commit }).startedAt).toBe(labelledAt);
  });

  it('is finished by verify alone, until a new plan is made', () => {
    const done: Outcome = { stage: 'verify', headline: '', next: '', isFinal: true };
    const status = nextStatus(situationOf(planned), done);
    expect(status.isFinished).toBe(true);
    expect(nextStatus(situationOf(planned), { ...done, stage: 'plan' }).isFinished).toBeUndefined();
    expect(nextStatus(situationOf(planned, { status }), { ...shownPlan, commit }).isFinished).toBeUndefined();
  });

  it('remembers when people were asked until the stage that asked is done', () => {
    const stop = { reason: 'question', text: '', holds: true };
    const asking: Outcome = { stage: 'green', headline: '', next: '', stop };
    const at = (id: number) => ({ ...planned, comments: [comment('yes', { id })] });
    const once = nextStatus(situationOf(at(4)), asking);
    expect(once.asked).toEqual({ stage: 'green', after: [4] });
    const broken = nextStatus(situationOf(at(5), { status: once }), { ...asking, stop: { ...stop, reason: 'budget' } });
    const twice = nextStatus(situationOf(at(6), { status: broken }), asking);
    expect(twice.asked).toEqual({ stage: 'green', after: [4, 6] });
    const over = { ...asking, stop: undefined } as unknown as Outcome;
    const row = { state: 'done' as const, summary: '' };
    expect(nextStatus(situationOf(at(6), { status: twice }), { ...over, row }).asked).toBeUndefined();
    expect(nextStatus(situationOf(at(6), { status: twice }), { ...over, voids: ['green'] }).asked).toBeUndefined();
  });

  it('remembers which call began anew with which /retry', () => {
    const stop = { stage: 'plan', reason: 'model-rejected', text: '', inputs: '', call: 'plan' } as const;
    const retried = { ...planned, comments: [comment('/retry', { id: 9 })] };
    const status = nextStatus(situationOf(retried, { status: { ...emptyStatus, stop } }), shownPlan);
    expect(status.anew).toEqual({ plan: 9 });
    expect(nextStatus(situationOf(retried, { status }), shownPlan).anew).toEqual({ plan: 9 });
    const unnamed = { ...stop, call: undefined } as unknown as typeof stop;
    expect(
      nextStatus(situationOf(retried, { status: { ...emptyStatus, stop: unnamed } }), shownPlan).anew,
    ).toBeUndefined();
  });

  it('remembers that a red suite was accepted', () => {
    const stop = { stage: 'red', reason: 'base-red', text: '', inputs: '' } as const;
    const retried = situationOf({ ...planned, comments: [comment('/retry')] }, { status: { ...emptyStatus, stop } });
    expect(nextStatus(retried, shownPlan).acceptsRedAtBase).toBe(true);
    expect(
      nextStatus(situationOf({ ...planned, comments: [comment('/retry')] }), shownPlan).acceptsRedAtBase,
    ).toBeUndefined();
  });

  it('keeps what a stage cost when it finds its commit and asks nothing', () => {
    const paid = { state: 'done', summary: 'old', seconds: 9, calls: 1, tokens: 500, usd: 0.5 } as const;
    const status = { ...emptyStatus, rows: { plan: paid } };
    expect(nextStatus(situationOf(planned, { status }), shownPlan).rows.plan).toEqual({ ...paid, summary: 'a plan' });
    const again: Outcome = { ...shownPlan, row: { state: 'done', summary: 'new', seconds: 1, calls: 1, tokens: 20 } };
    expect(nextStatus(situationOf(planned, { status }), again).rows.plan).toEqual(again.row);
  });
});
