"""A book as a JSON record, and back."""

from typing import Any, Dict

from shelf.models import Book, Status

Record = Dict[str, Any]


def to_record(book: Book) -> Record:
    """Return the book as it is written to the file."""
    return {
        "isbn": book.isbn,
        "title": book.title,
        "author": book.author,
        "status": book.status.value,
    }


def from_record(record: Record) -> Book:
    """Return the book of a record, whichever version of shelf wrote it.

    Version 0.1 knew no status; such a book is one that the reader wants to read.
    """
    return Book(
        isbn=record["isbn"],
        title=record["title"],
        author=record["author"],
        status=Status(record.get("status", Status.WANTED.value)),
    )
