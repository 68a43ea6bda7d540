"""What one can do with a reading list."""

from dataclasses import replace
from typing import List, Optional

from shelf.errors import BookNotFound, DuplicateBook
from shelf.isbn import parse_isbn
from shelf.models import Book, Status
from shelf.repository import BookRepository


class Shelf:
    """A reading list over a repository of books."""

    def __init__(self, repository: BookRepository) -> None:
        self._repository = repository

    def add(self, isbn: str, title: str, author: str) -> Book:
        """Put a book on the shelf and return it.

        Raises InvalidIsbn for a bad ISBN and DuplicateBook when the book is there already.
        """
        book = Book(isbn=parse_isbn(isbn), title=title.strip(), author=author.strip())
        if self._repository.get(book.isbn) is not None:
            raise DuplicateBook(f"{book.title} ({book.isbn}) is on the shelf already")
        self._repository.save(book)
        return book

    def find(self, isbn: str) -> Book:
        """Return the book with this ISBN. Raises BookNotFound when there is none."""
        digits = parse_isbn(isbn)
        book = self._repository.get(digits)
        if book is None:
            raise BookNotFound(f"no book with the ISBN {digits} is on the shelf")
        return book

    def start(self, isbn: str) -> Book:
        """Mark a book as being read and return it. Raises BookNotFound."""
        return self._save(replace(self.find(isbn), status=Status.READING))

    def finish(self, isbn: str) -> Book:
        """Mark a book as read and return it. Raises BookNotFound."""
        return self._save(replace(self.find(isbn), status=Status.READ))

    def remove(self, isbn: str) -> Book:
        """Take a book off the shelf and return it. Raises BookNotFound."""
        book = self.find(isbn)
        self._repository.delete(book.isbn)
        return book

    def books(self, status: Optional[Status] = None) -> List[Book]:
        """Return the books by title, all of them or those in one state."""
        chosen = [book for book in self._repository.all() if status in (None, book.status)]
        return sorted(chosen, key=lambda book: book.title.casefold())

    def _save(self, book: Book) -> Book:
        self._repository.save(book)
        return book
