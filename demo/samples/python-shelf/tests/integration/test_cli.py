"""Integration tests: the command line over a real file."""

from pathlib import Path
from typing import List

import pytest

from shelf.cli import main

EMMA = "9780141439587"
DUNE = "9780441172719"


@pytest.fixture
def file(tmp_path: Path) -> List[str]:
    """The option that names a file with two books."""
    option = ["--file", str(tmp_path / "books.json")]
    main([*option, "add", EMMA, "Emma", "Jane Austen"])
    main([*option, "add", DUNE, "Dune", "Frank Herbert"])
    return option


def test_books_are_still_there_in_the_next_run(file: List[str], capsys: pytest.CaptureFixture) -> None:
    main([*file, "start", EMMA])
    capsys.readouterr()

    status = main([*file, "list"])

    assert status == 0
    assert capsys.readouterr().out == "  wanted   Dune by Frank Herbert\n  reading  Emma by Jane Austen\n"


def test_the_list_can_be_limited_to_one_status(file: List[str], capsys: pytest.CaptureFixture) -> None:
    main([*file, "finish", DUNE])
    capsys.readouterr()

    main([*file, "list", "--status", "read"])

    assert capsys.readouterr().out == "  read     Dune by Frank Herbert\n"


def test_a_mistake_is_told_in_one_line(file: List[str], capsys: pytest.CaptureFixture) -> None:
    status = main([*file, "start", "9780306406157"])

    assert status == 1
    assert capsys.readouterr().err == "shelf: no book with the ISBN 9780306406157 is on the shelf\n"


def test_an_unknown_command_is_not_understood(file: List[str]) -> None:
    assert main([*file, "burn", EMMA]) == 2
