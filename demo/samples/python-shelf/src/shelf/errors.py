"""What a caller can do wrong, one class each."""


class ShelfError(Exception):
    """A mistake that the caller can put right; its text is shown to people as it is."""


class InvalidIsbn(ShelfError):
    """The text is not an ISBN-13."""


class BookNotFound(ShelfError):
    """No book on the shelf has this ISBN."""


class DuplicateBook(ShelfError):
    """A book with this ISBN is on the shelf already."""
