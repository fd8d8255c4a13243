"""Whatever stands in a form that comes back is accounted for: beside its columns, on other sheets, at cells, in drawings."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from goldenthread.book import language_of, read_book
from goldenthread.consultation.blank_form import response_form
from goldenthread.consultation.intake.delivery import targets_in
from goldenthread.consultation.intake.points import Delivery, Targets
from goldenthread.consultation.intake.response_form import read_csv, read_workbook
from goldenthread.model import in_language
from tests.books.intake_files import HEAD, PACKAGE, RELATIONS, packed, workbook
from tests.books.small_book import CONSULTATION, ROOT, write_book
from tests.consultation.test_every_passage import every_text
from tests.soundness.mutating import parts_of

TARGETS = Targets(items=frozenset({"EV_SKILLS", "EV_JOBS"}), title_of_page={"evidence/people": "People"}, page_of_bookmark={},
                  criteria=("accuracy", "insight"), item_id=re.compile(r"EV_[A-Z]+"))
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def form(change: Callable[[Any], object]) -> bytes:
    """A form with one point in row 3, and a change of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(("EV_SKILLS", "accuracy", "Old.", "", ""))))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(raw: bytes) -> Delivery:
    return read_workbook(raw, "form.xlsx", TARGETS)


def at(cell: str) -> Callable[[Any], object]:
    return lambda book: setattr(book.worksheets[0][cell], "value", "zqword")


def another_sheet(state: str) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        sheet = book.create_sheet("Ours")
        sheet.append(["Place", "zqword"])
        sheet.sheet_state = state

    return change


def a_chart(book: Any) -> None:
    chart = BarChart()
    chart.title = "zqword"
    book.worksheets[0].add_chart(chart, "H2")


def a_head(book: Any) -> None:
    book.worksheets[0].oddHeader.center.text = "zqword"


def a_message(book: Any) -> None:
    rule = DataValidation(type="list", formula1='"a,b"', prompt="zqword")
    rule.add("B3")
    book.worksheets[0].add_data_validation(rule)


CHANGES: dict[str, Callable[[Any], object]] = {
    "a column of its own": at("G3"), "a row without an item": at("G9"), "above the headings": at("A1"), "a heading": at("H2"),
    "a sheet": another_sheet("visible"), "a hidden sheet": another_sheet("hidden"),
    "a very hidden sheet": another_sheet("veryHidden"), "a question of its own": at("B3"),
    "more than an item": lambda book: setattr(book.worksheets[0]["A3"], "value", "EV_SKILLS zqword"),
    "a question without a point": at("B9"), "an item without a point": at("A9"), "a chart": a_chart, "a head": a_head,
    "a message": a_message, "a title of the file": lambda book: setattr(book.properties, "title", "zqword"),
    "a note": lambda book: setattr(book.worksheets[0]["C3"], "comment", Comment("zqword", "Anna Brown")),
    "a note on a sheet of its own": lambda book: setattr(book.create_sheet("x")["A1"], "comment", Comment("zqword", "A B")),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_nothing_in_a_form_is_passed_over(kind: str) -> None:
    delivery = read(form(CHANGES[kind]))
    assert "zqword" in every_text(delivery)
    assert any(point.text == "Old." and point.about == ("EV_SKILLS",) for point in delivery.points)


def test_what_stands_beside_the_form_is_proposed_to_the_item_of_its_row() -> None:
    (leftover,) = read(form(at("G3"))).leftovers
    assert leftover.proposed is not None and leftover.proposed.about == ("EV_SKILLS",)
    delivery = read_csv(b"Item,Point,Our figure\nEV_SKILLS,Old.,12\nEV_JOBS,,7\n", "form.csv", TARGETS)
    assert [leftover.point.text for leftover in delivery.leftovers if leftover.point] == ["Our figure: 12", "Our figure: 7"]


def test_cells_beyond_what_is_read_are_counted() -> None:
    (leftover,) = read(form(lambda book: setattr(book.worksheets[0].cell(3, 60), "value", "far"))).leftovers
    assert leftover.where == "1 cell of sheet 'Sheet'"


def test_each_sheet_with_the_form_is_a_form() -> None:
    delivery = read(form(lambda book: book.copy_worksheet(book.worksheets[0])))
    assert [point.passages[0].where for point in delivery.points] == ["sheet 'Sheet', row 3", "sheet 'Sheet Copy', row 3"]


def test_a_note_is_a_point_about_the_item_of_its_row_and_its_writer_is_no_part_of_it() -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["C3"].comment = Comment("Anna Brown:\nAnd of 2011.", "Anna Brown")

    delivery = read(form(change))
    assert [point.text for point in delivery.points] == ["Old.", "And of 2011."] and "Anna Brown" in delivery.names


def test_a_thread_is_one_point_with_its_answers_and_not_a_note_besides() -> None:
    raw = form(lambda book: setattr(book.worksheets[0]["C3"], "comment", Comment("[Threaded comment]\nShare.", "tc={1}")))
    thread = (f'{HEAD}<ThreadedComments xmlns="{THREADS}"><threadedComment ref="C3" personId="{{P}}" id="{{1}}" done="1">'
              '<text>Of 2011.</text></threadedComment><threadedComment ref="C3" personId="{P}" id="{2}" parentId="{1}">'
              "<text>So it is.</text></threadedComment></ThreadedComments>")
    people = f'<personList xmlns="{THREADS}"><person displayName="Łukasz Nowak" id="{{P}}"/></personList>'
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"

    def related(part: bytes, number: str, name: str, target: str) -> bytes:
        return part.replace(b"</Relationships>", f'<Relationship Id="{number}" Type="{kind}/{name}" Target="{target}"/>'
                            "</Relationships>".encode())

    parts = parts_of(raw)
    sheet, main = "xl/worksheets/_rels/sheet1.xml.rels", "xl/_rels/workbook.xml.rels"
    delivery = read(packed({
        **parts, "xl/threadedComments/t1.xml": thread, "xl/persons/person.xml": people,
        sheet: related(parts[sheet], "t9", "threadedComment", "/xl/threadedComments/t1.xml"),
        main: related(parts[main], "p9", "person", "/xl/persons/person.xml")}))
    (point,) = delivery.points[1:]
    assert (point.text, point.replies, point.resolved, point.about) == ("Of 2011.", ("So it is.",), True, ("EV_SKILLS",))
    assert "Łukasz Nowak" in delivery.names and not delivery.leftovers


def test_parts_of_a_workbook_that_are_not_read_are_named() -> None:
    parts = parts_of(form(lambda book: None))
    rels = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="e" Type="{RELATIONS}/%s" Target="%s"/>'
            "</Relationships>")
    others = (("oleObject", "../embeddings/a.bin", "x"), ("drawing", "../drawings/d.xml", "<d><t>zqword</t></d>"),
              ("pivotThing", "../p.xml", "<p><v>zqword</v></p>"))
    for kind, target, content in others:
        name = f"xl/{target.removeprefix('../')}"
        delivery = read(packed({**parts, "xl/worksheets/_rels/sheet1.xml.rels": rels % (kind, target), name: content}))
        assert delivery.leftovers, kind


@pytest.mark.parametrize("code", ["en_GB", "cy", "fr"])
@pytest.mark.parametrize("day", [date(2019, 9, 1), date(2030, 1, 1)])
def test_a_form_as_it_was_given_out_leaves_nothing_over(code: str, day: date, tmp_path: Path) -> None:
    settings = (ROOT / "conf.py").read_text(encoding="utf-8").replace("en_GB", code)
    root = write_book(tmp_path / "book", {"conf.py": settings, "strategy/consultation/consultation.toml": CONSULTATION})
    book = read_book(root)
    with in_language(language_of(root)):
        raw = response_form(book.register, book.consultation, day, book.vocabulary.criteria)
    delivery = read_workbook(raw, "form.xlsx", targets_in(book, root))
    assert (delivery.points, delivery.leftovers, delivery.left_out, delivery.names) == ([], [], [], set())
    assert delivery.remarks == ["The form holds no point."]


def test_words_of_the_form_among_others_and_formulas_of_many_cells_are_kept() -> None:
    def change(book: Any) -> None:
        sheet = book.create_sheet("Ours")
        sheet.append(["Item", "Price"])
        sheet["A2"] = ArrayFormula("A2:B2", "=SUM(C1:C9*D1:D9)")

    (leftover,) = read(form(change)).leftovers
    assert leftover.point is not None and leftover.point.text == "Item | Price\n=SUM(C1:C9*D1:D9)"


def test_a_form_in_strict_open_xml_says_the_same() -> None:
    def strict(content: bytes) -> bytes:
        for known, name in ((b"spreadsheetml/2006/main", b"spreadsheetml/main"),
                            (b"officeDocument/2006/relationships", b"officeDocument/relationships")):
            content = content.replace(b"http://schemas.openxmlformats.org/" + known, b"http://purl.oclc.org/ooxml/" + name)
        return content

    raw = form(another_sheet("visible"))
    assert str(read(packed({name: strict(content) for name, content in parts_of(raw).items()}))) == str(read(raw))


PARTS = parts_of(workbook(("EV_SKILLS", "", "Old.", "", "")))
SHEET, LISTED = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
SECOND = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
          '<c r="A1" t="inlineStr"><is><t>zqword</t></is></c></row></sheetData></worksheet>')


def with_cell(cell: str) -> bytes:
    """A form with one row more, whose point is this cell."""
    row = f'<row r="4"><c r="A4" t="inlineStr"><is><t>EV_SKILLS</t></is></c>{cell}</row></sheetData>'
    return packed({**PARTS, SHEET: PARTS[SHEET].decode().replace("</sheetData>", row)})


@pytest.mark.parametrize(("cell", "point"), [
    ('<c r="C4" t="str"><v>zqword</v></c>', "zqword"),
    ('<c r="C4" t="inlineStr"><is><r><t>zq</t></r><r><t>word</t></r></is></c>', "zqword"),
    ('<c/><c t="inlineStr"><is><t>zqword</t></is></c>', "zqword"),
    ('<c r="C4" t="inlineStr"><is><t>\'zqword</t></is></c>', "'zqword"),
    ('<c r="C4" t="inlineStr"><is><t>zq_x005F_x0041_word</t></is></c>', "zq_x0041_word"),
    ('<c r="C4" t="str"><v>zq_x0041_word_x000D_</v></c>', "zqAword"),
    ('<c r="C4" t="str"><v>_xD83D__xDE00_ _xD83D_ _x0001_!</v></c>', "\U0001F600 \uFFFD  !"),
])
def test_a_text_is_read_however_its_cell_is_written(cell: str, point: str) -> None:
    assert [one.text for one in read_workbook(with_cell(cell), "f.xlsx", TARGETS).points] == ["Old.", point]


@pytest.mark.parametrize("cell", [
    '<c r="C4" t="str"><f>A1</f><v>zqword</v></c>', '<c r="C4" t="str"><f/><v>zqword</v></c>',
    '<c r="C4" t="inlineStr"><v>zqword</v></c>', '<c r="C4"><is><t>zqword</t></is></c>',
    '<c r="C4" t="inlineStr"><v>zqword</v><is><t>x</t></is></c>', '<c r="C4" t="inlineStr"><f>A1</f><is><t>zqword</t></is></c>',
    '<c r="C4" t="inlineStr"><is><t>x</t><rPh sb="0" eb="1"><t>zqword</t></rPh></is></c>',
])
def test_words_that_no_row_has_are_left_over(cell: str) -> None:
    assert [one.text for one in read_workbook(with_cell(cell), "f.xlsx", TARGETS).leftovers if "C4" in one.text] == ["C4: zqword"]


@pytest.mark.parametrize(("listed", "related"), [
    ('<sheet name="zqword" sheetId="7"/>', False), ('<sheet name="Second" sheetId="7"/>', True), ("", True),
])
def test_a_sheet_without_an_id_or_outside_the_list_is_left_over(listed: str, related: bool) -> None:
    rels = PARTS["xl/_rels/workbook.xml.rels"].decode()
    more = f'<Relationship Id="r9" Type="{RELATIONS}/worksheet" Target="worksheets/second.xml"/></Relationships>'
    parts = {**PARTS, LISTED: PARTS[LISTED].decode().replace("</sheets>", f"{listed}</sheets>")}
    if related:
        parts |= {"xl/_rels/workbook.xml.rels": rels.replace("</Relationships>", more), "xl/worksheets/second.xml": SECOND}
    delivery = read_workbook(packed(parts), "f.xlsx", TARGETS)
    assert "zqword" in [one.text for one in delivery.leftovers] and [one.text for one in delivery.points] == ["Old."]
