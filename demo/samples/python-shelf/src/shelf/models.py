"""What a shelf holds."""

from dataclasses import dataclass
from enum import Enum


class Status(str, Enum):
    """How far a reader has come with a book."""

    WANTED = "wanted"
    READING = "reading"
    READ = "read"


@dataclass(frozen=True)
class Book:
    """One book on the shelf. A value: a change makes a new one."""

    isbn: str
    title: str
    author: str
    status: Status = Status.WANTED
