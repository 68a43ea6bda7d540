import { describe, expect, it } from 'vitest';
import { RepositoryConfig } from '../../src/config/repository.ts';
import { settingsOf } from '../../src/engine/settings-of.ts';
import { findRed, redNamedIn } from '../../src/judge/find-red.ts';
import type { Clone, FileDiff } from '../../src/ports/repositories.ts';
import { oidOf } from '../builders.ts';
import { project, treeOf } from '../engine/fakes.ts';

interface Commit {
  letter: string;
  paths: string[];
  isMerge?: boolean;
}

const diffOf = (path: string): FileDiff => ({
  path,
  oldPath: undefined,
  change: 'modified',
  isBinary: false,
  newMode: '100644',
  added: [],
  removed: [],
});

async function search(commits: Commit[], named?: string) {
  const resolved = await settingsOf(RepositoryConfig.parse({}), treeOf(project));
  if (resolved.kind !== 'ok') throw new Error(resolved.missing);
  const clone: Clone = {
    treeAt: async () => Promise.reject(new Error('no tree is looked at')),
    diff: async (_, to) => (commits.find(({ letter }) => oidOf(letter) === to)?.paths ?? []).map(diffOf),
  };
  const line = commits.map(({ letter, isMerge = false }, index) => ({
    oid: oidOf(letter),
    parent: oidOf(commits[index - 1]?.letter ?? '0'),
    subject: `commit ${letter}`,
    isMerge,
  }));
  return findRed(clone, { commits: line, named }, resolved.settings);
}

const test = 'tests/test_a.py';
const code = 'src/a.py';
const range = (before: string, at: string) => ({ kind: 'found', red: { before: oidOf(before), at: oidOf(at) } });

describe('the red commit', () => {
  it.each<[string, Commit[], object]>([
    [
      'is the one before the code',
      [
        { letter: 'a', paths: [test] },
        { letter: 'b', paths: [code] },
      ],
      range('0', 'a'),
    ],
    [
      'may be several, with words and a harness among them',
      [
        { letter: 'a', paths: ['specs/a.md'] },
        { letter: 'b', paths: [test] },
        { letter: 'c', paths: ['README.md'] },
        { letter: 'd', paths: [test, 'tests/conftest.py'] },
        { letter: 'e', paths: [code] },
        { letter: 'f', paths: [test] },
      ],
      range('a', 'd'),
    ],
    [
      'may come after a merge of the base',
      [
        { letter: 'a', paths: [code], isMerge: true },
        { letter: 'b', paths: [test] },
      ],
      range('a', 'b'),
    ],
    [
      'ends where a merge brings code',
      [
        { letter: 'a', paths: [test] },
        { letter: 'b', paths: [code], isMerge: true },
        { letter: 'c', paths: [test] },
      ],
      range('0', 'a'),
    ],
    [
      'is none where code came first',
      [
        { letter: 'a', paths: [code] },
        { letter: 'b', paths: [test] },
      ],
      { kind: 'none', finding: { path: code } },
    ],
    [
      'is none where tests and code came at once',
      [{ letter: 'a', paths: [test, code] }],
      { kind: 'none', finding: { path: code } },
    ],
    [
      'is none where only what tests rest on came first',
      [{ letter: 'a', paths: ['tests/conftest.py'] }],
      { kind: 'none', finding: { path: 'tests/conftest.py' } },
    ],
    [
      'is none where a list of dependencies came first, which is no document',
      [
        { letter: 'a', paths: ['requirements.txt'] },
        { letter: 'b', paths: [test] },
      ],
      { kind: 'none', finding: { path: 'requirements.txt' } },
    ],
    ['is none where nothing came', [], { kind: 'none', finding: { rule: 'red-first' } }],
  ])('%s', async (_, commits, found) => {
    expect(await search(commits)).toMatchObject(found);
  });

  const prepared = [
    { letter: 'a', paths: [code] },
    { letter: 'b', paths: [test] },
    { letter: 'c', paths: [test, code] },
  ];

  it('may be named, where other code comes first', async () => {
    expect(await search(prepared, 'bbbbbbb')).toMatchObject(range('a', 'b'));
  });

  it('that is named has to hold tests, and nothing else, and be here', async () => {
    expect(await search(prepared, 'ccccccc')).toMatchObject({ kind: 'none', finding: { path: code } });
    expect(await search(prepared, 'ddddddd')).toMatchObject({ kind: 'none' });
  });

  it.each([
    ['Red: abcdef1', 'abcdef1'],
    ['Words.\r\n\r\n- **Red:** `ABCDEF12`\r\nMore.', 'abcdef12'],
    ['red commit: abcdef1', 'abcdef1'],
    ['It went Red: abcdef1', undefined],
    ['Red: abcde', undefined],
    ['Red: abcdef1 and more', undefined],
  ])('is named by a line of its own: %j', (body, named) => {
    expect(redNamedIn(body)).toBe(named);
  });
});
