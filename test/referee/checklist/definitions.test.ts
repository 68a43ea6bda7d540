import { describe, expect, it } from 'vitest';
import { findingsOf } from './inspect.ts';

const python = `import os


def typed(a: int, *args: str, b: float = 1.0, **kwargs: object) -> str:
    """Has it all."""
    def nested(x):
        return x
    return str(nested(a))


def untyped(a, b=1, *args, c: int, **kwargs):
    return a


class Service:
    def __init__(self, name):
        self.name = name

    def run(self, size: int) -> None:
        """Runs."""

    @staticmethod
    def make(size):
        """Makes."""

    @property
    def length(self):
        return 1

    @length.setter
    def length(self, value: int) -> None:
        self.value = value

    def _inner(self) -> None:
        return None


def _private() -> None:
    return None
`;

const script = `export const first = (a: string): string => a;

/** Documented. */
export function second(a: string, b = 1, { c }: { c: number }, ...rest: string[]): number {
  return b;
}

export function third(a, { b }) {
  return a;
}

function internal(a) {
  return a;
}

export const handler: Handler = (request, response) => response.end();

export const factory = async name => name;

/** A thing. */
export class Thing {
  constructor(private readonly name: string) {}
  get length(): number {
    return 1;
  }
  set length(value: number) {}
  run(size) {
    return size;
  }
  private hidden(size) {
    return size;
  }
  #secret(size) {
    return size;
  }
}

class Later {}
const alsoLater = (a) => a;
export { alsoLater, Later };
`;

describe('type hints', () => {
  it('are asked of every function of a Python module or class', async () => {
    expect(await findingsOf('type-hints', 'src/a.py', python)).toEqual([
      '11: `untyped` declares no type for `a`, `b`, `*args`, `**kwargs`, its result.',
      '16: `__init__` declares no type for `name`.',
      '23: `make` declares no type for `size`, its result.',
      '27: `length` declares no type for its result.',
    ]);
  });

  it('are asked of what a TypeScript module exports', async () => {
    expect(await findingsOf('type-hints', 'src/a.ts', script)).toEqual([
      '8: `third` declares no type for `a`, `{ b }`, its result.',
      '18: `factory` declares no type for `name`, its result.',
      '27: `Thing.run` declares no type for `size`, its result.',
      '39: `alsoLater` declares no type for `a`, its result.',
    ]);
  });

  it.each([
    ['plain JavaScript', 'src/a.js', script],
    ['a test', 'tests/test_a.py', python],
    ['a test beside the code', 'src/a.test.ts', script],
    ['a fixture', 'src/conftest.py', python],
    ['a declaration file', 'src/a.d.ts', 'export function a(b);\n'],
  ])('are not asked of %s', async (_name, path, text) => {
    expect(await findingsOf('type-hints', path, text)).toEqual([]);
  });

  it('of a result are not asked of a component, whose elements say it', async () => {
    const text = `export function Button({ label }: Props) {
  if (!label) return null;
  return <button type="button">{label}</button>;
}
export const Link = ({ label }: Props) => <a href="/">{label}</a>;
export const Page = props => <Link label={props.label} />;
export function useLabel(name: string) {
  const show = () => <b>{name}</b>;
  return [name, show];
}
`;
    expect(await findingsOf('type-hints', 'src/a.tsx', text)).toEqual([
      '6: `Page` declares no type for `props`.',
      '7: `useLabel` declares no type for its result.',
    ]);
  });

  it('are not asked of a function that was there before', async () => {
    expect(await findingsOf('type-hints', 'src/a.py', python, [12, 13, 17])).toEqual([]);
  });
});

describe('docstrings', () => {
  it('are not asked of Python stub files, which hold types alone', async () => {
    expect(await findingsOf('docstrings', 'src/a.pyi', 'def shelve(book: str) -> None: ...\n')).toEqual([]);
  });

  it('are asked of public functions and classes of Python', async () => {
    expect(await findingsOf('docstrings', 'src/a.py', python)).toEqual([
      '11: The function `untyped` is not documented.',
      '15: The class `Service` is not documented.',
      '27: The function `length` is not documented.',
    ]);
  });

  it('are asked of exported functions and classes of TypeScript', async () => {
    expect(await findingsOf('docstrings', 'src/a.ts', script)).toEqual([
      '1: The function `first` is not documented.',
      '8: The function `third` is not documented.',
      '16: The function `handler` is not documented.',
      '18: The function `factory` is not documented.',
      '38: The class `Later` is not documented.',
      '39: The function `alsoLater` is not documented.',
    ]);
  });

  it('are asked of JavaScript modules, too', async () => {
    expect(await findingsOf('docstrings', 'src/a.js', 'export function a() {}\n')).toEqual([
      '1: The function `a` is not documented.',
    ]);
  });

  it('are not asked of methods whose name says all in Go (golint, "exported")', async () => {
    const text = `package a

func (e *RangeError) Error() string { return "out of range" }

func (e *RangeError) Unwrap() error { return nil }

func (l Level) String() string { return "low" }

func (b ByCents) Len() int { return len(b) }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {}

func (s *Server) Start() {}

func String() string { return "" }
`;
    expect(await findingsOf('docstrings', 'a/a.go', text)).toEqual([
      '13: The function `Start` is not documented.',
      '15: The function `String` is not documented.',
    ]);
  });

  it('stand above the first of several signatures, or above other comments', async () => {
    const text = `/** Reads a number. */
export function read(text: string): number;
export function read(text: string, radix: bigint): bigint;
export function read(text: string, radix?: bigint): number | bigint {
  return radix ?? Number(text);
}

export function bare(text: string): number;
export function bare(text: string): number {
  return 1;
}

/** Adds. */
// Cheap: it is called once.
export function add(): void {}
`;
    expect(await findingsOf('docstrings', 'src/a.ts', text)).toEqual(['9: The function `bare` is not documented.']);
  });

  it.each([
    ['an ordinary comment', '// Says something.\nexport function a(): void {}\n', 1],
    ['a comment with a line between', '/** Says something. */\n\nexport function a(): void {}\n', 1],
    ['a comment directly above', '/** Says something. */\nexport function a(): void {}\n', 0],
    ['a comment above a constant', '/** Says something. */\nexport const a = (): void => {};\n', 0],
    ['a comment above a default export', '/** Says something. */\nexport default function a(): void {}\n', 0],
  ])('are what stands directly above: %s', async (_name, text, count) => {
    expect(await findingsOf('docstrings', 'src/a.ts', text)).toHaveLength(count);
  });
});
