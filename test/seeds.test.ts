import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Link, Table, TableCell } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';

const page = resolve(import.meta.dirname, '../docs/seeds.md');

/** How many rows the product has for each of the five ways of working that it carries. */
const counts = [5, 16, 8, 9, 9];
const wanted = counts.flatMap((count, seed) => Array.from({ length: count }, (_, row) => `${seed}.${row + 1}`));

interface Row {
  id: string;
  livesIn: string[];
  heldBy: { path: string; title: string }[];
  sees: string[];
}

const linksIn = (cell: TableCell | undefined): Link[] => {
  const links: Link[] = [];
  if (cell) visit(cell, 'link', link => void links.push(link));
  return links;
};

const codeIn = (cell: TableCell | undefined): string[] => {
  const spans: string[] = [];
  if (cell) visit(cell, 'inlineCode', ({ value }) => void spans.push(value));
  return spans;
};

function rowsOf(text: string): Row[] {
  const tables: Table[] = [];
  visit(unified().use(remarkParse).use(remarkGfm).parse(text), 'table', table => void tables.push(table));
  return tables.flatMap(table =>
    table.children.slice(1).map(({ children: [id, , livesIn, heldBy, sees] }) => ({
      id: id ? textOf(id) : '',
      livesIn: linksIn(livesIn).map(({ url }) => url),
      heldBy: linksIn(heldBy).map(link => ({ path: link.url, title: textOf(link) })),
      sees: codeIn(sees),
    })),
  );
}

const rows = existsSync(page) ? rowsOf(readFileSync(page, 'utf8')) : [];
const at = (path: string) => join(dirname(page), path);

describe('docs/seeds.md', () => {
  it('has a row for each of them, in order, and no other', () => {
    expect(rows.map(({ id }) => id)).toEqual(wanted);
  });

  describe.each(rows)('$id', ({ livesIn, heldBy, sees }) => {
    it('says where it lives', () => {
      expect(livesIn.length).toBeGreaterThan(0);
      expect(livesIn.filter(path => !existsSync(at(path)))).toEqual([]);
    });

    it('names a test that is there', () => {
      expect(heldBy.length).toBeGreaterThan(0);
      const missing = heldBy.filter(({ path, title }) => !readFileSync(at(path), 'utf8').includes(title));
      expect(missing).toEqual([]);
    });

    it('shows what a person sees, in words that a test expects or the product says', () => {
      const places = [...heldBy.map(({ path }) => path), ...livesIn].map(at).filter(path => /\.\w+$/.test(path));
      const said = places.map(path => readFileSync(path, 'utf8')).join('\n');
      expect(sees.length).toBeGreaterThan(0);
      expect(sees.filter(words => !said.includes(words))).toEqual([]);
    });
  });
});
