"""Puts many books on a shelf and reads them back: nothing may be lost."""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from shelf import JsonRepository, Shelf  # noqa: E402
from shelf.isbn import check_digit  # noqa: E402


def main() -> int:
    """Fill a shelf in a temporary file; return 1 when a book is missing afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=500, help="how many books")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shelf.json"
        shelf = Shelf(JsonRepository(path))
        for number in range(size):
            first_twelve = f"978{number:09d}"
            shelf.add(first_twelve + check_digit(first_twelve), f"Book {number}", "Somebody")
        kept = len(Shelf(JsonRepository(path)).books())
    print(f"{kept} of {size} books kept")
    return 0 if kept == size else 1


if __name__ == "__main__":
    sys.exit(main())
