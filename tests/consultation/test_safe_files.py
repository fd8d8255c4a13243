"""Files from outside: what is refused by kind, size, nesting and name, and what just passes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.consultation.intake import safe_files
from goldenthread.consultation.intake.safe_files import Package, kind_by_content, read_file
from goldenthread.consultation.intake.workbook_rows import MOST_COLUMNS, MOST_ROWS, Formula, rows_of_workbook
from goldenthread.model import Fault
from tests.books.intake_files import EXTERNAL, PIECE, packed, with_parts, workbook

MAIN = "word/document.xml"


def refused(make: Callable[[], object]) -> str:
    """The code of the problem with which something is refused."""
    with pytest.raises(Fault) as raised:
        make()
    return raised.value.problem.code.removeprefix("intake.")


def package(raw: bytes, suffix: str = ".docx") -> Package:
    return Package(raw, f"a{suffix}", suffix)


@pytest.mark.parametrize(("raw", "kind"), [
    (b"\x89PNG\r\n", "a PNG picture"), (b"%PDF-1.7", "a PDF file"), (b"PK\x03\x04", "a zip file"), (b"MZ", "a program"),
    (b"{\\rtf1", "an RTF text"), (b"words", ""), (b"", "")])
def test_a_file_is_known_by_its_first_bytes(raw: bytes, kind: str) -> None:
    assert kind_by_content(raw) == kind


def test_a_file_may_have_50_mb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_files, "FILE_BYTES", 3)
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert read_file(path, "a.txt") == b"abc"
    path.write_bytes(b"abcd")
    assert refused(lambda: read_file(path, "a.txt")) == "too-large"
    assert refused(lambda: read_file(tmp_path / "b.txt", "b.txt")) == "unreadable"
    monkeypatch.setattr(safe_files, "FILE_BYTES", 10**6)
    assert refused(lambda: read_file(tmp_path, "a")) == "unreadable"


@pytest.mark.parametrize(("raw", "suffix", "code"), [
    (b"words", ".docx", "kind"), (b"\x89PNG", ".xlsx", "kind"), (safe_files.OLE + b"x", ".docx", "password"),
    (b"PK but no zip", ".docx", "damaged"), (PIECE[:-30], ".docx", "damaged"), (PIECE, ".xlsx", "kind"),
    (packed({"other.xml": "<a/>"}), ".docx", "kind"),
    *((packed({MAIN: "<a/>", name: "x"}), ".docx", "unsafe") for name in ("/etc/x", "../x", "a/../../x", "C:x", "a\\x")),
    *((packed({MAIN: "<a/>", name: "x"}), ".docx", "macros") for name in (
        "word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml", "word/activeX/a.bin")),
])
def test_what_is_no_safe_package_is_refused(raw: bytes, suffix: str, code: str) -> None:
    assert refused(lambda: package(raw, suffix)) == code


def test_a_part_that_stands_in_a_package_twice_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr(MAIN, "<a/>")
        file.writestr(MAIN, "<b/>")
    assert refused(lambda: package(stream.getvalue())) == "unsafe"


def test_an_encrypted_part_is_refused() -> None:
    raw = bytearray(packed({MAIN: "<a/>"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert refused(lambda: package(bytes(raw))) == "password"


def test_a_package_may_unpack_to_100_times_its_size_once_that_is_more_than_10_mb(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = packed({MAIN: bytes(2000)})
    monkeypatch.setattr(safe_files, "ALWAYS_ALLOWED_BYTES", 2000)
    assert package(raw).has(MAIN)
    monkeypatch.setattr(safe_files, "ALWAYS_ALLOWED_BYTES", 0)
    monkeypatch.setattr(safe_files, "MOST_COMPRESSION", 2000 / len(raw))
    assert package(raw).has(MAIN)
    monkeypatch.setattr(safe_files, "MOST_COMPRESSION", 1999 / len(raw))
    assert refused(lambda: package(raw)) == "too-large"


def test_a_package_has_bounds_of_size_and_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = packed({MAIN: "<a/>", "b": "", "c": ""})
    monkeypatch.setattr(safe_files, "MOST_PARTS", 3)
    assert package(raw).parts == [MAIN, "b", "c"]
    monkeypatch.setattr(safe_files, "MOST_PARTS", 2)
    assert refused(lambda: package(raw)) == "too-large"
    monkeypatch.setattr(safe_files, "MOST_PARTS", 3)
    monkeypatch.setattr(safe_files, "UNPACKED_BYTES", 3)
    assert refused(lambda: package(raw)) == "too-large"


@pytest.mark.parametrize(("content", "code"), [
    ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unsafe"), ("<!DOCTYPE a><a/>", "unsafe"), ("<a>", "damaged"), ("", "damaged"),
    ("<a/><b/>", "damaged")])
def test_a_part_that_is_no_safe_xml_is_refused(content: str, code: str) -> None:
    assert refused(lambda: list(package(packed({MAIN: content})).elements(MAIN))) == code


def test_a_part_may_be_nested_500_deep() -> None:
    deepest = package(packed({MAIN: "<a>" * 500 + "</a>" * 500}))
    assert sum(event == "start" for event, _ in deepest.elements(MAIN)) == 500
    assert refused(lambda: list(package(packed({MAIN: "<a>" * 501 + "</a>" * 501})).elements(MAIN))) == "unsafe"


def test_the_elements_of_a_part_come_in_order_with_their_texts() -> None:
    events = [(event, element.tag, element.text) for event, element in package(packed({MAIN: "<a>x<b>y</b></a>"})).elements(MAIN)
             if event == "end"]
    assert events == [("end", "b", "y"), ("end", "a", "x")]


def test_links_that_are_fetched_on_opening_are_counted_and_those_to_click_are_not() -> None:
    assert package(PIECE).outside_links() == 0
    assert package(with_parts(PIECE, word___rels__settings_xml_rels=EXTERNAL)).outside_links() == 1
    clicked = EXTERNAL.replace("attachedTemplate", "hyperlink")
    assert package(with_parts(PIECE, word___rels__settings_xml_rels=clicked)).outside_links() == 0


# workbooks, which openpyxl reads


def test_the_rows_of_a_workbook_with_their_numbers_and_formulas_as_written() -> None:
    rows = rows_of_workbook(workbook(("EV_A", 2018, "=1+1"), (None,), (True, 0.5)), "a.xlsx")
    [sheet] = rows.values()
    assert [(number, list(cells)[:3]) for number, cells in sheet[2:]] == [(3, ["EV_A", 2018, "=1+1"]), (5, [True, 0.5, None])]
    assert [type(cell) for cell in sheet[2][1][:3]] == [str, int, Formula]


def test_no_more_of_a_workbook_is_read_than_its_bounds() -> None:
    wide = workbook(tuple(range(1, MOST_COLUMNS + 5)))
    [sheet] = rows_of_workbook(wide, "a.xlsx").values()
    assert len(sheet[-1][1]) == MOST_COLUMNS
    long = workbook(*((number,) for number in range(MOST_ROWS + 10)))
    [sheet] = rows_of_workbook(long, "a.xlsx").values()
    assert sheet[-1][0] == MOST_ROWS + 1


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_refused(part: str) -> None:
    raw = with_parts(workbook(("EV_A",)), **{part.replace("/", "__").replace(".", "_"): "<a>"})
    assert refused(lambda: rows_of_workbook(raw, "a.xlsx")) == "damaged"
