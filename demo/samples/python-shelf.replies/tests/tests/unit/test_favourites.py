"""Unit tests for favourite books."""

import pytest

from shelf import BookNotFound, MemoryRepository, Shelf, Status
from shelf.schemas import from_record, to_record

EMMA = "9780141439587"
DUNE = "9780441172719"
BELOVED = "9781400033416"
UNKNOWN = "9780306406157"


@pytest.fixture
def shelf() -> Shelf:
    """A shelf with three books, none of them a favourite."""
    shelf = Shelf(MemoryRepository())
    shelf.add(EMMA, "Emma", "Jane Austen")
    shelf.add(DUNE, "Dune", "Frank Herbert")
    shelf.add(BELOVED, "beloved", "Toni Morrison")
    return shelf


class TestMarking:
    """Marking a book and taking the mark off."""

    def test_a_marked_book_is_a_favourite(self, shelf: Shelf) -> None:
        """AC-1: marking returns the book with its mark, and the shelf remembers it."""
        marked = shelf.favour(EMMA)

        assert marked.title == "Emma"
        assert marked.favourite is True
        assert shelf.find(EMMA) == marked

    def test_marking_twice_changes_nothing(self, shelf: Shelf) -> None:
        """AC-1: marking a favourite again gives the same book."""
        once = shelf.favour(EMMA)

        assert shelf.favour("978-0-14-143958-7") == once

    def test_a_favourite_keeps_its_mark_when_it_is_finished(self, shelf: Shelf) -> None:
        """AC-1: the mark and the status are independent."""
        shelf.favour(EMMA)

        finished = shelf.finish(EMMA)

        assert finished.favourite is True
        assert finished.status is Status.READ

    def test_the_mark_can_be_taken_off(self, shelf: Shelf) -> None:
        """AC-2: unmarking returns the book as it was before."""
        before = shelf.find(EMMA)
        shelf.favour(EMMA)

        assert shelf.unfavour(EMMA) == before

    def test_a_book_without_mark_can_be_unmarked(self, shelf: Shelf) -> None:
        """AC-2: unmarking a book that is no favourite changes nothing."""
        assert shelf.unfavour(DUNE).favourite is False

    def test_an_unknown_book_is_refused(self, shelf: Shelf) -> None:
        """AC-4: a book that is not on the shelf cannot be a favourite, and nothing is changed."""
        before = shelf.books()

        with pytest.raises(BookNotFound, match=UNKNOWN):
            shelf.favour(UNKNOWN)

        assert shelf.books() == before


class TestListing:
    """Listing the favourites."""

    def test_favourites_are_listed_by_title(self, shelf: Shelf) -> None:
        """AC-3: only favourites, sorted without regard to case."""
        shelf.favour(EMMA)
        shelf.favour(BELOVED)

        assert [book.title for book in shelf.books(favourite=True)] == ["beloved", "Emma"]

    def test_favourites_can_be_limited_to_a_status(self, shelf: Shelf) -> None:
        """AC-3: both conditions must hold."""
        shelf.favour(EMMA)
        shelf.favour(DUNE)
        shelf.start(DUNE)
        shelf.start(BELOVED)

        assert [book.title for book in shelf.books(Status.READING, favourite=True)] == ["Dune"]

    def test_the_ordinary_list_still_holds_every_book(self, shelf: Shelf) -> None:
        """AC-3: without the keyword nothing is left out."""
        shelf.favour(DUNE)

        assert [book.title for book in shelf.books()] == ["beloved", "Dune", "Emma"]


class TestRecord:
    """The mark in the JSON record."""

    def test_the_record_keeps_the_mark(self) -> None:
        """AC-5: a favourite comes back from its record as a favourite."""
        record = {"isbn": EMMA, "title": "Emma", "author": "Jane Austen", "status": "read", "favourite": True}

        assert to_record(from_record(record)) == record

    def test_an_older_record_is_no_favourite(self) -> None:
        """AC-5: a record written before the feature has no mark."""
        older = {"isbn": EMMA, "title": "Emma", "author": "Jane Austen", "status": "read"}

        assert from_record(older).favourite is False
