import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Clone, Tree } from '../../src/ports/repositories.ts';
import type { Files } from '../adapters/git/git-server.ts';

const odd = 'sub dir/ünï "quoted"\n\tname.txt';
export const submodule = 'c0ffee0000000000000000000000000000000000';

/** A tree with everything that has fooled somebody. */
export const hostileTree: Files = {
  'README.md': 'hello\n',
  'crlf.txt': 'one\r\ntwo\r\n',
  'run.sh': { executable: '#!/bin/sh\n' },
  link: { link: '/proc/self/environ' },
  'inner-link': { link: 'README.md' },
  'image.png': new Uint8Array([0x89, 0x50, 0xff, 0x00]),
  'latin1.txt': new Uint8Array([0x68, 0xe9, 0x0a]),
  'nul.txt': 'a\0b',
  'bom.txt': '\ufefftext\n',
  'empty.txt': '',
  'ident.txt': '$Id$\n',
  '-rf': 'an option\n',
  [odd]: 'odd\n',
  '.gitattributes': '* text eol=crlf ident filter=evil working-tree-encoding=UTF-16 export-ignore\n*.md -diff binary\n',
  '.gitmodules': '[submodule "sub"]\n\tpath = sub\n\turl = https://example.invalid/x.git\n',
  '.lfsconfig': '[lfs]\n\turl = https://example.invalid\n',
  sub: { submodule },
};

/** The same after an edit: changed, renamed, deleted, added, and with a new mode. */
export const editedTree: Files = {
  ...Object.fromEntries(Object.entries(hostileTree).filter(([path]) => !['empty.txt', 'crlf.txt', odd].includes(path))),
  'README.md': 'hello\nworld\n-- a line that looks like a header\n',
  'dir/crlf renamed.txt': 'one\r\ntwo\r\n',
  'image.png': new Uint8Array([0x89, 0x50, 0xff, 0x01, 0x00]),
  'run.sh': '#!/bin/sh\n',
  [odd]: 'odd\neven, no newline at the end',
};

/** How a suite gets a clone that holds the two trees above. */
export interface Repository {
  clone: Clone;
  hostile: string;
  edited: string;
}

/** What holds for every way to read a repository. */
export function repositoriesContract(name: string, make: () => Promise<Repository>): void {
  describe(`${name} keeps the repositories contract`, () => {
    let made: Repository;
    let tree: Tree;
    beforeAll(async () => {
      made = await make();
      tree = await made.clone.treeAt(made.hostile);
    });

    it('lists every entry with its mode, size and unquoted name', async () => {
      const entries = await tree.list();
      expect(entries.map(entry => entry.path).sort()).toEqual(Object.keys(hostileTree).sort());
      const byPath = new Map(entries.map(entry => [entry.path, entry]));
      expect(byPath.get('README.md')).toEqual({
        path: 'README.md',
        mode: '100644',
        oid: 'ce013625030ba8dba906f756967f9e9ca394464a',
        size: 6,
      });
      expect(byPath.get('run.sh')).toMatchObject({ mode: '100755', size: 10 });
      expect(byPath.get('link')).toMatchObject({ mode: '120000', size: 18 });
      expect(byPath.get('sub')).toEqual({ path: 'sub', mode: '160000', oid: submodule, size: 0 });
    });

    it('reads regular UTF-8 files to the byte and nothing else', async () => {
      expect(await tree.read('crlf.txt')).toBe('one\r\ntwo\r\n');
      expect(await tree.read('bom.txt')).toBe('\ufefftext\n');
      expect(await tree.read('empty.txt')).toBe('');
      expect(await tree.read('-rf')).toBe('an option\n');
      for (const path of [
        'link',
        'inner-link',
        'sub',
        'sub dir',
        'image.png',
        'latin1.txt',
        'nul.txt',
        'absent',
        'sub/x',
      ]) {
        expect([path, await tree.read(path)]).toEqual([path, undefined]);
      }
    });

    it('reads many at once, also under odd names', async () => {
      const texts = await tree.readMany(['README.md', odd, 'image.png', 'absent', 'README.md']);
      expect([...texts]).toEqual([
        ['README.md', 'hello\n'],
        [odd, 'odd\n'],
      ]);
      expect(await tree.readMany([])).toEqual(new Map());
    });

    it('lays the tree out as committed: no filter, no conversion, no submodule, no .git', async () => {
      const directory = await tree.directory();
      expect(await readFile(join(directory, 'crlf.txt'), 'utf8')).toBe('one\r\ntwo\r\n');
      expect(await readFile(join(directory, 'README.md'), 'utf8')).toBe('hello\n');
      expect(await readFile(join(directory, 'ident.txt'), 'utf8')).toBe('$Id$\n');
      expect(await readFile(join(directory, odd), 'utf8')).toBe('odd\n');
      expect(await readlink(join(directory, 'link'))).toBe('/proc/self/environ');
      expect((await lstat(join(directory, 'run.sh'))).mode & 0o111).not.toBe(0);
      expect((await lstat(join(directory, 'README.md'))).mode & 0o111).toBe(0);
      const names = await readdir(directory);
      expect(names).not.toContain('.git');
      if (names.includes('sub')) expect(await readdir(join(directory, 'sub'))).toEqual([]);
    });

    it('lays a tree out once, also for several who ask at once', async () => {
      const again = await made.clone.treeAt(made.hostile);
      const [first, second] = await Promise.all([tree.directory(), again.directory()]);
      expect(second).toBe(first);
    });

    it('tells what changed, by line, name, mode and kind', async () => {
      const files = await made.clone.diff(made.hostile, made.edited);
      const byPath = new Map(files.map(file => [file.path, file]));
      expect([...byPath.keys()].sort()).toEqual(
        ['README.md', 'dir/crlf renamed.txt', 'empty.txt', 'image.png', 'run.sh', odd].sort(),
      );
      expect(byPath.get('README.md')).toEqual({
        path: 'README.md',
        oldPath: undefined,
        change: 'modified',
        isBinary: false,
        newMode: undefined,
        added: [
          { line: 2, text: 'world' },
          { line: 3, text: '-- a line that looks like a header' },
        ],
        removed: [],
      });
      const renamed = { change: 'renamed', oldPath: 'crlf.txt', added: [], removed: [] };
      expect(byPath.get('dir/crlf renamed.txt')).toMatchObject(renamed);
      expect(byPath.get('empty.txt')).toMatchObject({ change: 'deleted', added: [], removed: [] });
      expect(byPath.get('image.png')).toMatchObject({ change: 'modified', isBinary: true, added: [] });
      expect(byPath.get('run.sh')).toMatchObject({ change: 'modified', newMode: '100644', added: [], removed: [] });
      expect(byPath.get(odd)).toMatchObject({ added: [{ line: 2, text: 'even, no newline at the end' }], removed: [] });
    });

    it('shows an added and a deleted file whole, carriage returns included', async () => {
      const files = await made.clone.diff(made.edited, made.hostile);
      expect(files.find(file => file.path === 'empty.txt')).toMatchObject({ change: 'added', newMode: '100644' });
      expect(files.find(file => file.path === 'README.md')?.removed).toEqual([
        { line: 2, text: 'world' },
        { line: 3, text: '-- a line that looks like a header' },
      ]);
      expect(await made.clone.diff(made.hostile, made.hostile)).toEqual([]);
    });

    it.each(['-h', '--upload-pack=x', 'HEAD', 'main', 'ce0136', `${'a'.repeat(40)} `, ''])(
      'refuses %j as a commit',
      async oid => {
        await expect(made.clone.treeAt(oid)).rejects.toMatchObject({
          source: 'git',
          reason: 'bad-oid',
          retryable: false,
        });
      },
    );

    it('says that a commit is gone', async () => {
      const gone = made.clone.treeAt('1234567890123456789012345678901234567890');
      await expect(gone).rejects.toMatchObject({ source: 'git', reason: 'gone', retryable: false });
    });
  });
}
