"""The language of a book, as set in its `conf.py`, which is read here as text: no code of a book is run to find out."""

from __future__ import annotations

import ast
from pathlib import Path

from goldenthread.book.text_files import read_text
from goldenthread.model import ENGLISH, Fault, Language, Place, Problem, nearest
from goldenthread.system import language_called, languages_known

FILE = "conf.py"


def language_of(root: Path) -> Language:
    """The language of the book in a folder; English if its `conf.py` sets none, or one that `language_problems` refuses."""
    return language_called(_named(root)[0]) or ENGLISH


def language_problems(root: Path) -> list[Problem]:
    """Why the book cannot be made in the language set in its `conf.py`."""
    code, line = _named(root)
    if not code:
        return [Problem(Place(file=FILE, line=line), "language.form", "The language is worked out when the file is run.",
                        "Write its code alone, in quotation marks: language = \"en_GB\".")]
    if language_called(code):
        return []
    known = languages_known()
    return [Problem(Place(file=FILE, line=line), "language.unknown",
                    f"The program has no words of its own in the language '{code[:40]}'.",
                    f"Write the code of one that it has, with a region or without: {', '.join(known)}."
                    f"{nearest(code, known)}")]


def _named(root: Path) -> tuple[str, int]:
    """The language set in `conf.py`, and on which line; an empty text if it is not a literal string."""
    try:
        parsed = ast.parse(read_text(root, FILE))
    except (Fault, SyntaxError, ValueError):  # Sphinx reports what is wrong with it
        return "en", 1
    code, line = "en", 1
    for statement in parsed.body:
        if isinstance(statement, ast.Assign) and "language" in [to.id for to in statement.targets if isinstance(to, ast.Name)]:
            value = statement.value
            code = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
            line = statement.lineno
    return code, line
