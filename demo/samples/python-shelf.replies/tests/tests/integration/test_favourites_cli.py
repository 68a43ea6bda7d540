"""Integration tests for favourite books: the command line over a real file."""

import json
from pathlib import Path
from typing import List

import pytest

from shelf.cli import main

EMMA = "9780141439587"
DUNE = "9780441172719"
UNKNOWN = "9780306406157"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two books, as shelf 0.3.0 wrote it."""
    books = [
        {"isbn": EMMA, "title": "Emma", "author": "Jane Austen", "status": "read"},
        {"isbn": DUNE, "title": "Dune", "author": "Frank Herbert", "status": "wanted"},
    ]
    path = tmp_path / "shelf.json"
    path.write_text(json.dumps(books), encoding="utf-8")
    return path


@pytest.fixture
def file(path: Path) -> List[str]:
    """The option that names the file."""
    return ["--file", str(path)]


def test_a_favourite_is_listed_in_the_next_run(file: List[str], capsys: pytest.CaptureFixture) -> None:
    """AC-5 and AC-6: the mark is kept, and only favourites are listed."""
    status = main([*file, "favour", EMMA])
    assert status == 0
    assert capsys.readouterr().out == "Favoured Emma by Jane Austen\n"

    status = main([*file, "list", "--favourites"])

    assert status == 0
    assert capsys.readouterr().out == "* read     Emma by Jane Austen\n"


def test_every_list_shows_the_mark(file: List[str], capsys: pytest.CaptureFixture) -> None:
    """AC-6: a favourite stands out among the others."""
    main([*file, "favour", DUNE])
    capsys.readouterr()

    main([*file, "list"])

    assert capsys.readouterr().out == "* wanted   Dune by Frank Herbert\n  read     Emma by Jane Austen\n"


def test_an_unmarked_book_is_no_longer_listed(file: List[str], capsys: pytest.CaptureFixture) -> None:
    """AC-6: taking the mark off is a command too."""
    main([*file, "favour", EMMA])
    status = main([*file, "unfavour", EMMA])
    assert status == 0
    assert capsys.readouterr().out.endswith("Unfavoured Emma by Jane Austen\n")

    main([*file, "list", "--favourites"])

    assert capsys.readouterr().out == ""


def test_favourites_and_status_go_together(file: List[str], capsys: pytest.CaptureFixture) -> None:
    """AC-3 and AC-6: both options at once mean both."""
    main([*file, "favour", EMMA])
    main([*file, "favour", DUNE])
    capsys.readouterr()

    main([*file, "list", "--favourites", "--status", "wanted"])

    assert capsys.readouterr().out == "* wanted   Dune by Frank Herbert\n"


def test_an_unknown_book_leaves_the_file_alone(path: Path, file: List[str], capsys: pytest.CaptureFixture) -> None:
    """AC-4: the usual message, and not a byte is written."""
    before = path.read_bytes()

    status = main([*file, "favour", UNKNOWN])

    assert status == 1
    assert capsys.readouterr().err == f"shelf: no book with the ISBN {UNKNOWN} is on the shelf\n"
    assert path.read_bytes() == before


def test_an_older_file_has_no_favourites(file: List[str], capsys: pytest.CaptureFixture) -> None:
    """AC-5: the file of today loads, and no book in it is a favourite."""
    status = main([*file, "list", "--favourites"])

    assert status == 0
    assert capsys.readouterr().out == ""
