"""Unit tests for the shelf itself."""

import pytest

from shelf import BookNotFound, DuplicateBook, InvalidIsbn, MemoryRepository, Shelf, Status

EMMA = "9780141439587"
DUNE = "9780441172719"


@pytest.fixture
def shelf() -> Shelf:
    """A shelf with two books, one of them being read."""
    shelf = Shelf(MemoryRepository())
    shelf.add(EMMA, "Emma", "Jane Austen")
    shelf.add(DUNE, "Dune", "Frank Herbert")
    shelf.start(DUNE)
    return shelf


def test_a_new_book_is_wanted(shelf: Shelf) -> None:
    assert shelf.find(EMMA).status is Status.WANTED


def test_a_book_is_found_however_its_isbn_is_grouped(shelf: Shelf) -> None:
    assert shelf.find("978-0-14-143958-7").title == "Emma"


def test_the_same_book_cannot_be_added_twice(shelf: Shelf) -> None:
    with pytest.raises(DuplicateBook, match="Emma"):
        shelf.add(EMMA, "Emma", "Jane Austen")


def test_a_book_with_a_bad_isbn_is_not_added(shelf: Shelf) -> None:
    with pytest.raises(InvalidIsbn):
        shelf.add("12345", "Ulysses", "James Joyce")

    assert len(shelf.books()) == 2


def test_a_finished_book_is_read(shelf: Shelf) -> None:
    assert shelf.finish(DUNE).status is Status.READ


def test_an_unknown_book_cannot_be_started(shelf: Shelf) -> None:
    with pytest.raises(BookNotFound, match="9780306406157"):
        shelf.start("9780306406157")


def test_books_are_listed_by_title(shelf: Shelf) -> None:
    assert [book.title for book in shelf.books()] == ["Dune", "Emma"]


def test_books_are_listed_by_status(shelf: Shelf) -> None:
    assert [book.title for book in shelf.books(Status.READING)] == ["Dune"]


def test_a_removed_book_is_gone(shelf: Shelf) -> None:
    shelf.remove(EMMA)

    assert [book.title for book in shelf.books()] == ["Dune"]
