"""The program's own words where a page is written as HTML by hand and not made of nodes."""

from __future__ import annotations

from html import escape

from goldenthread.model import gettext


def html_words(message: str, **values: object) -> str:
    """A message in the book's language with its values, escaped for text and attributes."""
    return escape(gettext(message, **values))
