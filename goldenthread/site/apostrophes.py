"""Apostrophes at the beginning of a word, which docutils would take for opening quotation marks: '17, rock 'n' roll, 'twas."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import is_smartquotable

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_YEAR = re.compile(r"(?<![\w'])'(?=\d\d(?!\d))(?P<rest>.*)", re.DOTALL)
_CLOSING = re.compile(r"(?<![\s'])(?<!s)'(?!\w)")
_SHORTENED = re.compile(r"(?<![\w'])'(n)'(?!\w)|(?<![\w'])'(?=(?:tis|twas|til|em|cause)\b)", re.IGNORECASE)


def with_apostrophes(text: str) -> str:
    """The text with `'` as an apostrophe where a shortened year or word begins; other quotation marks stay as they are.

    A year is taken for the first word of a quotation when a mark closes one after it: `'17 people said so'`.
    """
    text = _SHORTENED.sub(lambda match: f"{APOSTROPHE}{match[1]}{APOSTROPHE}" if match[1] else APOSTROPHE, text)
    at = 0
    while found := _YEAR.search(text, at):
        at = found.start() + 1
        if not _CLOSING.search(found["rest"]):
            text = text[:found.start()] + APOSTROPHE + text[at:]
    return text


class Apostrophes(SphinxTransform):
    """Writes them out before docutils makes quotation marks of what is left."""

    default_priority = 740  # SphinxSmartQuotes of Sphinx 9.0 has 750

    def apply(self, **kwargs: object) -> None:
        for text in list(self.document.findall(nodes.Text)):
            if "'" in text and is_smartquotable(text) and (written := with_apostrophes(str(text))) != text:
                text.parent.replace(text, nodes.Text(written))


def use_apostrophes(app: Sphinx) -> None:
    """Have Sphinx set them in every chapter whose quotation marks it sets."""
    app.add_transform(Apostrophes)
