"""Reading and checking an ISBN-13 (ISO 2108)."""

from shelf.errors import InvalidIsbn

LENGTH = 13
WEIGHTS = (1, 3)


def parse_isbn(text: str) -> str:
    """Return the thirteen digits of an ISBN, however it is grouped.

    Raises InvalidIsbn when there are not thirteen digits or the check digit is wrong.
    """
    digits = text.replace("-", "").replace(" ", "")
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise InvalidIsbn(f"{text!r} is not an ISBN: it needs {LENGTH} digits")
    if _weighted_sum(digits) % 10 != 0:
        raise InvalidIsbn(f"{text!r} is not an ISBN: the check digit is wrong")
    return digits


def check_digit(first_twelve: str) -> str:
    """Return the digit that completes the first twelve digits of an ISBN."""
    return str(-_weighted_sum(first_twelve) % 10)


def _weighted_sum(digits: str) -> int:
    return sum(int(digit) * WEIGHTS[place % 2] for place, digit in enumerate(digits))
