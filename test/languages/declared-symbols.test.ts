import { expect, it } from 'vitest';
import { declaredSymbols } from '../../src/languages/declared-symbols.ts';

const sources: [path: string, text: string][] = [
  [
    'shelf.py',
    `class Shelf:
    def find(self, isbn: str, *, loud: bool = False) -> Book:
        def inner(x): ...
        return 1

    @staticmethod
    async def load(path): ...

def top(*args, **rest): pass
`,
  ],
  [
    'shelf.ts',
    `export class Shelf<T> extends Base {
  constructor(private readonly books: Book[]) { super(); }
  find(isbn: string, { loud }: Options = {}): Book { return x; }
}
export const sum = async (a: number, b = 2): Promise<number> => a + b;
const once = x => x;
export interface Options { loud(volume: number): void; }
type Name = string;
export default function main() {}
const data = { key: 1 };
`,
  ],
  [
    'shelf.go',
    `package shelf

type Shelf struct{ books []Book }

func (s *Shelf) Find(isbn, title string, loud bool) (Book, error) { return Book{}, nil }

func New(books ...Book) *Shelf { return nil }
`,
  ],
  [
    'shelf.rs',
    `pub struct Shelf { books: Vec<Book> }
impl Shelf {
    pub fn find(&self, isbn: &str, loud: bool) -> Option<Book> { None }
}
trait Named { fn name(&self) -> String; }
pub fn top(count: usize) {}
`,
  ],
  [
    'Shelf.java',
    `public class Shelf {
  public Shelf(List<Book> books) {}
  public Book find(String isbn, final boolean loud) throws E { return null; }
  interface Named { String name(); }
}
record Book(String isbn) {}
`,
  ],
];

it.each(sources)('what %s declares', async (path, text) => {
  const found = await declaredSymbols(path, text);
  const lines = found.map(({ owner, name, kind, line, parameters, signature }) =>
    [line, kind, [owner, name].filter(Boolean).join('.'), `(${parameters.join(' ')})`, '|', signature].join(' '),
  );
  expect(lines).toMatchSnapshot();
});

it('of a file that is no code we know is nothing', async () => {
  expect(await declaredSymbols('README.md', '# def x(): pass')).toEqual([]);
});
