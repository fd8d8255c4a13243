"""Workbooks held against the guidance on accessible spreadsheets: the program's own keep it, and what breaks it is found."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goldenthread.documents.workbooks import form_as_xlsx, workbook_as_xlsx
from tests.documents.test_workbooks import COVER, FORM, TABLE
from tools.sheet_rules import RULES, broken_points


def broken(content: bytes, folder: Path) -> set[str]:
    path = folder / "book.xlsx"
    path.write_bytes(content)
    return set(broken_points(path))


def test_a_workbook_of_tables_keeps_every_point(tmp_path: Path) -> None:
    assert broken(workbook_as_xlsx(COVER, [("About", "Note")], [TABLE]), tmp_path) == set()
    assert len(RULES) > 15


def test_a_form_breaks_only_what_makes_it_a_form(tmp_path: Path) -> None:
    assert broken(form_as_xlsx(FORM), tmp_path) == {
        "No cell of a table is empty",  # they are to be filled in
        "The file opens at the first cell of its first sheet",  # it opens at the sheet to be filled in
    }


@pytest.mark.parametrize(("change", "point"), [
    (lambda book: book["Rows"].merge_cells("A4:B4"), "No cell is merged or split"),
    (lambda book: book["Rows"].cell(5, 2, ""), "No cell of a table is empty"),
    (lambda book: book["Rows"].cell(9, 1, "Source"), "Tables begin in the first column, and nothing is beside or below them"),
    (lambda book: book["Rows"].tables.clear(), "Tables are marked up"),
    (lambda book: setattr(book["Rows"], "sheet_state", "hidden"), "No sheet, row or column is hidden"),
    (lambda book: setattr(book["Rows"]["A5"], "font", openpyxl.styles.Font(name="Arial", sz=9)),
     "Letters are without serifs, upright, and of 12 points at least"),
    (lambda book: setattr(book["Rows"]["A5"], "alignment", openpyxl.styles.Alignment()), "Text is wrapped within cells"),
    (lambda book: setattr(book["Rows"]["A5"], "fill", openpyxl.styles.PatternFill("solid", fgColor="FFFF00")),
     "No ground is coloured, and letters only those of links"),
    (lambda book: book.create_sheet("Sheet1"), "No sheet is blank"),
    (lambda book: setattr(book.properties, "title", None), "The file says its title, language and author"),
])
def test_what_breaks_a_point_is_found(change: Callable[[Any], object], point: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_as_xlsx(COVER, [("About", "Note")], [TABLE])))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    assert point in broken(stream.getvalue(), tmp_path)
