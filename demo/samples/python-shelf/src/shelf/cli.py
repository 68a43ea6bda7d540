"""The `shelf` command."""

import argparse
import sys
from typing import List, Optional, Sequence

from shelf.errors import ShelfError
from shelf.models import Book, Status
from shelf.repository import JsonRepository
from shelf.service import Shelf

DEFAULT_FILE = "shelf.json"


def run() -> None:
    """Run the command with the arguments of the process, then leave with its exit status."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 not understood."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        lines = _perform(Shelf(JsonRepository(options.file)), options)
    except ShelfError as mistake:
        print(f"shelf: {mistake}", file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shelf", description="A reading list that lives in one JSON file.")
    parser.add_argument("--file", default=DEFAULT_FILE, help="where the list is kept")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="put a book on the shelf")
    for name in ("isbn", "title", "author"):
        add.add_argument(name)
    for name in ("start", "finish", "remove"):
        commands.add_parser(name).add_argument("isbn")
    listing = commands.add_parser("list", help="list the books by title")
    listing.add_argument("--status", choices=[status.value for status in Status])
    return parser


def _perform(shelf: Shelf, options: argparse.Namespace) -> List[str]:
    if options.command == "add":
        return [f"Added {_name(shelf.add(options.isbn, options.title, options.author))}"]
    if options.command == "start":
        return [f"Started {_name(shelf.start(options.isbn))}"]
    if options.command == "finish":
        return [f"Finished {_name(shelf.finish(options.isbn))}"]
    if options.command == "remove":
        return [f"Removed {_name(shelf.remove(options.isbn))}"]
    return [_row(book) for book in shelf.books(_status(options.status))]


def _status(word: Optional[str]) -> Optional[Status]:
    return None if word is None else Status(word)


def _name(book: Book) -> str:
    return f"{book.title} by {book.author}"


def _row(book: Book) -> str:
    return f"  {book.status.value:<7}  {_name(book)}"
