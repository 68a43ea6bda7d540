import { describe, expect, it } from 'vitest';
import { makeStubs } from '../../src/referee/stubs/stubs.ts';

interface Given {
  test: [path: string, text: string];
  spans: string[];
  product: Record<string, string>;
}

async function stubs({ test: [path, text], spans, product }: Given) {
  const { overlay, names } = await makeStubs({
    wanting: [{ id: `${path}::a`, file: path, name: 'a', class: 'missing-symbol', red: true, why: '' }],
    tests: new Map([[path, text]]),
    spec: { codeSpans: spans, newFiles: [] },
    root: '.',
    paths: Object.keys(product),
    isProduct: file => !/test/i.test(file),
    readMany: async paths => new Map(paths.flatMap(each => [[each, product[each] ?? '']])),
  });
  return { names, texts: Object.fromEntries(overlay.map(each => [each.path, each.content])) };
}

const script: Given = {
  test: [
    'test/shelf.test.ts',
    "import { Shelf } from '../src/shelf.ts';\nimport type { Book } from '../src/shelf.ts';\nnew Shelf().books();\n",
  ],
  spans: ['Shelf.books(): Book[]'],
  product: { 'src/shelf.ts': 'export class Shelf {\n  size = 0;\n}\n' },
};
const go: Given = {
  test: ['shelf/shelf_test.go', 'package shelf_test\n\nfunc TestA(t *testing.T) { shelf.New().Books() }\n'],
  spans: ['func (s *Shelf) Books() []string', 'type Book struct { Title string }'],
  product: { 'shelf/shelf.go': 'package shelf\n\ntype Shelf struct{}\n' },
};
const rust: Given = {
  test: ['tests/shelf.rs', 'use library::shelf::{lend, Shelf};\n#[test]\nfn a() { lend(1); Shelf::new().books(); }\n'],
  spans: ['Shelf::books(&self) -> Vec<String>', 'shelf::lend(number: u32) -> u32', 'Shelf::named(name: &str) -> Shelf'],
  product: { 'src/lib.rs': 'pub mod shelf;\n', 'src/shelf.rs': 'pub struct Shelf;\n' },
};
const java: Given = {
  test: [
    'src/test/java/shop/ShelfTest.java',
    'class ShelfTest { void a() { assertEquals(List.of(), new Shelf().books()); Shelf.lend(1); } }\n',
  ],
  spans: ['List<String> Shelf.books()', 'int Shelf.lend(int number)'],
  product: { 'src/main/java/shop/Shelf.java': 'package shop;\n\npublic class Shelf {\n}\n' },
};

describe('stubs in what exists', () => {
  it('are methods of a class of a script, and types where those are checked', async () => {
    const { names, texts } = await stubs(script);
    expect(names).toEqual(['Book', 'Shelf.books']);
    expect(texts['src/shelf.ts']).toMatch(/size = 0;\n\s*books\(\.\.\._: any\[\]\): any \{ throw new Error\(/);
    expect(texts['src/shelf.ts']).toContain('export type Book = any;');
    expect(texts['src/shelf.ts']).not.toContain('const Book');
    const plain = { 'src/shelf.js': 'export class Shelf {\n}\n' };
    const test: Given['test'] = ['test/a.test.js', "import { Shelf } from '../src/shelf.js';\nShelf.books();\n"];
    const made = await stubs({ ...script, test, product: plain });
    expect(made.texts['src/shelf.js']).toContain(
      "static books() { throw new Error('Shelf.books is not implemented'); }",
    );
  });

  it('are methods and types in a package of Go', async () => {
    const { names, texts } = await stubs({ ...go, test: [go.test[0], `${go.test[1]}var _ = shelf.Book{}\n`] });
    expect(names).toEqual(['Books', 'Book']);
    expect(texts['shelf/redfirst_stub.go']).toBe(
      'package shelf\n\nfunc (s *Shelf) Books() []string {\n\tpanic("Books is not implemented")\n}\n\ntype Book struct { Title string }\n',
    );
  });

  it('are methods of a type and functions of a module of Rust', async () => {
    const { names, texts } = await stubs(rust);
    expect(names).toEqual(['Shelf::books', 'shelf::lend']);
    expect(texts['src/shelf.rs']).toMatch(/^pub struct Shelf;\n\n#\[allow\(unused\)\]\nimpl Shelf \{\n/);
    expect(texts['src/shelf.rs']).toContain(
      'pub fn books(&self) -> Vec<String> {\n    todo!("Shelf::books is not implemented")',
    );
    expect(texts['src/shelf.rs']).toContain('pub fn lend(number: u32) -> u32 {');
  });

  it('are methods of a class of Java, static where the tests call them so', async () => {
    const { names, texts } = await stubs(java);
    expect(names).toEqual(['Shelf.books', 'Shelf.lend']);
    const text = texts['src/main/java/shop/Shelf.java'] ?? '';
    expect(text).toContain('public List<String> books() {');
    expect(text).toContain('package shop; import java.util.*;');
    expect(text).toContain('public static int lend(int number) {');
    expect(text.trimEnd().endsWith('}')).toBe(true);
  });

  it.each<[string, Given]>([
    ['a member that is there', { ...script, product: { 'src/shelf.ts': 'export class Shelf {\n  books() {}\n}\n' } }],
    [
      'a member that no test names',
      { ...script, test: [script.test[0], "import { Shelf } from '../src/shelf.ts';\n"] },
    ],
    ['a class that is not there', { ...java, product: {} }],
    ['a method of Go whose package is not there', { ...go, product: {} }],
    ['a type of Rust that is not there', { ...rust, product: { 'src/lib.rs': '' } }],
  ])('are not made of %s', async (_, given) => {
    expect((await stubs(given)).names.filter(name => name !== 'Book')).toEqual([]);
  });
});
