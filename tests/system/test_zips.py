"""Zip files: the same parts give the same bytes, wherever and whenever they are packed."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import pytest

from goldenthread.system import repack, zip_of

PARTS = [("b/two.txt", b"Two."), ("a/eins \u00e4.png", b"\x89PNG" + bytes(500)), ("empty", b"")]


def test_a_zip_holds_its_parts_in_their_order() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_of(PARTS))) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == PARTS
        assert archive.testzip() is None


@pytest.mark.parametrize(("day", "dated"), [
    (date(2020, 3, 31), (2020, 3, 31, 0, 0, 0)), (date(1980, 1, 1), (1980, 1, 1, 0, 0, 0)),
    (date(1895, 6, 30), (1980, 1, 1, 0, 0, 0)),  # before any day that a zip can name
])
def test_every_part_has_the_day_that_was_asked_for(day: date, dated: tuple[int, ...]) -> None:
    with zipfile.ZipFile(io.BytesIO(zip_of(PARTS, day))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {dated}


def test_nothing_of_the_hour_or_the_machine_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first = zip_of(PARTS)
    monkeypatch.setattr(time, "localtime", lambda *_at: time.struct_time((2031, 5, 6, 7, 8, 9, 0, 0, 0)))
    monkeypatch.setattr("sys.platform", "win32")
    assert zip_of(iter(PARTS)) == first


def test_what_a_library_packed_is_packed_again_without_its_marks() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:  # stored, with this hour and this system
        for name, content in PARTS:
            archive.writestr(name, content)
    assert repack(stream.getvalue()) == zip_of(PARTS)
    changed = repack(stream.getvalue(), lambda name, content: content.upper() if name.endswith(".txt") else content)
    assert changed == zip_of([("b/two.txt", b"TWO."), *PARTS[1:]])
