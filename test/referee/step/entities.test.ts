import { describe, expect, it } from 'vitest';
import { grammarOf } from '../../../src/languages/syntax.ts';
import type { ChangedFile } from '../../../src/referee/checklist/changed-code.ts';
import { undeclaredEntities } from '../../../src/referee/step/entities.ts';

const spec = { codeSpans: ['Book', 'lend(book)', 'loans', 'add'], newFiles: [] };

async function undeclared(path: string, text: string, before: Record<string, string> = {}): Promise<string[]> {
  const added = new Set(text.split('\n').map((_, index) => index + 1));
  const file: ChangedFile = { path, text, added, grammar: grammarOf(path), isTest: path.startsWith('tests/') };
  const { findings } = await undeclaredEntities([file], new Map(Object.entries(before)), spec);
  return findings.map(({ line, message }) => `${line} ${message.split(' is not')[0]}`);
}

describe('what a step brings in and its plan does not name', () => {
  it.each([
    [
      'Python',
      'a.py',
      'class Shelf:\n    pass\n\ndef sort():\n    pass\n',
      ['1 The class `Shelf`', '4 The function `sort`'],
    ],
    [
      'TypeScript',
      'a.ts',
      'export class Shelf {}\nexport const sort = () => 1;\n',
      ['1 The class `Shelf`', '2 The function `sort`'],
    ],
    ['Go', 'a.go', 'package a\n\nfunc Sort() {}\n\nfunc (b Book) Open() {}\n', ['3 The function `Sort`']],
    ['SQL', 'a.sql', 'create table if not exists "readers" (id int);\n', ['1 The table `readers`']],
    ['a mapper', 'a.py', 'class Book:\n    __tablename__ = "books"\n', ['2 The table `books`']],
  ])('is found in %s', async (_what, path, text, expected) => {
    expect(await undeclared(path, text)).toEqual(expected);
  });

  it.each([
    ['is named', 'a.py', 'class Book:\n    def turn(self): pass\n\ndef lend(book): pass\n'],
    ['is named as a table', 'a.sql', 'CREATE TABLE public.loans (id int);\n'],
    ['is private to its file', 'a.py', 'def _sort():\n    pass\n'],
    ['is not exported', 'a.ts', 'function sort() {}\n'],
    ['is a test', 'tests/test_a.py', 'def test_sort(): pass\n'],
    ['is no code', 'a.md', 'class Shelf: a place for books\n'],
  ])('is not what %s', async (_what, path, text) => {
    expect(await undeclared(path, text)).toEqual([]);
  });

  it('is not what was there, changed or moved', async () => {
    const text = 'def sort(books):\n    return books\n';
    expect(await undeclared('a.py', text, { 'a.py': 'def sort():\n    pass\n' })).toEqual([]);
    expect(await undeclared('b.py', text, { 'a.py': 'def sort():\n    pass\n' })).toEqual([]);
  });
});
