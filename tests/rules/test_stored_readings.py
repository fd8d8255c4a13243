"""What one command stored of its reading changes nothing of what the next one finds, whatever happened to book and file."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from goldenthread.book import keeping_readings
from goldenthread.model import Problem
from goldenthread.rules import check, check_prose
from tests.books.broken_books import BROKEN
from tests.books.small_book import write_book

FOLDER = "build/.readings"
STYLE = {"strategy/style.toml": "sentence_words = 40\nproselint_off = []\n[words]\nutilise = \"use\"\n"}


def _found(root: Path) -> list[Problem]:
    with keeping_readings(root) as readings:
        return [*check(root, readings), *check_prose(root, readings)]


def _read_anew(root: Path) -> list[str]:
    """The chapters that are read again from their text, although readings are stored."""
    anew: list[str] = []
    with keeping_readings(root) as readings:
        get = readings.get

        def watched(kind: str, name: str, made_from: object, read):  # type: ignore[no-untyped-def]
            def noted():  # type: ignore[no-untyped-def]
                anew.extend([name] if kind == "chapter" else [])
                return read()
            return get(kind, name, made_from, noted)

        readings.get = watched  # type: ignore[method-assign]
        check(root, readings)
    return anew


def _file(root: Path) -> Path:
    return next((root / FOLDER).iterdir())


def test_after_a_change_every_problem_is_found_as_without_what_was_stored(tmp_path: Path) -> None:
    good = write_book(tmp_path / "good", STYLE)
    assert _found(good) == []
    stored = _file(good)
    for number, (name, changes) in enumerate(BROKEN.items()):
        root = write_book(tmp_path / str(number), {**STYLE, **changes})
        (root / FOLDER).mkdir(parents=True)
        shutil.copy(stored, root / FOLDER)
        found = [*check(root), *check_prose(root)]
        assert _found(root) == found, name
        assert _found(root) == found, f"{name}, for the second time"


def test_only_a_chapter_that_changed_is_read_again(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    chapters = _read_anew(root)
    assert {"evidence/people.md", "index.md"} <= {*chapters}
    assert _read_anew(root) == []
    page = root / "evidence/people.md"
    page.write_text(page.read_text() + "\nMore words.\n")
    assert _read_anew(root) == ["evidence/people.md"]
    settings = root / "ubproject.toml"
    settings.write_text(settings.read_text() + "\n# a remark\n")
    assert _read_anew(root) == chapters


@pytest.mark.parametrize("spoilt", [b"", b"SQLite format 3\0 and no more", b"\0" * 5000])
def test_a_file_that_cannot_be_loaded_is_as_none(tmp_path: Path, spoilt: bytes) -> None:
    root = write_book(tmp_path)
    chapters = _read_anew(root)
    _file(root).write_bytes(spoilt)
    assert _read_anew(root) == chapters


def test_content_that_is_not_as_it_was_written_is_read_anew(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    _read_anew(root)
    with closing(sqlite3.connect(_file(root))) as connection, connection:
        connection.execute("UPDATE readings SET content = x'00' WHERE name = 'evidence/people.md'")
    assert _read_anew(root) == ["evidence/people.md"]


def test_a_file_of_other_code_is_never_opened_and_goes(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    chapters = _read_anew(root)
    other = _file(root).rename(root / FOLDER / "0123.sqlite")
    assert _read_anew(root) == chapters
    assert not other.exists()


def test_a_folder_that_may_only_be_read_is_checked_all_the_same(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    (root / "build").write_text("no folder")
    assert _found(root) == []
    assert (root / "build").read_text() == "no folder"


def test_another_command_that_holds_the_file_stops_no_check(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    _found(root)
    with closing(sqlite3.connect(_file(root), isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert _found(root) == []


def test_chapters_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    root = write_book(tmp_path, {"evidence/more.md": "# More\n\nWords.\n"})
    _found(root)
    write_book(root)
    os.remove(root / "evidence/more.md")
    _found(root)
    with closing(sqlite3.connect(_file(root))) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM readings WHERE kind = 'chapter'")}
    assert "evidence/more.md" not in names and "evidence/people.md" in names


def test_what_is_stored_names_no_person(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    _found(root)
    with closing(sqlite3.connect(_file(root))) as connection:
        assert "private" not in {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM readings")}
