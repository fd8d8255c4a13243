"""What was found in a publisher's file, for the author: as lines for a terminal, and as a page."""

from __future__ import annotations

from collections import Counter
from html import escape

from goldenthread.data_import.sheet_grid import SheetGrid, letters
from goldenthread.data_import.table_layout import TableLayout
from goldenthread.data_import.tidy_rows import TidyRow, TidyTable
from goldenthread.model import number_of
from goldenthread.system import in_columns

PREVIEWS = "build/import"
SHOWN = 8
MOST_ON_PAGE = 500
STYLE = ("body{font:15px/1.4 sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #888;padding:.2em .5em}"
         ".heading{background:#dde7f3;font-weight:bold}.value{background:#e2f0df}.status{background:#fbeec2}.left{background:#f3dede}")


def text_of(sheet: SheetGrid, layout: TableLayout, table: TidyTable) -> list[str]:
    """What was read, as lines: the place of the table, its first rows, its statuses, and what was left out."""
    first, last = layout.body[0] + 1, layout.body[-1] + 1
    where = f"sheet '{sheet.name}', " if sheet.name else ""
    headings = ", ".join(str(row + 1) for row in layout.headings)
    lines = [f"Read from {where}rows {first} to {last}, headings in {headings}: {number_of(len(table.rows), 'row')}."]
    lines += in_columns([_head(table), *map(_cells, table.rows[:SHOWN])])
    if len(table.rows) > SHOWN:
        lines.append(f"and {number_of(len(table.rows) - SHOWN, 'more row')}")
    statuses = Counter(status for row in table.rows for status in row.status)
    lines += [f"{status}: {number_of(count, 'value')}" for status, count in statuses.items()]
    return [*lines, *table.remarks, *table.cautions]


def page_of(file: str, sheet: SheetGrid, layout: TableLayout, table: TidyTable) -> str:
    """A page with the sheet as published, each cell coloured by what became of it, and the resulting table below."""
    rows = []
    for row, cells in enumerate(sheet.rows[:MOST_ON_PAGE]):
        inner = "".join(f'<td class="{_kind(row, column, layout, table)}">{escape(text)}</td>'
                        for column, text in enumerate(cells))
        rows.append(f"<tr><th>{row + 1}</th>{inner}</tr>")
    head = "".join(f"<th>{letters(column)}</th>" for column in range(sheet.width))
    cut = f"<p>The first {MOST_ON_PAGE} rows of {len(sheet.rows):,}.</p>" if len(sheet.rows) > MOST_ON_PAGE else ""
    tidy = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in _cells(row))}</tr>" for row in table.rows[:MOST_ON_PAGE])
    names = "".join(f"<th>{escape(name)}</th>" for name in _head(table))
    remarks = "".join(f"<li>{escape(remark)}</li>" for remark in (*table.remarks, *table.cautions))
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(file)}</title>'
            f'<style>{STYLE}</style></head><body><h1>{escape(file)}</h1><p><span class="heading">headings</span> '
            f'<span class="value">values</span> '
            f'<span class="status">values with a status</span> <span class="left">left out</span></p><ul>{remarks}</ul>'
            f"{cut}<h2>As published</h2><table><tr><th></th>{head}</tr>{''.join(rows)}</table><h2>As a table of the book</h2>"
            f"<table><tr>{names}</tr>{tidy}</table></body></html>\n")


def _head(table: TidyTable) -> list[str]:
    return ["area", "period", *table.dimensions, "value", *table.interval, "status", "cell"]


def _cells(row: TidyRow) -> list[str]:
    return [row.area, row.period, *row.dimensions, row.digits, *row.error, "; ".join(row.status), row.cell]


def _kind(row: int, column: int, layout: TableLayout, table: TidyTable) -> str:
    if row in layout.headings:
        return "heading"
    return {"left out": "left"}.get(found := table.cells.get((row, column), ""), found)
