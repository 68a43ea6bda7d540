"""Unit tests for books as JSON records."""

from shelf.models import Book, Status
from shelf.schemas import from_record, to_record

EMMA = Book("9780141439587", "Emma", "Jane Austen", Status.READING)


def test_a_book_comes_back_from_its_record() -> None:
    assert from_record(to_record(EMMA)) == EMMA


def test_a_record_without_status_is_a_wanted_book() -> None:
    record = {"isbn": "9780141439587", "title": "Emma", "author": "Jane Austen"}

    assert from_record(record).status is Status.WANTED
