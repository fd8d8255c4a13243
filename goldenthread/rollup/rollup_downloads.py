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
from goldenthread.model import Priority, Tag, item_address, one_of_each, period_or_text, starting_sentence
from goldenthread.rollup.comparison import AreaSummary
from goldenthread.rollup.priority_pages import tags_of
from goldenthread.rollup.rollup_pieces import Rollup, RollupPage, published_in_words, web_address
from goldenthread.rollup.shared_sources import SharedSource

FORMAT = 1
MARK = "rollup.json"
"""The file that marks a folder as a roll-up, which a new one may replace."""
WIDTHS = {"priority": 60, "strength": 60, "publishers": 60, "text": 90}
NOTES = (
    ("Which edition", "The last edition of each area is compared. Its status says whether it is a draft or agreed."),
    ("Counting", "A priority or finding with several tags counts under each, so that columns must not be added up."),
    ("More is not better", "Areas differ in how finely they write. A gap is a question to the area, not a verdict on it."),
    ("Cells that say None", "There is nothing to say there."),
    ("Several entries in a cell", "They are separated by a semicolon and a space."),
    ("Cells that begin like a formula", "A text that begins with an equals sign, a plus, a minus, an at sign or a tab has a "
     "space of no width (U+200B) before it, so that no program works it out. rollup.json has the text as it was written."),
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
    cover = CoverSheet(title=rollup.title, publisher="", dated=dated, language="en-GB", lines=[
        f"{len(rollup.summaries)} areas; their last editions are dated up to {dated.day} {dated:%B} {dated.year}.",
        "Counted from the registers that the areas publish. Nothing was changed or judged.",
        "The sheet Contents leads to every other."])
    (folder / "rollup.xlsx").write_bytes(workbook_as_xlsx(cover, NOTES, list(_sheets(rollup))))
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
    yield _sheet("Areas", "Areas and their last editions", [
        ("Area", 30), ("Book", 40), ("Publisher", 40), ("Edition", 24), ("Status", 24), ("Dated", 18), ("Framework", 40),
        ("Priorities", 12), ("Findings", 12), ("Items in all", 12), ("Site", 40)], [_area(one) for one in rollup.summaries],
        frozenset({10}))
    yield _sheet("Gaps", f"What each area has for each {one_of_each(rollup.common.dimensions, 'and')}", [
        ("Area", 30), *((tag.name, 26) for tag in tags)], [[one.area.name, *(_cell(rollup, one, tag) for tag in tags)]
                                                           for one in rollup.summaries])
    yield _sheet("Counts", "Priorities and findings: one row for each area and tag", [
        ("Area", 30), ("Kind", 14), (starting_sentence(tag_words), 30), ("Priorities", 12), ("Findings", 12),
        ("Of high confidence", 12), ("Priorities traced end to end", 14)], list(_counts(rollup)))
    yield _sheet("Priorities", "Priorities of the last editions", [
        (name.replace("_", " ").capitalize(), WIDTHS.get(name, 24)) for name in columns_of],
        list(_priorities(rollup)), frozenset({len(columns_of) - 1}))
    for name, title, shared in (("Tables", "Tables that several areas use", rollup.tables),
                               ("Publications", "Publications that several areas cite", rollup.publications)):
        columns = [("Title", 50), ("Publisher", 40), ("Areas", 10), ("Findings", 12), ("Area", 30), ("Ids", 30), ("Released", 20),
                   ("Address", 50)]
        yield _sheet(name, title, columns, [row for one in shared for row in _uses(one)], frozenset({7}))
    yield _sheet("Frameworks", "Where the frameworks differ", [("Difference", 110)], [[one] for one in rollup.common.differences])


def _sheet(name: str, title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[CellValue]],
           web_links: frozenset[int] = frozenset()) -> TableSheet:
    description = f"This sheet has one table: {title[:1].lower()}{title[1:]}. The sheet Notes explains its words."
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
    return cell.words if cell else "Not in its framework"


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
