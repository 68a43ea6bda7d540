"""A reading list that lives in one JSON file."""

from shelf.errors import BookNotFound, DuplicateBook, InvalidIsbn, ShelfError
from shelf.models import Book, Status
from shelf.repository import BookRepository, JsonRepository, MemoryRepository
from shelf.service import Shelf

__all__ = [
    "Book",
    "BookNotFound",
    "BookRepository",
    "DuplicateBook",
    "InvalidIsbn",
    "JsonRepository",
    "MemoryRepository",
    "Shelf",
    "ShelfError",
    "Status",
]
