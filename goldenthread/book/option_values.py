"""The values that options of directives may have: their form, and limits so that no build needs endless time or memory.

The options of items and of charts are checked by rules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.book.allowed_markup import STYLES

MOST_STARS = 2
_MEASURE = r"(?=[^1-9]*[1-9])\d{1,4}(?:\.\d{1,3})? ?(?:px|em|ex|rem|ch|vw|vh|in|cm|mm|pt|pc)?"
_LENGTH = rf"(?:{_MEASURE}|(?=[^1-9]*[1-9])\d{{1,4}}(?:\.\d{{1,3}})? ?%)"
_LINES = re.compile(r"(\d{1,6})(?:-(\d{1,6})?)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionForm:
    """The form of an option: a pattern for the whole value, and the form in words, to complete 'is not … .'."""

    pattern: re.Pattern[str]
    words: str


def _form(pattern: str, words: str) -> OptionForm:
    return OptionForm(pattern=re.compile(pattern, re.IGNORECASE), words=words)


_FLAG = _form(r"(?:true)?", "an option that stands alone, with nothing after it")
_SIZE = _form(_LENGTH, "a length such as 12em, 300px or 80%, with at most four digits")
_FEW = _form(r"\d{1,2}", "a whole number up to 99")
_WORD = _form(r"[\w:./ -]{0,100}", "a word or some, of letters, digits and hyphens")
_CLASS = _form(r"(?=.{1,100}$)[a-z][\w-]*(?: +[a-z][\w-]*)*", "a word, or some, of letters, digits and hyphens")
_TEXT = _form(r".+", "an option with something after its name")

FORMS: Mapping[str, OptionForm] = {
    **dict.fromkeys(("glob", "hidden", "titlesonly", "reversed", "includehidden", "sorted", "all", "cited", "notcited", "linenos",
                     "force"), _FLAG),
    **dict.fromkeys(("header-rows", "stub-columns"), _FEW), **dict.fromkeys(("class", "figclass"), _CLASS),
    **dict.fromkeys(("keyprefix", "labelprefix"), _WORD), **dict.fromkeys(("name", "caption"), _TEXT),
    "width": _SIZE, "height": _form(_MEASURE, "a length such as 12em or 300px, with at most four digits"),
    "style": _form("|".join(STYLES), f"one of {', '.join(STYLES)}"),
    **dict.fromkeys(("dedent", "number-lines"), _form(r"\d{0,2}", "nothing, or a whole number up to 99")),
    "figwidth": _form(f"image|{_LENGTH}", "'image', or a length such as 12em, 300px or 80%, with at most four digits"),
    "scale": _form(r"[1-9]\d{0,2} ?%?", "per cent of the picture's own size, up to 999"),
    "align": _form(r"left|center|right", "one of left, center, right"),
    "lineno-start": _form(r"\d{1,6}", "a whole number of at most six digits"),
    "maxdepth": _form(r"-1|\d{1,2}", "a whole number up to 99"),
    "numbered": _form(r"\d{0,2}", "nothing, or a whole number up to 99"),
    "widths": _form(r"auto|grid|[1-9]\d{0,3}(?:[ ,]+[1-9]\d{0,3}){0,98}",
                    "'auto', or whole numbers such as 20 30 50, one for each column"),
}
"""The form of each option that is not free text."""


def unfit_value(option: str, value: str, lines: int) -> str:
    """The form that a value should have but has not, in words; empty if the value is fit.

    `lines` is the number of lines in the directive after its options.
    """
    if option == "emphasize-lines":
        return "" if _are_lines(value, lines) else f"lines of the code below, such as 1,3-4; there are {lines}"
    form = FORMS.get(option)
    return "" if form is None or form.pattern.fullmatch(value.strip()) else form.words


def _are_lines(value: str, lines: int) -> bool:
    for part in value.split(","):
        found = _LINES.fullmatch(part.strip())
        if not found or not 1 <= int(found[1]) <= int(found[2] or found[1]) <= lines:
            return False
    return True


def too_many_stars(entry: str) -> bool:
    """Whether an entry of a table of contents with `:glob:` has so many stars that matching it could take for ever."""
    return entry.replace("**", "*").count("*") > MOST_STARS
