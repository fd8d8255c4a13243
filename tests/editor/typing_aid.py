"""A book in an editor without a server: a chapter with a bar, `|`, where the author stands."""

from __future__ import annotations

from pathlib import Path

from goldenthread.editor.completions import Completion, completions
from goldenthread.editor.cursor import cursor_at
from goldenthread.editor.names import Named, named_at
from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.text_spans import position_of
from tests.books.broken_books import PEOPLE


def split(text: str) -> tuple[str, int, int]:
    """The text without its bar, and the line and column of the bar."""
    offset = text.index("|")
    return text.replace("|", "", 1), *position_of(text, offset)


def opened(root: Path) -> OpenBook:
    book = OpenBook(root)
    book.look()
    return book


def offered(book: OpenBook, text: str, file: str = PEOPLE) -> list[Completion]:
    """What may be written at the bar."""
    assert book.loaded
    return completions(book.loaded, book.root, file, cursor_at(file, *split(text)))


def taken(book: OpenBook, text: str, chosen: str, file: str = PEOPLE) -> str:
    """The text after one of the completions was taken."""
    (one,) = [one for one in offered(book, text, file) if one.text == chosen]
    bar = text.index("|")
    return text[: bar - one.replaces] + one.text + text[bar + 1 :]


def pointed_at(book: OpenBook, text: str, file: str = PEOPLE) -> Named | None:
    assert book.loaded
    return named_at(book.loaded, file, *split(text))
