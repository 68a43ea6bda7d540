import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { bulletsOf } from '../../src/stages/bullets.ts';
import { namesTool } from '../../src/writer/plain-words.ts';

const root = resolve(import.meta.dirname, '../../src');
/** Where sentences for people are written. */
const folders = ['stages', 'publish', 'engine', 'domain/help.ts', 'judge', 'referee'];

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap(name => filesUnder(join(path, name)));
}

/** Every piece of text in a file: strings, and what stands between the holes of a template. */
function textsIn(path: string): string[] {
  const tree = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      texts.push(node.text);
    node.forEachChild(visit);
  };
  visit(tree);
  return texts;
}

describe('words for people', () => {
  const sentences = folders
    .flatMap(folder => filesUnder(join(root, folder)))
    .flatMap(textsIn)
    .filter(text => / /.test(text));

  it('never name a tool of the model', () => {
    expect(sentences.length).toBeGreaterThan(500);
    expect(sentences.filter(namesTool)).toEqual([]);
  });

  it.each([
    'I used the edit tool on sums.py',
    'Made a tool call to look',
    'Called read_file and edit_file',
    'Used `search` to find the place',
    'Ran the `run_tests` command',
    'via apply_patch',
    'function call: finish',
  ])('%s: names one', text => {
    expect(namesTool(text)).toBe(true);
  });

  it.each([
    'Add the function `search` to the shelf',
    'Read the configuration from a file',
    'Let people edit a title',
    'Filter books using the search endpoint',
    'Add a tool for load tests',
    'Finish the import of rates',
    'Add `list_items` and `find_by_title`',
  ])('%s: does not', text => {
    expect(namesTool(text)).toBe(false);
  });
});

describe('the bullets of a commit', () => {
  const changes = [
    { path: 'sums/a.py', content: 'a' },
    { path: 'sums/b.py', content: null },
  ];

  it('are what the model says of each component, a line each', () => {
    expect(bulletsOf(['Add a', '- Update\nb ', '* Drop c'], changes)).toBe('- Add a\n- Update b\n- Drop c');
  });

  it('leave out what names a tool, and say which files changed when nothing is left', () => {
    expect(bulletsOf(['Add a', 'Used the edit tool'], changes)).toBe('- Add a');
    expect(bulletsOf(['Used the edit tool', ' '], changes)).toBe('- Write `sums/a.py`\n- Remove `sums/b.py`');
  });
});
