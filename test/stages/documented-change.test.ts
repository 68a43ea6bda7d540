import { expect, it } from 'vitest';
import { decisionText } from '../../src/domain/analysis-reply.ts';
import { documentedChange } from '../../src/stages/documented-change.ts';
import { withElicitations } from '../../src/stages/plan/elicitations.ts';
import { settingsFor } from './settings.ts';

const decisionsIn = (...notes: string[]) => decisionsBeside('', notes);
const decisionsBeside = (log: string, notes: string[]) =>
  documentedChange(settingsFor(), { changed: [], existing: [], plan: { notes }, log }).decisions;

it('of the notes of a plan, those that say what was decided ask for the log of decisions', () => {
  const dependency = 'New dependency `pip install attrs` - Less to write.';
  const departure = 'Departs from ARCHITECTURE.md, "No module imports another.": the issue asks for it.';
  expect(decisionsIn(dependency, departure, 'Favourites are kept for ever.', 'None.')).toBe(0);
  expect(decisionsIn(dependency, 'Decided: What of fractions? They are refused. Because: Sums are whole.')).toBe(1);
});

it('a decision that the log holds already asks for nothing more', () => {
  const fractions = { question: 'What of *fractions*?', decision: 'They are `refused`.', reason: 'Sums are whole.' };
  const limits = { question: 'How many?', decision: 'As many as there are.', reason: 'Nothing says otherwise.' };
  const issue = { number: 1, title: 'Triple' };
  const log = withElicitations('# Elicitations\n', { issue, date: '2026-01-31', decisions: [fractions] });
  expect(decisionsBeside(log, [decisionText(fractions)])).toBe(0);
  expect(decisionsBeside(log, [decisionText(fractions), decisionText(limits)])).toBe(1);
  expect(decisionsBeside(log, [decisionText({ ...fractions, decision: 'They are rounded.' })])).toBe(1);
});
