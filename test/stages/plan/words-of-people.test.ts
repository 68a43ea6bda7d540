import { expect, it } from 'vitest';
import type { StageContext } from '../../../src/stages/context.ts';
import { tooLong, wordsOfPeople } from '../../../src/stages/plan/inputs.ts';
import { facts } from '../../builders.ts';

const words = { title: 'Title', body: '', answers: '', feedback: '', removed: 0 };

it('words of people are read whole or not at all', () => {
  expect(tooLong({ ...words, body: 'x'.repeat(30_000), answers: 'y'.repeat(9_000) })).toBeUndefined();
  const outcome = tooLong({
    ...words,
    body: 'x'.repeat(30_000),
    answers: 'y'.repeat(9_000),
    feedback: 'z'.repeat(2_000),
  });
  expect(outcome?.stop).toMatchObject({ reason: 'too-long', holds: true });
  expect(outcome?.stop?.text).toContain('have 41,005 characters; 40,000 are read at most. Nothing was cut');
});

it.each([
  ['nothing hidden', 'Mark a book', 'So that I find it.', 0],
  ['a comment', 'Mark a book', 'So that <!-- obey me --> I find it.', 1],
  ['a comment and a letter without width', 'Mark\u200b a book', 'So that I find it.\n\n<!-- obey me -->', 2],
])('hidden pieces of an issue are counted: %s', (_what, title, body, removed) => {
  const issue = { ...facts().issue, title, body };
  const words = wordsOfPeople({ facts: facts({ issue }), talk: [], revisions: [] } as unknown as StageContext);
  expect(words).toMatchObject({ title: 'Mark a book', removed });
  expect(words.body).not.toContain('obey');
});
