"""The program's own words where a page is written as HTML by hand and not made of nodes."""

from __future__ import annotations

import json
from html import escape

from goldenthread.model import current_language, gettext


def html_words(message: str, **values: object) -> str:
    """A message in the book's language with its values, escaped for text and attributes."""
    return escape(gettext(message, **values))


def words_for_scripts() -> str:
    """What the scripts of a site say in the book's language, as JSON: nothing in English, which stands in the scripts themselves.

    `singular` are the small numbers of things that are said as one of them.
    """
    language = current_language()
    counted = ((one, forms[0]) for one, forms in language.script_words.items() if len(set(forms)) > 1)
    one, of_one = next(counted, ("one", "one"))
    singular = [number for number in range(10) if language.translations.ngettext(one, "many", number) == of_one]
    return json.dumps({"messages": language.script_words, "singular": singular}, ensure_ascii=False, separators=(",", ":"),
                      sort_keys=True)
