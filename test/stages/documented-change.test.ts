import { expect, it } from 'vitest';
import { documentedChange } from '../../src/stages/documented-change.ts';
import { settingsFor } from './settings.ts';

const decisionsIn = (...notes: string[]) =>
  documentedChange(settingsFor(), { changed: [], existing: [], plan: { notes } }).decisions;

it('of the notes of a plan, those that say what was decided ask for the log of decisions', () => {
  const dependency = 'New dependency `pip install attrs` - Less to write.';
  const departure = 'Departs from ARCHITECTURE.md, "No module imports another.": the issue asks for it.';
  expect(decisionsIn(dependency, departure, 'Favourites are kept for ever.', 'None.')).toBe(0);
  expect(decisionsIn(dependency, 'Decided: What of fractions? They are refused. Because: Sums are whole.')).toBe(1);
});
