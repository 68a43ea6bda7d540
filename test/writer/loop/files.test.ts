import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/domain/edit.ts';
import type { FileChange } from '../../../src/domain/file-change.ts';
import { mergeChanges } from '../../../src/domain/file-change.ts';
import { applyEdits } from '../../../src/writer/apply-edits.ts';
import { openDraft } from '../../../src/writer/loop/draft.ts';
import { editFile } from '../../../src/writer/loop/edit-file.ts';
import type { Turn } from '../../../src/writer/loop/offer.ts';
import { readFile } from '../../../src/writer/loop/read-file.ts';
import { searchCode } from '../../../src/writer/loop/search-code.ts';
import { treeOf } from '../../engine/fakes.ts';
import { settingsFor } from '../../stages/settings.ts';

const numbered = Array.from({ length: 3000 }, (_, index) => `line ${index + 1}`).join('\n');
const files = {
  'src/shelf.py': 'def mark(book):\n    book.marked = True\n',
  'src/shelf/models.py': 'class Book:\n    """Can be marked."""\n',
  'src/long.py': `${numbered}\n`,
  '.env': 'KEY=secret\n',
};

/** The actions on one draft, as the model uses them. */
function open(shown: string[] = []) {
  const tree = treeOf(files);
  const draft = openDraft(tree, shown);
  const judge = async (edits: readonly Edit[], before: readonly FileChange[]) => {
    const applied = await applyEdits(edits, path => draft.text(path));
    if (applied.kind === 'refuse') return applied;
    return { kind: 'accept', product: mergeChanges(before, applied.changes) } as const;
  };
  const turnOf = (): Turn => ({ edited: new Set(), refused: [] });
  const offers = {
    read: readFile(draft),
    edit: editFile(draft, judge),
    search: searchCode(draft, { tree, settings: settingsFor() }),
  };
  const act = async (name: keyof typeof offers, given: object, turn = turnOf()) => {
    const result = await offers[name].perform(JSON.stringify(given), turn);
    return 'text' in result ? result.text : '';
  };
  const replace = (path: string, find: string, text: string) => ({
    path,
    edits: [{ kind: 'replace', find, replace: text }],
  });
  return { draft, act, turnOf, replace };
}

describe('reading', () => {
  it('gives a file whole and to the letter, with what was written', async () => {
    const { act, draft } = open();
    expect(await act('read', { path: 'src/shelf.py' })).toBe(`src/shelf.py, all 2 lines:\n${files['src/shelf.py']}`);
    draft.put([{ path: 'src/shelf.py', content: 'pass\n' }]);
    expect(await act('read', { path: 'src/shelf.py' })).toBe('src/shelf.py, all 1 lines:\npass\n');
  });

  it('gives a small range of a file widened, and the beginning of a very long one', async () => {
    const { act } = open();
    expect(await act('read', { path: 'src/long.py', from: 11, to: 12 })).toMatch(
      /^src\/long.py, lines 11 to 210 of 3000:\nline 11\n/,
    );
    expect(await act('read', { path: 'src/long.py' })).toMatch(/^src\/long.py, lines 1 to 2000 of 3000:\n/);
    expect(await act('read', { path: 'src/long.py', from: 2990 })).toMatch(/lines 2990 to 3000 of 3000/);
  });

  it('says what to do where there is no such file', async () => {
    const { act } = open();
    expect(await act('read', { path: 'lib/models.py' })).toContain('Files of that name: src/shelf/models.py.');
    expect(await act('read', { path: 'src/shelf' })).toContain(
      'src/shelf is a directory. In it are:\nsrc/shelf/models.py',
    );
    expect(await act('read', { path: 'nowhere.py' })).toContain('Search for it.');
  });

  it('keeps secrets', async () => {
    expect(await open().act('read', { path: '.env' })).toContain('There is no text file .env that can be read.');
    expect(await open().act('search', { text: 'secret' })).toContain('Nothing holds "secret"');
  });
});

describe('searching', () => {
  it('finds declarations first, then lines and paths, in what was written too', async () => {
    const { act, draft } = open();
    draft.put([{ path: 'src/a.py', content: 'mark(1)\n' }]);
    expect(await act('search', { text: 'mark' })).toBe(
      [
        'src/shelf.py:1: def mark(book):',
        'src/a.py:1: mark(1)',
        'src/shelf.py:2: book.marked = True',
        'src/shelf/models.py:2: """Can be marked."""',
      ].join('\n'),
    );
    expect(await act('search', { text: 'MODELS' })).toBe('Paths:\nsrc/shelf/models.py\n');
  });

  it('shows a few lines of each file, and says how many there are', async () => {
    expect(await open().act('search', { text: 'line', under: 'src/' })).toMatch(/line 6\n… and 2994 lines more/);
  });
});

describe('editing', () => {
  const mark = 'book.marked = True';

  it('needs the file to be read, or shown whole', async () => {
    const { act, replace, draft } = open(['src/shelf/models.py']);
    const edit = replace('src/shelf.py', mark, 'pass');
    expect(await act('edit', edit)).toContain('src/shelf.py: Read it first');
    expect(draft.changes()).toEqual([]);
    await act('read', { path: 'src/shelf.py' });
    expect(await act('edit', edit)).toBe('src/shelf.py is written.');
    expect(await act('edit', replace('src/shelf/models.py', 'Book', 'Tome'))).toBe('src/shelf/models.py is written.');
    expect(await act('edit', { path: 'new.py', edits: [{ kind: 'write', content: 'x = 1\n' }] })).toBe(
      'new.py is written.',
    );
    expect(await act('edit', replace('new.py', '1', '2'))).toBe('new.py is written.');
  });

  it('of a part that was read replaces text and nothing else', async () => {
    const { act, replace } = open();
    await act('read', { path: 'src/long.py', from: 1, to: 300 });
    expect(await act('edit', { path: 'src/long.py', edits: [{ kind: 'write', content: '' }] })).toContain(
      'Only a part of it',
    );
    expect(await act('edit', replace('src/long.py', 'line 17\n', 'line\n'))).toBe('src/long.py is written.');
  });

  it('happens once a turn for a file, in one piece', async () => {
    const { act, replace, turnOf, draft } = open(['src/shelf.py']);
    const turn = turnOf();
    await act('edit', replace('src/shelf.py', mark, 'pass'), turn);
    expect(await act('edit', replace('src/shelf.py', 'book', 'tome'), turn)).toContain(
      'It was edited in this turn already',
    );
    expect(draft.changes()).toEqual([{ path: 'src/shelf.py', content: 'def mark(book):\n    pass\n' }]);
    expect(turn.refused).toHaveLength(1);
  });

  it('with text that is not there is tried once more after reading, then the file has to be given whole', async () => {
    const { act, replace } = open(['src/shelf.py']);
    const stale = replace('src/shelf.py', 'book.marked = Yes', 'pass');
    expect(await act('edit', stale)).toContain('The text to replace is not in the file.');
    expect(await act('edit', replace('src/shelf.py', mark, 'pass'))).toContain('Read it first');
    await act('read', { path: 'src/shelf.py' });
    expect(await act('edit', stale)).toContain('The text to replace is not in the file.');
    await act('read', { path: 'src/shelf.py' });
    expect(await act('edit', stale)).toContain('not found 2 times in a row. Read the file and give it whole.');
    expect(await act('edit', { path: 'src/shelf.py', edits: [{ kind: 'write', content: 'pass\n' }] })).toBe(
      'src/shelf.py is written.',
    );
  });

  it('with text that stands there more than once is refused', async () => {
    const { act, replace } = open(['src/shelf.py']);
    expect(await act('edit', replace('src/shelf.py', 'book', 'tome'))).toContain('stands 2 times in the file');
  });

  it('deletes', async () => {
    const { act, draft } = open(['src/shelf.py']);
    expect(await act('edit', { path: 'src/shelf.py', edits: [{ kind: 'delete' }] })).toBe('src/shelf.py is deleted.');
    expect(await draft.text('src/shelf.py')).toBeUndefined();
    expect(await draft.paths()).not.toContain('src/shelf.py');
  });
});
