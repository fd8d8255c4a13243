"""The languages that the program has words in: our own catalogues, and Babel's data on months and numbers.

Only the catalogues of this package are read. A book cannot bring its own (see `sphinx_app`): they would put words into pages
that nobody has checked.
"""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from goldenthread.model import ENGLISH, Language

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

CATALOGUES = Path(__file__).parent / "words"


def languages_known() -> list[str]:
    """The codes of the languages that the program has words in: `cy`, `en`, `fr`."""
    return sorted(["en", *(file.stem for file in CATALOGUES.glob("*.po"))])


@cache
def language_called(code: str) -> Language | None:
    """The language of a Sphinx language code such as `en_GB`, `cy` or `fr_CA`; None if the program has no words in it.

    Words are translated by language; months and numbers are formatted by region.
    """
    short, _, region = code.replace("-", "_").partition("_")
    tag = f"{short}-{region}" if region else short
    if short == "en":
        return Language(tag=tag) if tag != ENGLISH.tag else ENGLISH
    if short not in languages_known():
        return None
    return _from_catalogue(short, tag)


def _from_catalogue(short: str, tag: str) -> Language:
    # a book in English never loads Babel
    from babel import Locale
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{short}.po").open("rb") as file:
        catalogue = read_po(file, locale=short)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    locale = Locale.parse(tag, sep="-")
    signs, percent = locale.number_symbols["latn"], locale.percent_formats[None].pattern
    return Language(
        tag=tag, translations=GNUTranslations(compiled),
        months=tuple(locale.months["format"]["wide"][number] for number in range(1, 13)),
        decimal=signs["decimal"], group=signs["group"], percent=percent.partition("0")[2] if percent[0] == "#" else "%",
        currency_after=locale.currency_formats["standard"].pattern.endswith("\N{CURRENCY SIGN}"),
        script_words=_words_of_scripts(catalogue),
    )


def is_script(file: str) -> bool:
    """Whether a file of the package is a script, which says its words in a browser."""
    return file.endswith((".js", ".js.jinja"))


def _words_of_scripts(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if any(is_script(file) for file, _line in message.locations):
            one = message.id if isinstance(message.id, str) else message.id[0]
            words[one] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return words
