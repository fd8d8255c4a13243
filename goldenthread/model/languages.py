"""The language of a book: the program's own words, the names of months, and the format of numbers.

There is one current language, and this is the only place that keeps it. It is that of the book while its pages and files are
made, and English everywhere else: rules, messages and what a command prints are for authors. It is kept in a context variable, so
that it is reset at the end of a block. Functions that write for readers ask this module, so that a month or a count is written in
the same way everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Language:
    """A language: `tag` as HTML has it (`en-GB`), the program's words in it, its months, and the separators of its numbers.

    `percent` is what follows the digits of a percentage; `currency_after` says whether a currency sign follows them, too.
    `script_words` are the messages of scripts in a browser, each with its translation, or with its singular and plural.
    """

    tag: str
    translations: NullTranslations = field(default_factory=NullTranslations)
    months: tuple[str, ...] = MONTHS
    decimal: str = "."
    group: str = ","
    percent: str = "%"
    currency_after: bool = False
    script_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The tag without a region: `en`, `cy`."""
        return self.tag.partition("-")[0]

    @property
    def is_english(self) -> bool:
        """Whether the program's words stay as they are in its source."""
        return self.short == "en"

    def digits(self, english: str) -> str:
        """A number as Python writes it with groups, `1,203.5`, with the separators of this language."""
        if (self.decimal, self.group) == (".", ","):
            return english
        return english.translate({ord(","): self.group, ord("."): self.decimal})

    def plain(self, text: str) -> str:
        """A text in which numbers are written as Python writes them, without groups: `1203.5` for `1 203,5`."""
        spaces = "\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE} " if self.group.isspace() else ""
        signs = f"[{re.escape(self.group + spaces)}]"
        return re.sub(rf"(?<=\d){re.escape(self.decimal)}(?=\d)", ".", re.sub(rf"(?<=\d){signs}(?=\d{{3}}(?!\d))", "", text))


ENGLISH = Language(tag="en-GB")
_current: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current_language() -> Language:
    """The language in which text for readers is written now."""
    return _current.get()


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Within the block, what is written for readers is in this language."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def speak(language: Language) -> None:
    """From here on, write for readers in this language, until the end of an enclosing `in_language` block."""
    _current.set(language)


def gettext(message: str, **values: object) -> str:
    """A message in the current language, with values in place of the names in braces."""
    # a catalogue keeps its own metadata under the empty message
    words = _current.get().translations.gettext(message) if message else ""
    return words.format(**values) if values else words


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """As `gettext`, in the singular or plural: `{number}` in the message becomes the number, with thousands separators."""
    words = _current.get().translations.ngettext(one, many, number)
    return words.format(number=in_digits(number), **values)


def pgettext(context: str, message: str, **values: object) -> str:
    """As `gettext`, for a word that other languages translate in several ways: the context says which is meant."""
    words = _current.get().translations.pgettext(context, message)
    return words.format(**values) if values else words


def gettext_noop(message: str) -> str:
    """The message unchanged.

    Marks one in a table that is made before the language is known; `gettext` is called where it is used.
    """
    return message


def in_digits(number: int) -> str:
    """A whole number with thousands separators: `1,203` in English, `1 203` in French."""
    return _current.get().digits(f"{number:,}")
