import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import { noteRow, withLostRows, withNotedRow } from '../../src/engine/lost-rows.ts';
import { branchOf, facts } from '../builders.ts';
import { memoryJournal, situationOf } from './fakes.ts';

const green: Outcome = {
  stage: 'green',
  row: { state: 'done', summary: '3 tests pass', calls: 2, tokens: 700, usd: 0.02 },
  headline: '',
  next: '',
  commit: { headline: 'feat: x', body: '', changes: [] },
};
const red = [
  { stage: 'plan', letter: 'a' },
  { stage: 'red', letter: 'b' },
] as const;
const told = {
  ...emptyStatus,
  rows: { plan: { state: 'done', summary: 'p' }, red: { state: 'done', summary: 'r' } },
} as const;
const greened = facts({ branch: branchOf(...red, { stage: 'green', letter: 'c' }) });

describe('rows that nobody was told of', () => {
  it('come back whole, with what the stage cost', async () => {
    const journal = memoryJournal();
    await noteRow(journal, facts({ branch: branchOf(...red) }), green);

    const { rows } = await withLostRows(journal, greened, told);

    expect(rows).toEqual({ ...told.rows, green: green.row });
  });

  it('are told by the commit itself where the note is lost, or is about another commit', async () => {
    const journal = memoryJournal();
    await noteRow(journal, facts({ branch: branchOf(...red, { letter: 'f' }) }), green);

    const { rows } = await withLostRows(journal, greened, told);

    expect(rows.green).toEqual({ state: 'done', summary: 'x: y' });
  });

  it('are not made up for a stage without a commit, nor laid over one that was told', async () => {
    const journal = memoryJournal();
    await noteRow(journal, facts({ branch: branchOf(...red) }), green);
    const stopped = { ...told, rows: { ...told.rows, green: { state: 'stopped', summary: 'late' } } } as const;

    expect((await withLostRows(journal, greened, stopped)).rows).toEqual(stopped.rows);
    expect((await withLostRows(journal, facts(), emptyStatus)).rows).toEqual({});
  });

  it('take the place of rows that wait because the plan has changed, once there is a commit for the new one', async () => {
    const journal = memoryJournal();
    const waiting = { ...told, rows: { ...told.rows, green: { state: 'waiting', summary: 'again' } } } as const;
    const again = facts({ branch: branchOf(...red, { stage: 'green', letter: 'c' }, { stage: 'red', letter: 'd' }) });
    await noteRow(journal, again, green);

    expect((await withLostRows(journal, again, waiting)).rows.green).toEqual(waiting.rows.green);
    const commits = [
      ...red,
      { stage: 'green', letter: 'c' },
      { stage: 'red', letter: 'd' },
      { stage: 'green', letter: 'e' },
    ] as const;
    expect((await withLostRows(journal, facts({ branch: branchOf(...commits) }), waiting)).rows.green).toEqual(
      green.row,
    );
  });

  it('are noted for the first commit of a branch, and only where there is one', async () => {
    const journal = memoryJournal();
    await noteRow(journal, facts(), { ...green, stage: 'plan' });
    await noteRow(journal, facts(), { stage: 'plan', headline: '', next: '', row: { state: 'waiting', summary: '' } });

    const planned = situationOf({ branch: branchOf({ stage: 'plan', letter: 'a' }) });
    expect((await withNotedRow(journal, planned, 'plan')).status.rows).toEqual({ plan: green.row });
    expect(await withNotedRow(journal, planned, 'red')).toBe(planned);
    const shown = { ...planned, status: told };
    expect(await withNotedRow(journal, shown, 'plan')).toBe(shown);
    expect(journal.entries.size).toBe(1);
  });
});
