"""The files of a book as text and as checked TOML: what is read, and what is refused at which line."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.text_files import leads_inside, read_text
from goldenthread.book.toml_tables import Table, read_toml, toml_in
from goldenthread.book.web_addresses import is_web_address, link_is_allowed, page_path
from goldenthread.model import Fault
from goldenthread.rules import check
from tests.books.small_book import write_book


def refusal(root: Path, file: str) -> tuple[str, int]:
    with pytest.raises(Fault) as raised:
        read_text(root, file)
    [problem] = raised.value.problems
    assert problem.place.file == file
    return problem.code, problem.place.line


@pytest.mark.parametrize(("raw", "text"), [
    (b"One\ntwo\n", "One\ntwo\n"), (b"One\r\ntwo\rthree", "One\ntwo\nthree"), (b"\xef\xbb\xbfOne", "One"),
    ("Élan\t–".encode(), "Élan\t–"),
    (b"", ""),
])
def test_a_file_is_read_as_utf_8_with_one_kind_of_line_end(raw: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    assert read_text(tmp_path, "a.md") == text


@pytest.mark.parametrize(("raw", "code", "line"), [
    (b"One\ns\xfcd\n", "source.encoding", 2), ("One\n\n\u202eTwo".encode(), "source.sign", 3), (b"One\x07", "source.sign", 1),
    ("One\r\nTwo\u2028".encode(), "source.sign", 2),
])
def test_what_is_no_plain_text_is_refused_at_its_line(raw: bytes, code: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    assert refusal(tmp_path, "a.md") == (code, line)


def test_what_is_no_file_of_the_book_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "book"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "book-2").mkdir()
    (tmp_path / "book-2/a.md").write_text("Outside.", encoding="utf-8")
    (root / "link.md").symlink_to(tmp_path / "book-2/a.md")
    (root / "inside.md").write_text("Inside.", encoding="utf-8")
    (root / "own.md").symlink_to(root / "inside.md")
    assert refusal(root, "gone.md") == ("source.missing", 1)
    assert refusal(root, "folder") == ("source.unreadable", 1)
    assert refusal(root, "link.md") == ("source.outside", 1)
    assert refusal(root, "../book-2/a.md") == ("source.outside", 1)
    assert read_text(root, "own.md") == "Inside."
    assert (leads_inside(root, root / "own.md"), leads_inside(root, root / "link.md")) == (True, False)


TOML = """\
title = "A title"
# note = "a comment"
many = 3
when = 2019-10-18
"quoted" = "x"
list = ["a", "b"]
site = "https://example.org"

[[entry]]
id = "one"

[[entry.inner]]
id = "deep"

[[entry]]
name = "Two"
id = "two words"
"""


def test_values_are_taken_out_of_a_table() -> None:
    table = toml_in("a.toml", TOML)
    assert (table.text_of("title"), table.text_of("when"), table.text_of("none", required=False)) == ("A title", "2019-10-18", "")
    assert (table.whole_number("many"), table.texts("list"), table.texts("none"), table.day("when")) == (3, ("a", "b"),
    (), date(2019, 10, 18))
    assert (table.web_address("site"), table.plain_id("title", "a.b")) == ("https://example.org", "")
    assert [(problem.code, str(problem.place)) for problem in table.problems] == [("a.b", "a.toml:1")]


def test_each_table_of_a_list_knows_its_own_lines() -> None:
    table = toml_in("a.toml", TOML)
    first, second = table.tables("entry")
    assert [str(one.place(key)) for one, key in ((first, "id"), (first, ""), (second, "id"), (second, "none"))] == [
        "a.toml:10", "a.toml:9", "a.toml:17", "a.toml:15"]
    assert [one.text_of("id") for one in (*first.tables("inner"), *second.tables("inner"))] == ["deep"]
    assert str(first.tables("inner")[0].place("id")) == "a.toml:13"
    assert table.tables("none") == []
    second.plain_id("id", "a.id")
    assert [problem.place.line for problem in table.problems] == [17]
    assert str(table.place("quoted")) == "a.toml:5"


def reported(text: str, read: str, *words: object) -> list[tuple[str, int]]:
    table = toml_in("a.toml", text)
    getattr(table, read)(*words)
    return [(problem.code, problem.place.line) for problem in table.problems]


@pytest.mark.parametrize(("text", "read", "code"), [
    ("a = 1", "text_of", "source.kind"), ("b = 1", "text_of", "source.key"), ('a = " "', "text_of", "source.key"),
    ('a = "x\\u0007"', "text_of", "source.sign"), ('a = "x"', "web_address", "source.address"),
    ('a = "x"', "whole_number", "source.kind"), ("a = -1", "whole_number", "source.kind"),
    ("a = true", "whole_number", "source.kind"), ("b = 1", "whole_number", "source.key"), ('a = ""', "day", "source.key"),
    ("b = 1", "day", "source.key"), ('a = "soon"', "day", "source.kind"),
    ('a = "x"', "texts", "source.kind"), ("a = [1]", "texts", "source.kind"), ('a = ["\\u0007"]', "texts", "source.sign"),
    ("a = 1", "tables", "source.kind"), ("a = [1]", "tables", "source.kind"), ("a = [{b = 1}]", "tables", "source.kind"),
])
def test_a_value_of_another_kind_is_reported_at_its_line(text: str, read: str, code: str) -> None:
    assert reported(f"# first\n{text}", read, "a") == [(code, 1 if text.startswith("b") else 2)]


def test_keys_that_nothing_reads_are_reported_with_the_nearest() -> None:
    table = toml_in("a.toml", "title = 1\ntitel = 2\n")
    table.check_keys({"title"})
    assert [str(problem) for problem in table.problems] == [
        "a.toml:2: 'titel' is not a key that is read here. Take it out or correct it. Did you mean 'title'? [source.unknown-key]"]
    many = toml_in("a.toml", "".join(f"k{number} = 1\n" for number in range(30)))
    many.check_keys(())
    assert len(many.problems) == 20


@pytest.mark.parametrize(("text", "line"), [
    ("a = 1\nb = \n", 2), ("a = 1\n\nb", 3), (f"a = {'[' * 5000}", 1), (f"a = {'9' * 5000}", 1), ("a = 1\na = 2", 2),
])
def test_what_is_no_toml_is_refused_at_its_line(text: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Fault) as raised:
        read_toml(tmp_path, "a.toml")
    assert [(problem.code, str(problem.place)) for problem in raised.value.problems] == [("source.toml", f"a.toml:{line}")]


def test_a_table_begins_without_problems_at_the_first_line() -> None:
    assert (Table("a.toml", {}, "").problems, Table("a.toml", {}, "").first_line) == ([], 1)


@pytest.mark.parametrize(("address", "web"), [
    ("https://example.org/a", True), ("HTTP://example.org", True), ("mailto:a@b.uk", True), ("javascript:alert(1)", False),
    ("https://", False), ("https://a b", False), ("https://a<b", False), ("file:///etc", False), ("//example.org", False),
    ("", False),
])
def test_only_the_web_and_mail_are_web_addresses(address: str, web: bool) -> None:
    assert is_web_address(address) is web


@pytest.mark.parametrize(("address", "path"), [
    ("people.md", "evidence/people.md"), ("./people.md#top", "evidence/people.md"), ("../index.md", "index.md"),
    ("../../x.md", None),
    ("/strategy/a.md", "strategy/a.md"), ("a%20b.md", "evidence/a b.md"), ("a\\b.md", None), ("c:x.md", None), ("a%00", None),
    ("", "evidence"),
    ("x" * 256 + ".md", None), ("x/" * 501, None), ("é" * 127 + "x", "evidence/" + "é" * 127 + "x"), ("é" * 128, None),
])
def test_an_address_on_a_page_leads_to_a_path_of_the_book(address: str, path: str | None) -> None:
    assert page_path("evidence/work", address) == path


@pytest.mark.parametrize(("address", "allowed"), [
    ("https://example.org", True), ("#here", True), ("people.md", True), ("people.md#a", True), ("people.html", False),
    ("../../people.md", False), ("javascript:x.md", False),
])
def test_a_link_leads_to_the_web_the_page_or_a_chapter(address: str, allowed: bool) -> None:
    assert link_is_allowed("evidence/work", address) is allowed


def test_a_cache_reads_again_only_what_was_made_from_something_else() -> None:
    cache, read = ReadingCache(), list[str]()

    def reading(text: str) -> str:
        read.append(text)
        return text.upper()

    for made_from in ("a", "a", "b", "a"):
        assert cache.get("chapter", "x.md", made_from, lambda: reading(made_from)) == made_from.upper()  # noqa: B023
    assert read == ["a", "b", "a"]
    assert cache.get("table", "x.md", "a", lambda: "other") == "other"
    with pytest.raises(ZeroDivisionError):
        cache.get("chapter", "y.md", "a", lambda: str(1 // 0))
    assert cache.get("chapter", "y.md", "a", lambda: "now") == "now"


def test_a_folder_that_may_not_be_looked_into_is_the_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, scandir = write_book(tmp_path), os.scandir

    def closed(path: str | os.PathLike[str]) -> object:
        if os.fspath(path).endswith("evidence/data"):
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert [str(problem) for problem in check(root)] == [
        "evidence/data:1: The folder cannot be looked into: Permission denied. See that it is yours, and that you may read it. "
        "[source.unreadable]"]
