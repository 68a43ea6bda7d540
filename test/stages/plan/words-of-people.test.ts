import { expect, it } from 'vitest';
import { tooLong } from '../../../src/stages/plan/inputs.ts';

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
