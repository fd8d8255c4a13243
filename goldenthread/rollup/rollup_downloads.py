"""The downloads of a roll-up: a workbook, one table, and a file for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from goldenthread.analysis import publishers_of, strength_in_words
from goldenthread.documents import (
    CellValue,
    CoverSheet,
    TableSheet,
    column_of_dimension,
    distinct_names,
    joined_or_none,
    safe_cell,
    workbook_as_xlsx,
)
from goldenthread.model import (
    Priority,
    Tag,
    current_language,
    gettext,
    gettext_noop,
    item_address,
    number_of,
    one_of_each,
    period_in_words,
    period_or_text,
    starting_sentence,
    within_sentence,
)
from goldenthread.rollup.comparison import AreaSummary
from goldenthread.rollup.priority_pages import tags_of
from goldenthread.rollup.rollup_pieces import Rollup, RollupPage, published_in_words, web_address
from goldenthread.rollup.shared_sources import SharedSource

FORMAT = 1
MARK = "rollup.json"
"""The file that marks a folder as a roll-up, which a new one may replace."""
WIDTHS = {"priority": 60, "strength": 60, "publishers": 60, "text": 90}
N_ = gettext_noop
NOTES = (
    (N_("Which edition"), N_("The last edition of each area is compared. Its status says whether it is a draft or agreed.")),
    (N_("Counting"), N_("A priority or finding with several tags counts under each, so that columns must not be added up.")),
    (N_("More is not better"),
     N_("Areas differ in how finely they write. A gap is a question to the area, not a verdict on it.")),
    (N_("Cells that say None"), N_("There is nothing to say there.")),
    (N_("Several entries in a cell"), N_("They are separated by a semicolon and a space.")),
    (N_("Cells that begin like a formula"),
     N_("A text that begins with an equals sign, a plus, a minus, an at sign or a tab has a space of no width (U+200B) before "
        "it, so that no program works it out. rollup.json has the text as it was written.")),
)


def columns_of_priorities(rollup: Rollup) -> list[str]:
    """The columns of rollup.csv: a dimension's column is headed by its plural."""
    return distinct_names([
        "area", "book", "edition", "status_of_edition", "dated", "id", "priority",
        *map(column_of_dimension, rollup.common.dimensions), "status", "findings", "strength", "publishers", "weak_place",
        "actions", "measures", "text", "address"])


def write_downloads(rollup: Rollup, folder: Path) -> None:
    """Put `rollup.xlsx`, `.csv` and `.json` into the site's folder: the same bytes for the same registers."""
    dated = max(one.area.edition.published for one in rollup.summaries)
    cover = CoverSheet(title=rollup.title, publisher="", dated=dated, language=current_language().tag, lines=[
        gettext("{areas}; their last editions are dated up to {day}.", areas=number_of(len(rollup.summaries), "area"),
                day=period_in_words(dated.isoformat())),
        gettext("Counted from the registers that the areas publish. Nothing was changed or judged."),
        gettext("The sheet Contents leads to every other.")])
    notes = [(gettext(about), gettext(words)) for about, words in NOTES]
    (folder / "rollup.xlsx").write_bytes(workbook_as_xlsx(cover, notes, list(_sheets(rollup))))
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns_of_priorities(rollup))
    for row in _priorities(rollup):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    # the byte order mark tells spreadsheets that the text is UTF-8
    (folder / "rollup.csv").write_bytes(held.getvalue().encode("utf-8-sig"))
    (folder / MARK).write_text(json.dumps(as_json(rollup), indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _priorities(rollup: Rollup) -> Iterator[list[CellValue]]:
    for one in rollup.summaries:
        for item in one.priorities:
            yield _priority(rollup, one, item)


def _priority(rollup: Rollup, one: AreaSummary, item: Priority) -> list[CellValue]:
    area, register = one.area, one.area.register
    thread = register.thread(item.id)
    compared = tags_of(RollupPage(rollup=rollup, docname="index"), one, item).values()
    tags = [joined_or_none(tag.name for tag in tags) for tags in compared]
    return [area.name, area.title, area.edition.label, area.edition.status, area.edition.published.isoformat(), item.id,
            item.title, *tags, item.label("status") or "None", len(thread.evidence), strength_in_words(register, item),
            joined_or_none(publishers_of(register, item)), one.thin.get(item.id, "None"), len(thread.actions),
            len(thread.measures), item.body or "None", web_address(item_address(register.book.site, item.id)) or "None"]


def _sheets(rollup: Rollup) -> Iterator[TableSheet]:
    tags, columns_of = rollup.common.tags, columns_of_priorities(rollup)
    tag_words = one_of_each(rollup.common.dimensions)
    area = (gettext("Area"), 30)
    yield _sheet(gettext("Areas"), gettext("Areas and their last editions"), [
        area, (gettext("Book"), 40), (gettext("Publisher"), 40), (gettext("Edition"), 24), (gettext("Status"), 24),
        (gettext("Dated"), 18), (gettext("Framework"), 40), (gettext("Priorities"), 12), (gettext("Findings"), 12),
        (gettext("Items in all"), 12), (gettext("Site"), 40)], [_area(one) for one in rollup.summaries], frozenset({10}))
    each = gettext("What each area has for each {tag}", tag=one_of_each(rollup.common.dimensions, "and"))
    yield _sheet(gettext("Gaps"), each, [
        area, *((tag.name, 26) for tag in tags)], [[one.area.name, *(_cell(rollup, one, tag) for tag in tags)]
                                                   for one in rollup.summaries])
    yield _sheet(gettext("Counts"), gettext("Priorities and findings: one row for each area and tag"), [
        area, (gettext("Kind"), 14), (starting_sentence(tag_words), 30), (gettext("Priorities"), 12), (gettext("Findings"), 12),
        (gettext("Of high confidence"), 12), (gettext("Priorities traced end to end"), 14)], list(_counts(rollup)))
    # its columns are named as those of rollup.csv, which programs read
    yield _sheet(gettext("Priorities"), gettext("Priorities of the last editions"), [
        (name.replace("_", " ").capitalize(), WIDTHS.get(name, 24)) for name in columns_of],
        list(_priorities(rollup)), frozenset({len(columns_of) - 1}))
    for name, title, shared in ((gettext("Tables"), gettext("Tables that several areas use"), rollup.tables),
                                (gettext("Publications"), gettext("Publications that several areas cite"), rollup.publications)):
        columns = [(gettext("Title"), 50), (gettext("Publisher"), 40), (gettext("Areas"), 10), (gettext("Findings"), 12), area,
                   (gettext("Ids"), 30), (gettext("Released"), 20), (gettext("Address"), 50)]
        yield _sheet(name, title, columns, [row for one in shared for row in _uses(one)], frozenset({7}))
    yield _sheet(gettext("Frameworks"), gettext("Where the frameworks differ"), [(gettext("Difference"), 110)],
                 [[one] for one in rollup.common.differences])


def _sheet(name: str, title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[CellValue]],
           web_links: frozenset[int] = frozenset()) -> TableSheet:
    description = gettext("This sheet has one table: {title}. The sheet Notes explains its words.", title=within_sentence(title))
    # a table cannot have two columns with one name, as two tags may have
    headers = distinct_names(header for header, _ in columns)
    return TableSheet(name=name, title=title, description=description, headers=headers, rows=rows,
                      widths=[width for _, width in columns], web_links=web_links)


def _area(one: AreaSummary) -> list[CellValue]:
    register, edition = one.area.register, one.area.edition
    return [one.area.name, one.area.title, register.book.publisher, edition.label, edition.status, published_in_words(one),
            register.framework.title or "None", len(one.priorities), len(one.findings), len(register.items),
            web_address(register.book.site) or "None"]


def _cell(rollup: Rollup, one: AreaSummary, tag: Tag) -> str:
    cell = rollup.common.cell(one, tag)
    return cell.words if cell else gettext("Not in its framework")


def _counts(rollup: Rollup) -> Iterator[list[CellValue]]:
    for one in rollup.summaries:
        for tag in rollup.common.tags:
            if cell := rollup.common.cell(one, tag):
                yield [one.area.name, tag.kind, tag.name, cell.priorities, cell.findings, cell.high, cell.traced]


def _uses(source: SharedSource) -> Iterator[list[CellValue]]:
    for use in source.uses:
        yield [source.title, source.publisher, len(source.uses), use.findings, use.area.name, joined_or_none(use.ids),
               joined_or_none(map(period_or_text, use.released)), web_address(source.url.partition(" ")[0]) or "None"]


def as_json(rollup: Rollup) -> dict[str, Any]:
    """The roll-up as plain JSON values."""
    return {
        "format": FORMAT, "title": rollup.title,
        "tags": [{"id": tag.id, "name": tag.name, "kind": tag.kind} for tag in rollup.common.tags],
        "differences": list(rollup.common.differences),
        "areas": [_area_as_json(rollup, one) for one in rollup.summaries],
        "tables": [_source_as_json(one) for one in rollup.tables],
        "publications": [_source_as_json(one) for one in rollup.publications],
    }


def _area_as_json(rollup: Rollup, one: AreaSummary) -> dict[str, Any]:
    register, edition = one.area.register, one.area.edition
    cells = {f"{tag.kind}:{tag.id}": cell for tag in rollup.common.tags if (cell := rollup.common.cell(one, tag))}
    return {
        "key": one.area.key, "name": one.area.name, "title": one.area.title, "publisher": register.book.publisher,
        "site": web_address(register.book.site), "items": len(register.items),
        "edition": {"id": edition.id, "label": edition.label, "status": edition.status,
                    "published": edition.published.isoformat()},
        "cells": {key: {"priorities": cell.priorities, "findings": cell.findings, "high": cell.high, "traced": cell.traced,
                        "words": cell.words} for key, cell in cells.items()},
        "priorities": [{"id": item.id, "title": item.title, "tags": list(item.tags),
                        "strength": strength_in_words(register, item), "weak_place": one.thin.get(item.id, ""),
                        "text": item.body, "address": item_address(register.book.site, item.id)}
                       for item in one.priorities],
    }


def _source_as_json(source: SharedSource) -> dict[str, Any]:
    return {"title": source.title, "publisher": source.publisher, "url": source.url,
            "uses": [{"area": use.area.key, "ids": list(use.ids), "released": list(use.released), "findings": use.findings}
                     for use in source.uses]}
