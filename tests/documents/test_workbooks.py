"""Workbooks, read back: no cell is a formula or could become one, links lead somewhere, and a form takes only its choices."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from goldenthread.consultation.blank_form import WIDTHS
from goldenthread.documents.sheet_layout import (
    LINE,
    TALLEST_ROW,
    pages_across,
    print_scale,
    row_height,
    with_room_for_words,
)
from goldenthread.documents.workbooks import (
    FORMULA_GUARD,
    LONGEST,
    ChoiceList,
    CoverSheet,
    Form,
    FormColumn,
    TableSheet,
    form_as_xlsx,
    safe_cell,
    workbook_as_xlsx,
)

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FORM = Form(
    title="=A form", publisher="The partnership", dated=date(2000, 1, 1), language="en-GB", sheet="Your points",
    lines=["+ one row is one point"], instruction="=One row.", rows=3,
    refusal=("Not in the list", "Choose."),
    columns=[FormColumn(header="Point", width=30),
             FormColumn(header="Item", width=20, prompt="Choose the item.",
                        choices=ChoiceList(sheet="Items", description="One table.", header="What a point can be about", width=40,
                                   entries=["EV_PAY Pay", "=1+1"])),
             FormColumn(header="Question", width=10,
                        choices=ChoiceList(sheet="What's asked", description="One.", header="Question", width=12,
                                           entries=["accuracy"]))])
COVER = CoverSheet(title="Book", publisher="Office", dated=date(2020, 3, 31), language="cy", lines=["-1", "https://example.org/"])
TABLE = TableSheet(name="Rows", title="Two rows", description="One table.", headers=["Id", "Address", "Count"],
                   widths=[10, 20, 5], rows=[("@EV_PAY", "https://example.org/x", 3), ("=1", "None", 4)],
                   web_links=frozenset({1}), choices={0: ["high", "low"]})


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])
def test_a_text_that_begins_like_a_formula_is_set_off(text: str) -> None:
    assert safe_cell(text) == FORMULA_GUARD + text


def test_so_is_each_line_of_a_cell() -> None:
    assert safe_cell("one\n=2\r\n＋3\nfour") == f"one\n{FORMULA_GUARD}=2\r\n{FORMULA_GUARD}＋3\nfour"


@pytest.mark.parametrize("text", ["", "a=b", " =1", "1-2", FORMULA_GUARD + "=1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_text_is_cut_to_what_a_cell_holds() -> None:
    assert safe_cell("x" * LONGEST) == "x" * LONGEST
    assert safe_cell("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"
    assert len(safe_cell("=" + "x" * LONGEST)) == LONGEST


@pytest.mark.parametrize("content", [form_as_xlsx(FORM), workbook_as_xlsx(COVER, [("=About", "+Note")], [TABLE])],
                         ids=["form", "workbook"])
def test_no_cell_is_a_formula_or_becomes_one(content: bytes) -> None:
    cells = [cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))] == []
    assert any(str(cell.value).startswith(FORMULA_GUARD) for cell in cells)


def test_a_form_has_its_cover_its_table_and_its_lists() -> None:
    book = opened(form_as_xlsx(FORM))
    assert (book.sheetnames, book.active.title) == (["Cover", "Your points", "Items", "What's asked"], "Your points")
    cover, points, items, asked = book
    assert [row[0].value for row in cover.iter_rows()] == [
        f"{FORMULA_GUARD}=A form", f"{FORMULA_GUARD}+ one row is one point", "Your points", "Items", "What's asked"]
    assert [row[0].hyperlink.location for row in cover.iter_rows(min_row=3)] == [
        "'Your points'!A1", "'Items'!A1", "'What''s asked'!A1"]
    assert [row[0].value for row in points.iter_rows(max_col=1, max_row=2)] == ["Your points", f"{FORMULA_GUARD}=One row."]
    assert [cell.value for cell in points[3]] == ["Point", "Item", "Question"]
    assert (points["A1"].font.sz, points["A1"].font.b, points["A3"].font.b) == (16, True, True)
    assert points["A4"].alignment.wrap_text
    assert (points.freeze_panes, points.print_title_rows) == ("A4", "$3:$3")
    assert [[cell.value for cell in row] for row in items.iter_rows()] == [
        ["What a point can be about"], ["One table."], ["What a point can be about"], ["EV_PAY Pay"], [f"{FORMULA_GUARD}=1+1"]]
    assert [row[0].value for row in asked.iter_rows()] == ["Question", "One.", "Question", "accuracy"]


def test_a_form_takes_only_its_choices() -> None:
    rules = {str(rule.sqref): rule for rule in opened(form_as_xlsx(FORM))["Your points"].data_validations.dataValidation}
    assert {area: rule.formula1 for area, rule in rules.items()} == {
        "B4:B6": "'Items'!$A$4:$A$5", "C4:C6": "'What''s asked'!$A$4:$A$4"}
    rule = rules["B4:B6"]
    assert (rule.type, rule.allow_blank, rule.showErrorMessage, rule.error) == ("list", True, True, "Choose.")
    assert (rule.promptTitle, rule.prompt) == ("Item", "Choose the item.")


def test_a_list_without_an_entry_lets_anything_be_written() -> None:
    column = FormColumn(header="Item", width=9,
                        choices=ChoiceList(sheet="Items", description="None yet.", header="Item", width=9, entries=[]))
    book = opened(form_as_xlsx(replace(FORM, columns=[column])))
    assert book.sheetnames == ["Cover", "Your points"]
    assert not book["Your points"].data_validations.dataValidation


def test_links_lead_to_sheets_and_to_the_web() -> None:
    book = opened(workbook_as_xlsx(COVER, [], [TABLE]))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Rows"]
    assert [cell.hyperlink.location for cell in book["Contents"]["A"][3:]] == ["'Notes'!A1", "'Rows'!A1"]
    assert book["Rows"]["B4"].hyperlink.target == "https://example.org/x"
    assert book["Rows"]["B5"].hyperlink is None


@pytest.mark.parametrize(("content", "language", "day"), [
    (form_as_xlsx(FORM), "en-GB", datetime(2000, 1, 1)), (workbook_as_xlsx(COVER, [], [TABLE]), "cy", datetime(2020, 3, 31))])
def test_the_properties_are_those_that_were_given(content: bytes, language: str, day: datetime) -> None:
    properties = opened(content).properties
    assert (properties.language, properties.created, properties.modified) == (language, day, day)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert form_as_xlsx(FORM) == form_as_xlsx(FORM)
    assert workbook_as_xlsx(COVER, [], [TABLE]) == workbook_as_xlsx(COVER, [], [TABLE])


@pytest.mark.parametrize("content", [form_as_xlsx(FORM), workbook_as_xlsx(COVER, [("A", "B")], [TABLE])])
def test_every_sheet_is_printed_on_a4_on_its_side_with_its_number(content: bytes) -> None:
    for sheet in opened(content):
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
        # one page across is what a file says that says nothing
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            True, None, 0)
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_a_wide_sheet_goes_over_several_pages_and_repeats_its_first_column() -> None:
    wide = replace(TABLE, widths=[40, 90, 90])
    sheet = opened(workbook_as_xlsx(COVER, [], [wide]))["Rows"]
    # at a scale of its own: a program that fits a sheet to so many pages makes its letters as small as it needs to
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth) == (None, None)
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$A", "$3:$3")


@pytest.mark.parametrize(("widths", "pages", "scale"), [
    ([20, 30], 1, 100), ([100], 1, 100), ([40, 100], 1, 83), ([40, 90, 90], 2, 90), ([20] * 30, 5, 81), ([100] * 3, 2, 67)])
def test_no_column_is_divided_and_letters_are_as_large_as_so_many_pages_allow(
        widths: list[int], pages: int, scale: int) -> None:
    assert (pages_across(widths), print_scale(widths)) == (pages, scale)


CALC = OFFICE and any(Path(OFFICE).resolve().parent.glob("*sclo*"))


def has_letters_as_wide_as_arial() -> bool:
    """Whether the machine has Arial or the font that is made to its measures: columns are as wide as its digits ask for."""
    match = shutil.which("fc-match")
    return bool(match) and subprocess.check_output([match, "Arial"]).startswith((b"Liberation", b"Arial", b"Arimo"))


@pytest.mark.skipif(not CALC, reason="LibreOffice Calc is not installed here")
@pytest.mark.skipif(not has_letters_as_wide_as_arial(), reason="There is no font of Arial's measures here")
def test_letters_are_at_least_eight_points_high_in_print_on_as_many_pages_as_were_counted(tmp_path: Path) -> None:
    widths = [30, 60, 25, 90, 12, 45, 45]
    wide = replace(TABLE, headers=[f"Column {number}" for number in range(7)], widths=widths,
                   rows=[tuple(f"cell {number}" for number in range(7))] * 3, web_links=frozenset(), choices={})
    (tmp_path / "book.xlsx").write_bytes(workbook_as_xlsx(COVER, [], [wide]))
    subprocess.run([str(OFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf",
                    "--outdir", str(tmp_path), str(tmp_path / "book.xlsx")], check=True, capture_output=True, timeout=240)
    sheets = [page for page in pypdfium2.PdfDocument(tmp_path / "book.pdf") if "cell 0" in page.get_textpage().get_text_range()]
    assert len(sheets) == pages_across(widths) > 1
    heights = []
    for sheet in sheets:
        text, matrix = sheet.get_textpage(), pypdfium2.raw.FS_MATRIX()
        for sign in (place for place, letter in enumerate(text.get_text_range()) if not letter.isspace()):
            pypdfium2.raw.FPDFText_GetMatrix(text, sign, matrix)
            heights.append(pypdfium2.raw.FPDFText_GetFontSize(text, sign) * (matrix.d or 1))
    assert min(heights) > 7.9


@pytest.mark.parametrize(("texts", "widths", "lines"), [
    (["short"], [10], 1), (["one two three four five six"], [12], 3), (["a\nb\nc"], [50], 3), (["x" * 82], [20], 5),
    (["a", "one two three four five six"], [40, 12], 3), ([""], [5], 1), (["ab " + "x" * 16], [10], 3)])
def test_a_row_is_as_high_as_its_longest_text(texts: list[str], widths: list[int], lines: int) -> None:
    assert row_height(texts, widths) == lines * LINE + 2


def test_no_row_is_higher_than_excel_takes() -> None:
    assert row_height(["word " * 4000], [20]) == TALLEST_ROW


def test_no_id_is_broken_between_its_letters() -> None:
    ident, address = "EV_NOTTINGHAM_EMPLOYMENT", "https://example.org/an/address/that/is/longer/than/any/id"
    wide, narrow, heading = with_room_for_words([20, 20, 4], [("Id", "Address", "Rows counted"), (ident, address, 3)])
    assert wide > 24 * 1.2 and narrow == 20
    assert heading > 7
    sheet = opened(workbook_as_xlsx(COVER, [], [replace(TABLE, rows=[(ident, "", 1)], widths=[20, 20, 10])]))["Rows"]
    assert sheet.column_dimensions["A"].width >= wide


def test_the_response_form_is_one_page_wide() -> None:
    assert pages_across(WIDTHS) == 1
