"""Lets `python3 -m shelf` do what the `shelf` command does."""

from shelf.cli import run

if __name__ == "__main__":
    run()
