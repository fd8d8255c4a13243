"""The columns of each log, which of them may be edited, and how the value of an item is written in a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from goldenthread.analysis import campaigns_in, fingerprint_of, plain_text_of
from goldenthread.book import Vocabulary
from goldenthread.documents import FORMULA_GUARD, NO_ENTRY, joined_or_none, safe_cell
from goldenthread.model import Framework, Item, Register, all_in_words, gettext, gettext_noop, starting_sentence

N_ = gettext_noop
ID_HEADER, FINGERPRINT_HEADER, BASE_SHEET = N_("Id"), N_("Fingerprint (leave as it is)"), N_("Base")
BASE_HEADERS = (ID_HEADER, N_("Column"), N_("Given out"))
CHOICE_FIELDS = frozenset({"confidence", "disposition", "criterion", "respondent_kind"})
"""Options whose value is one of a closed list, which cells show by its label."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a log.

    `field` is the option of an item that it shows and takes edits of (or `title`); a column without one is for reading only,
    and `shown` gives its text. `width` is in characters.
    """

    header: str
    width: int
    field: str = ""
    shown: Callable[[Register, Item], str] | None = None

    def value_of(self, register: Register, item: Item) -> str:
        """The text of an item in this column, exactly as it would be read back from an unedited cell."""
        if self.shown:
            text = self.shown(register, item)
        elif self.field == "title":
            text = item.title
        else:
            option = item.text(self.field)
            text = item.label(self.field) if self.field in CHOICE_FIELDS else option
        return from_cell(to_cell(text))


@dataclass(frozen=True, kw_only=True, slots=True)
class Log:
    """One log: a sheet with a row for each item of a kind."""

    kind: str
    sheet: str
    title: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> list[str]:
        """The headers of its columns, without those of the id and the fingerprint."""
        return [column.header for column in self.columns]

    def items_in(self, register: Register) -> list[Item]:
        """The items with a row in this log, in the order of the chapters."""
        return [item for item in register.items.values() if item.kind == self.kind and item.id]


def to_cell(text: str) -> str:
    """A text as its cell holds it: in one line, guarded against being taken for a formula, and `None` where there is none."""
    return safe_cell(" ".join(text.split()) or NO_ENTRY)


def from_cell(cell: object) -> str:
    """The text of a cell: the inverse of `to_cell`, so that an empty cell and one that holds `None` give an empty text.

    A spreadsheet turns a year that is typed in into the number 2018.0: it is read as `2018`.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str("" if cell is None else cell).replace(FORMULA_GUARD, "").split())
    return "" if text == NO_ENTRY else text


def row_fingerprint(values: Mapping[str, str]) -> str:
    """A fingerprint of a row's values by header: 12 hexadecimal digits."""
    return fingerprint_of(dict(values), 12)


def _titles(keys: tuple[str, ...], register: Register) -> str:
    return joined_or_none(f"{item.title} ({key})" if (item := register.items.get(key)) else key for key in keys)


def _about(register: Register, item: Item) -> str:
    chapter = item.text("chapter")
    return _titles(item.links.get("about", ()), register) if item.links.get("about") else register.titles.get(chapter, chapter)


def _changed(register: Register, item: Item) -> str:
    return _titles((*item.links.get("changed", ()), *item.links.get("brought", ())), register)


def _tags(register: Register, item: Item) -> str:
    return joined_or_none(tag.name for tag in register.framework.tags if tag.id in item.tags)


def _option(name: str) -> Callable[[Register, Item], str]:
    return lambda register, item: item.text(name)


def response_log(register: Register) -> Log:
    """The log of responses; campaign letters are worked out once, and only if that column is used."""
    @cache
    def letters() -> Mapping[str, str]:
        return {point.id: one.first.id for one in campaigns_in(register.responses()) for point in one.points}

    title = gettext("Response log: every point, and what became of it")
    return Log(kind="response", sheet=gettext("Responses"), title=title, columns=(
        Column(header=gettext("Point"), width=50, field="title"),
        Column(header=gettext("Decision"), width=20, field="disposition"),
        Column(header=gettext("Grounds"), width=60, field="grounds"),
        Column(header=gettext("Question"), width=18, field="criterion"),
        Column(header=gettext("Themes"), width=30, field="themes"),
        Column(header=gettext("Kind of respondent"), width=24, field="respondent_kind"),
        Column(header=gettext("From"), width=30, shown=_option("respondent")),
        Column(header=gettext("Same letter as"), width=26,
               shown=lambda _register, item: letters().get(item.id, "")),
        Column(header=gettext("About"), width=50, shown=_about),
        Column(header=gettext("Received"), width=18, shown=_option("received")),
        Column(header=gettext("Changed"), width=50, shown=_changed),
        Column(header=gettext("Text"), width=80, shown=plain_text_of),
    ))


def evidence_log(framework: Framework) -> Log:
    """The log of findings, with the tags of a framework."""
    return Log(kind="evidence", sheet=gettext("Evidence"), title=gettext("Evidence log: every finding"), columns=(
        Column(header=gettext("Finding"), width=50, field="title"),
        Column(header=gettext("Confidence"), width=16, field="confidence"),
        Column(header=gettext("Caution"), width=60, field="caution"),
        Column(header=gettext("Period"), width=20, field="period"),
        Column(header=gettext("Area"), width=24, field="geography"),
        Column(header=gettext("Compared with"), width=24, field="comparator"),
        Column(header=starting_sentence(all_in_words(framework.dimensions)), width=30, shown=_tags),
        Column(header=gettext("Datasets"), width=30, shown=_option("datasets")),
        Column(header=gettext("Text"), width=80, shown=plain_text_of),
    ))


def logs_of(register: Register, vocabulary: Vocabulary) -> tuple[Log, ...]:
    """The logs of a book in the current language, in the order of their sheets.

    They are without columns of options that the book does not have.
    """
    def known(log: Log) -> Log:
        options = vocabulary.kinds[log.kind].options | {"", "title"}
        return replace(log, columns=tuple(column for column in log.columns if column.field in options))

    return known(response_log(register)), known(evidence_log(register.framework))
