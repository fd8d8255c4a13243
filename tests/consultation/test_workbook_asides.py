"""What a workbook says beside the values of its cells is told: formats, names, links, scenarios, and words struck out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList
from openpyxl.worksheet.table import Table

from goldenthread.consultation.intake.package_words import words_of_format
from goldenthread.consultation.intake.points import Delivery
from goldenthread.consultation.intake.workbook_asides import STRUCK_OUT
from tests.books.intake_files import packed
from tests.consultation.test_every_passage import every_text
from tests.consultation.test_workbook_rest import form, read
from tests.soundness.mutating import parts_of


def cell(name: str, **values: Any) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        for key, value in values.items():
            setattr(book.worksheets[0][name], key, value)

    return change


def named(name: str, text: str = "Sheet!$A$1", **more: str) -> Callable[[Any], object]:
    return lambda book: book.defined_names.add(DefinedName(name, attr_text=text, **more))


def linked(**values: str) -> Callable[[Any], object]:
    return cell("C3", hyperlink=Hyperlink(ref="C3", location="A1", **values))


def a_scenario(book: Any) -> None:
    scenario = Scenario(name="x", comment="zqword", inputCells=[InputCells(r="C3", val="1")])
    book.worksheets[0].scenarios = ScenarioList(scenario=[scenario])


def a_list(book: Any) -> None:
    rule = DataValidation(type="list", formula1='"a,zqword"')
    rule.add("G3")
    book.worksheets[0].add_data_validation(rule)


def a_chart(book: Any) -> None:
    chart = BarChart()
    chart.y_axis.number_format = '0" zqword"'
    book.worksheets[0].add_chart(chart, "H2")


CHANGES: dict[str, Callable[[Any], object]] = {
    "the format of a number": cell("C3", value=25, number_format='0" zqword"'),
    "the format of a text": cell("C3", number_format='0;0;0;@" zqword"'),
    "the format of a cell beside the form": cell("G3", value=25, number_format="0 \\z\\q\\w\\o\\r\\d"),
    "the name of a range": named("zqword_low"), "a note on a name": named("ab", comment="zqword"),
    "a name that stands for words": named("ab", '"zqword"'),
    "the name of an empty sheet": lambda book: book.create_sheet("zqword"),
    "another name of the form": lambda book: setattr(book.worksheets[0], "title", "zqword"),
    "the name of a table": lambda book: book.worksheets[0].add_table(Table(displayName="zqword", ref="A2:E3")),
    "the tip of a link": linked(tooltip="zqword"), "what a link says it shows": linked(display="zqword"),
    "the address of a link": cell("C3", hyperlink="https://zqword.example/survey"),
    "a scenario": a_scenario, "a list of one's own": a_list, "the format of a chart": a_chart,
}


@pytest.mark.parametrize("kind", CHANGES)
def test_words_beside_the_values_are_kept(kind: str) -> None:
    assert "zqword" in every_text(read(form(CHANGES[kind])))


def struck(delivery: Delivery) -> list[str]:
    return [one.text for one in delivery.leftovers if one.why == STRUCK_OUT]


def test_words_that_are_struck_out_in_a_cell_are_told() -> None:
    """Whoever reads the cell whole has both the words and what stands in their place."""
    pieces = CellRichText(TextBlock(InlineFont(strike=True), "a third"), TextBlock(InlineFont(b=True), " a quarter"))
    assert struck(read(form(cell("D3", value=pieces)))) == ["D3: a third"]
    assert struck(read(form(cell("C3", font=Font(strike=True))))) == ["C3: Old."]
    assert struck(read(form(cell("C3", font=Font(bold=True))))) == []


def test_a_message_that_a_newer_program_writes_into_an_extension_is_kept() -> None:
    parts = parts_of(form(lambda book: None))
    more = (b'<extLst><ext uri="x" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations>'
            b'<x14:dataValidation type="list" prompt="zqword"/></x14:dataValidations></ext></extLst></worksheet>')
    sheet = "xl/worksheets/sheet1.xml"
    assert "zqword" in every_text(read(packed({**parts, sheet: parts[sheet].replace(b"</worksheet>", more)})))


@pytest.mark.parametrize("change", [
    named("_xlnm._FilterDatabase"), named("Range1"), named("Print_Area"), cell("C3", value=True, number_format='"TRUE";;"FALSE"'),
    lambda book: book.create_sheet("Tabelle2"), lambda book: book.create_sheet("Sheet 2"),
    lambda book: book.worksheets[0].add_table(Table(displayName="Table1", ref="A2:E3")),
    cell("G9", number_format='0" zqword"'), cell("C3", value=5, number_format="[$-809]dd mmmm yyyy;@"),
])
def test_what_programs_write_of_themselves_is_no_word_of_a_respondent(change: Callable[[Any], object]) -> None:
    delivery = read(form(change))
    assert (delivery.leftovers, delivery.left_out) == ([], [])


@pytest.mark.parametrize(("code", "words"), [
    ('0" per cent"', "per cent"), ('#,##0 "km"', "km"), ('"£"#,##0.00', ""), ("[Red][$-F800]0.0%", ""), ("General", ""),
    ("_-* #,##0.00_-;-* \\(0\\)", "")])
def test_the_words_of_a_format(code: str, words: str) -> None:
    assert words_of_format(code) == words
