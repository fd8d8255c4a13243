"""The book in an author's editor: problems as one types, what may be written here, what a number is, where a thing stands.

All that is known of the book is worked out by functions from its state, a text and a position to plain records, which need no
server; `language_server` and `language_features` alone speak the Language Server Protocol, and load pygls when one starts.
"""

from __future__ import annotations

from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.text_spans import Span, TextChange

__all__ = ["OpenBook", "Span", "TextChange", "run_language_server"]


def run_language_server(root: str) -> bool:
    """Answer an editor over standard input and output until it leaves; False where the parts for it are not installed.

    `root` is the folder to begin with, where an editor names none.
    """
    try:
        import pygls  # noqa: F401
    except ImportError:
        return False
    from goldenthread.editor.language_features import serve_editor

    serve_editor(root)
    return True
