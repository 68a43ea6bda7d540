"""Where books are kept."""

import json
import os
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Protocol, Union

from shelf.models import Book
from shelf.schemas import from_record, to_record


class BookRepository(Protocol):
    """What the service needs of a store. Books are identified by their ISBN."""

    def all(self) -> List[Book]:
        """Return every book, in no particular order."""
        ...

    def get(self, isbn: str) -> Optional[Book]:
        """Return the book with this ISBN, or None."""
        ...

    def save(self, book: Book) -> None:
        """Add the book, or put it in the place of the one with the same ISBN."""
        ...

    def delete(self, isbn: str) -> None:
        """Take the book with this ISBN away; nothing happens when there is none."""
        ...


class MemoryRepository:
    """Keeps books for as long as the process lives."""

    def __init__(self, books: Iterable[Book] = ()) -> None:
        self._books: Dict[str, Book] = {book.isbn: book for book in books}

    def all(self) -> List[Book]:
        """Return every book, in no particular order."""
        return list(self._books.values())

    def get(self, isbn: str) -> Optional[Book]:
        """Return the book with this ISBN, or None."""
        return self._books.get(isbn)

    def save(self, book: Book) -> None:
        """Add the book, or put it in the place of the one with the same ISBN."""
        self._books[book.isbn] = book

    def delete(self, isbn: str) -> None:
        """Take the book with this ISBN away; nothing happens when there is none."""
        self._books.pop(isbn, None)


class JsonRepository(MemoryRepository):
    """Keeps books in a JSON file, written anew after each change."""

    def __init__(self, path: Union[str, Path]) -> None:
        self._path = Path(path)
        super().__init__(self._load())

    def save(self, book: Book) -> None:
        """Add or replace the book, then write the file."""
        super().save(book)
        self._write()

    def delete(self, isbn: str) -> None:
        """Take the book away, then write the file."""
        super().delete(isbn)
        self._write()

    def _load(self) -> List[Book]:
        if not self._path.exists():
            return []
        records = json.loads(self._path.read_text(encoding="utf-8"))
        return [from_record(record) for record in records]

    def _write(self) -> None:
        """Write beside the file and rename, so that a crash never leaves half a shelf."""
        records = [to_record(book) for book in self.all()]
        draft = self._path.with_name(self._path.name + ".new")
        draft.write_text(json.dumps(records, indent=2, ensure_ascii=False), encoding="utf-8")
        os.replace(draft, self._path)
