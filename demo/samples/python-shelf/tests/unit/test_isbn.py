"""Unit tests for reading an ISBN."""

import pytest

from shelf.errors import InvalidIsbn
from shelf.isbn import check_digit, parse_isbn


@pytest.mark.parametrize("text", ["9780141439587", "978-0-14-143958-7", "978 0141 439587"])
def test_grouping_does_not_matter(text: str) -> None:
    assert parse_isbn(text) == "9780141439587"


@pytest.mark.parametrize("text", ["", "978014143958", "97801414395871", "978014143958X", "٩780141439587"])
def test_anything_but_thirteen_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidIsbn, match="needs 13 digits"):
        parse_isbn(text)


def test_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(InvalidIsbn, match="check digit is wrong"):
        parse_isbn("9780141439588")


def test_the_check_digit_completes_an_isbn() -> None:
    assert check_digit("978014143958") == "7"
