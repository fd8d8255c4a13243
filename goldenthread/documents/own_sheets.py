"""The sheets and columns of what only one book has: its own kinds of items, and its own fields and links on others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from goldenthread.analysis import PlainTexts, editions_in_words
from goldenthread.documents.sheet_cells import NO_ENTRY, tags_by_dimension, titles_of
from goldenthread.documents.workbooks import CellValue, TableSheet, distinct_names
from goldenthread.model import Item, KindWords, Register, gettext

LONGEST_NAME = 31
"""Letters of a sheet's name, at most, in any spreadsheet program."""


def own_cells(register: Register, kind: KindWords, item: Item) -> list[str]:
    """What an item has in each of its book's own fields and links, in their order."""
    return [*(item.label(name) or NO_ENTRY for name in kind.fields),
            *(titles_of(register, item.links.get(name, ())) for name in kind.links)]


def with_own_columns(register: Register, name: str, sheet: TableSheet) -> TableSheet:
    """The sheet of a kind that every book has, with a column for each field and link that only this book has on it."""
    kind = register.words.kinds.get(name)
    if not kind:
        return sheet
    items = [item for item in register.items.values() if item.kind == name]
    headers = distinct_names([*sheet.headers, *kind.fields.values(), *kind.links.values()])
    rows = [[*row, *own_cells(register, kind, item)] for row, item in zip(sheet.rows, items, strict=True)]
    return replace(sheet, headers=headers, rows=rows, widths=[*sheet.widths, *[40] * (len(headers) - len(sheet.headers))])


def own_sheets(register: Register, texts: PlainTexts) -> Iterator[TableSheet]:
    """A sheet for each kind of item that only this book has."""
    for kind in register.words.own_kinds:
        columns = [(gettext("Id"), 26), (kind.label, 50), (gettext("Edition"), 20),
                   *((each.plural, 24) for each in register.framework.dimensions),
                   (gettext("Status"), 16), *((label, 40) for label in (*kind.fields.values(), *kind.links.values())),
                   (gettext("Text"), 90)]
        rows: list[list[CellValue]] = [
            [item.id, item.title, editions_in_words(register, item) or NO_ENTRY, *tags_by_dimension(register, item),
             item.label("status") or NO_ENTRY, *own_cells(register, kind, item), texts.of(item) or NO_ENTRY]
            for item in register.items.values() if item.kind == kind.name]
        title = gettext("Items of the kind {label}", label=kind.label)
        yield TableSheet(
            name=_sheet_name(kind), title=title, rows=rows, headers=distinct_names(header for header, _ in columns),
            widths=[width for _, width in columns],
            description=gettext("This sheet has one table: {title}. The sheet Notes explains its words.",
                                title=title[:1].lower() + title[1:]))


def _sheet_name(kind: KindWords) -> str:
    """The kind's name as a sheet may have it, which is that of no sheet of every book."""
    return re.sub(r"[\\[\\]:*?/\\\\']", " ", gettext("Own {label}", label=kind.label))[:LONGEST_NAME].strip()
