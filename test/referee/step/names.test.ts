import { expect, it } from 'vitest';
import { namesIn, pathsIn } from '../../../src/referee/step/names.ts';

it.each([
  ['code', 'Create `Book` and `lend(book: Book)`.', ['Book', 'lend', 'book']],
  ['a block of code', '```\nclass Desk\n```', ['class', 'Desk']],
  [
    'prose that looks like code',
    'Then giveBack, take_back, BookShelf and lend() follow.',
    ['giveBack', 'take_back', 'BookShelf', 'lend'],
  ],
  ['prose that says what it is', 'A class Desk, a table loans.', ['Desk', 'loans']],
  ['no paths', 'See `docs/a_b.md` and `desk.py`.', []],
  ['no plain words', 'A Book is lent. Nothing else.', []],
])('names are found in %s', (_where, text, names) => {
  expect(namesIn(text).sort()).toEqual([...names].sort());
});

it('paths are words with a slash or the ending of a file', () => {
  expect(pathsIn('See @docs/a.md, `app/main.py`, ./web/ and desk.py. Book.title is none.')).toEqual([
    'docs/a.md',
    'app/main.py',
    'desk.py',
  ]);
});
