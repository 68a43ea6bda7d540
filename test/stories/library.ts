import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Script, scripted } from '../../demo/scripted-model/script.ts';

const directory = resolve(import.meta.dirname, '..', 'fixtures', 'library');

/** A project with an implementation plan of three steps and a service, changed for one story; a file that is null goes. */
export async function libraryWith(changes: Record<string, string | null> = {}): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'redfirst-library-'));
  await cp(directory, copy, { recursive: true });
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) await rm(join(copy, path));
    else {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    }
  }
  return copy;
}

export const stepIssue = { title: 'Carry on with the library', body: '' };

export const paths = { book: 'library/book.py', desk: 'library/desk.py', test: 'tests/test_lending.py' };

const tests = `"""Tests of lending."""

import pytest

from library.book import Book
from library.desk import NoCopyLeft, lend


def test_a_book_has_a_title_and_copies() -> None:
    """AC-1: a book knows its title and how many copies there are."""
    assert (Book("Dune", 2).title, Book("Dune", 2).copies) == ("Dune", 2)


def test_lending_takes_one_copy() -> None:
    """AC-2: one copy less."""
    assert lend(Book("Dune", 2)).copies == 1


def test_nothing_is_lent_when_no_copy_is_left() -> None:
    """AC-2: refused."""
    with pytest.raises(NoCopyLeft):
        lend(Book("Dune", 0))
`;

const book = `"""What the library lends."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Book:
    """A book and how many copies of it are there."""

    title: str
    copies: int
`;

/** The desk as the model writes it, with a comment and with more than was asked for. */
export const desk = (comment: string, more = ''): string => `"""Where books are lent."""

from library.book import Book


class NoCopyLeft(Exception):
    """Every copy is lent."""


def lend(book: Book) -> Book:
    """Give the book with one copy less."""
    ${comment}
    if book.copies == 0:
        raise NoCopyLeft(book.title)
    return Book(book.title, book.copies - 1)
${more}`;

export const written = (text: string) => ({
  summary: ['Add `Book` and `lend`'],
  edits: [
    { kind: 'write', path: paths.book, content: book },
    { kind: 'write', path: paths.desk, content: text },
  ],
});

const files = Object.values(paths).map(path => ({ path, reason: 'The tasks need it.' }));
export const reading = { questions: [], files, withoutBehaviour: [] };
const changelog = {
  summary: ['Changelog: lending is new for users.'],
  edits: [{ kind: 'replace', path: 'CHANGELOG.md', find: '- The server', replace: '- Books are lent.\n- The server' }],
};

/** A testing plan by the template. */
export const testingPlan = (box: string) => ({
  content: `# Testing plan: step 1\n\n## Unit tests\n\n- ${box} AC-1: a title and copies\n\n## Integration tests\n\n- [ ] AC-2: lending twice\n\n## End-to-end tests\n\nNone: nothing can be seen from outside yet.\n`,
});

const nothing = { edits: [], summary: [] };

/** A later step, which is one function more in the module that the first one made. */
interface LaterStep {
  /** What the function is called, and its file of tests. */
  word: string;
  test: string;
  /** What its test imports and asserts. */
  imports: string;
  assertions: readonly string[];
  code: string;
  /** Text that goes. */
  without?: string;
  /** For the changelog. */
  news: string;
}

const returning: LaterStep = {
  word: 'give_back',
  test: 'tests/test_returning.py',
  imports: 'from library.book import Book\nfrom library.desk import give_back',
  assertions: ['give_back(Book("Dune", 1)).copies == 2', 'give_back(Book("Emma", 0)).copies == 1'],
  code: 'def give_back(book: Book) -> Book:\n    """Give the book with one copy more."""\n    return Book(book.title, book.copies + 1)\n',
  news: 'Books come back.',
};

const greeting: LaterStep = {
  word: 'greet',
  test: 'tests/test_greeting.py',
  imports: 'from library.desk import greet',
  assertions: ['greet("Ada") == "Welcome, Ada"', 'greet("Max") == "Welcome, Max"'],
  code: 'def greet(name: str) -> str:\n    """Give the words for whoever lends."""\n    return f"Welcome, {name}"\n',
  without: '    # TODO(step 3): greet whoever lends.\n',
  news: 'Whoever lends is greeted.',
};

/** What the model says to one of them, by call. */
function saidTo({ word, test, imports, assertions, code, without, news }: LaterStep): Record<string, unknown> {
  const lines = assertions.map(each => `    assert ${each}\n`).join('');
  const head = 'def lend(book: Book) -> Book:\n';
  return {
    step: {
      questions: [],
      files: [paths.desk, test].map(path => ({ path, reason: 'The task.' })),
      withoutBehaviour: [],
    },
    tests: {
      files: [
        {
          path: test,
          content: `"""Tests of ${word}."""\n\n${imports}\n\n\ndef test_${word}() -> None:\n    """AC-1: as it says."""\n${lines}`,
        },
      ],
      heldOut: [],
    },
    implement: {
      summary: [`Add \`${word}\``],
      edits: [
        { kind: 'replace', path: paths.desk, find: head, replace: `${code}\n\n${head}` },
        ...(without ? [{ kind: 'replace', path: paths.desk, find: without, replace: '' }] : []),
      ],
    },
    refactor: nothing,
    document: {
      summary: ['Changelog: new for users.'],
      edits: [{ kind: 'replace', path: 'CHANGELOG.md', find: '- The server', replace: `- ${news}\n- The server` }],
    },
    'testing-plan': testingPlan('[ ]'),
  };
}

/** What the model says to the three steps, one after another, but for what is given here of the first. */
export function stepsScript(replies: Record<string, readonly unknown[]> = {}): Script {
  const later = [returning, greeting].map(saidTo);
  const first = Object.entries({ ...firstStep, ...replies });
  return scripted(Object.fromEntries(first.map(([call, said]) => [call, [...said, ...later.map(each => each[call])]])));
}

/** What it says to the first step alone. */
export const stepScript = (replies: Record<string, readonly unknown[]> = {}): Script =>
  scripted({ ...firstStep, ...replies });

const firstStep = {
  step: [reading],
  tests: [{ files: [{ path: paths.test, content: tests }], heldOut: [] }],
  implement: [written(desk('# TODO(step 3): greet whoever lends.'))],
  refactor: [nothing],
  document: [changelog],
  'testing-plan': [testingPlan('[ ]')],
};
