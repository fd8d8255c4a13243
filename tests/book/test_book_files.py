"""The files of a book: read whole or refused with a problem at its line, and read again only when they have changed."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path

import pytest

from goldenthread.book import (
    ReadingCache,
    Unreadable,
    add_signoff,
    archive_problems,
    read_book,
    read_chapter,
    read_text,
    read_toml,
    with_argument,
    write_archive,
)
from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.book.web_addresses import is_web_address, link_is_allowed, page_path
from goldenthread.model import Fault, Place, Signoff
from tests.books.small_book import changed, write_book


def test_a_book_that_cannot_be_read_gives_every_reason_in_order(tmp_path: Path) -> None:
    write_book(tmp_path, {"ubproject.toml": "[", "evidence/areas.toml": None, "strategy/framework.toml": "title = 1"})
    with pytest.raises(Unreadable) as raised:
        read_book(tmp_path)
    problems = raised.value.problems
    assert [*problems] == sorted(problems)
    assert {(problem.place.file, problem.code) for problem in problems} >= {
        ("evidence/areas.toml", "source.missing"), ("strategy/framework.toml", "source.kind"), ("ubproject.toml", "source.toml")}


def test_a_book_with_one_bad_chapter_is_read_without_it(tmp_path: Path) -> None:
    book = read_book(write_book(tmp_path, {"evidence/people.md": b"# People\n\n\xff\n"}))
    assert [str(problem.place) for problem in book.problems] == ["evidence/people.md:3"]
    assert "D19_PRI_SKILLS" in book.register.items
    assert "EV_SKILLS" not in book.register.items


def test_the_cache_reads_a_file_again_only_when_it_was_made_from_something_else() -> None:
    cache, read = ReadingCache(), list[int]()

    def reading(number: int) -> int:
        read.append(number)
        if number < 0:
            raise ValueError
        return number

    assert [cache.get("chapter", "a", text, lambda: reading(len(read))) for text in ("x", "x", "y", "x")] == [0, 0, 1, 2]
    assert cache.get("dataset", "a", "x", lambda: reading(7)) == 7
    for _ in range(2):
        with pytest.raises(ValueError):
            cache.get("chapter", "b", "x", lambda: reading(-1))
    assert read == [0, 1, 2, 7, -1, -1]


def test_the_picture_of_a_cached_chapter_is_looked_at_each_time(tmp_path: Path) -> None:
    write_book(tmp_path, {"docs/notes.md": "# Notes\n\n![A dot](dot.png)\n", "docs/dot.png": b"-"})
    vocabulary, cache = read_vocabulary(tmp_path), ReadingCache()
    assert read_chapter(tmp_path, "docs/notes.md", vocabulary, cache).problems == []
    (tmp_path / "docs/dot.png").unlink()
    assert [p.code for p in read_chapter(tmp_path, "docs/notes.md", vocabulary, cache).problems] == ["markup.picture"]


@pytest.mark.parametrize(("raw", "text"), [(b"a\r\nb\rc\n", "a\nb\nc\n"), (b"\xef\xbb\xbfa", "a"), (b"", "")])
def test_line_ends_and_marks_of_other_systems_are_put_right(raw: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    assert read_text(tmp_path, "a.md") == text


@pytest.mark.parametrize(("raw", "code", "line"), [
    (b"a\n\xff", "source.encoding", 2), ("a\n\nb\u202ec".encode(), "source.sign", 3), (None, "source.missing", 1)])
def test_a_text_that_cannot_be_read_is_a_problem_at_its_line(raw: bytes | None, code: str, line: int, tmp_path: Path) -> None:
    if raw is not None:
        (tmp_path / "a.md").write_bytes(raw)
    with pytest.raises(Fault) as raised:
        read_text(tmp_path, "a.md")
    assert (raised.value.problem.code, raised.value.problem.place.line) == (code, line)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes of this kind")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(Fault, match="no file but something of the system"):
        read_text(tmp_path, "a.md")


def test_a_toml_table_reports_each_key_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        'title = 1\nnumber = -1\nday = "soon"\nlist = ["a", 2]\naddress = "ftp://a"\ntitel = ""\n\n[[entry]]\nid = "a"\n\n'
        '[[entry]]\nid = "b c"\n', encoding="utf-8")
    table = read_toml(tmp_path, "a.toml")
    assert (table.text_of("title"), table.whole("number"), table.day("day"), table.texts("list")) == ("", 0, date.min, ())
    assert table.web_address("address") == ""
    assert [entry.plain_id("id", "x.id") for entry in table.tables("entry")] == ["a", ""]
    table.check_keys({"title", "number", "day", "list", "address", "entry"})
    assert [(problem.place.line, problem.code) for problem in table.problems] == [
        (1, "source.kind"), (2, "source.key"), (3, "source.key"), (4, "source.kind"), (5, "source.address"), (12, "x.id"),
        (6, "source.unknown-key")]
    assert table.problems[-1].fix.endswith("Did you mean 'title'?")


@pytest.mark.parametrize(("address", "path"), [
    ("people.md", "evidence/people.md"), ("../index.md#a", "index.md"), ("/docs/a%20b.md", "docs/a b.md"),
    ("./a//b.md", "evidence/a/b.md"), ("../../a.md", None), ("c:/a.md", None), ("a\\b.md", None),
    ("a" * 300 + ".md", None), ("%00.md", None)])
def test_an_address_on_a_page_leads_to_a_path_of_the_book_or_nowhere(address: str, path: str | None) -> None:
    assert page_path("evidence/notes.md", address) == path


@pytest.mark.parametrize(("address", "web", "link"), [
    ("https://example.org/a?b", True, True), ("HTTP://example.org", True, True), ("mailto:a@example.org", True, True),
    ("#place", False, True), ("people.md#a", False, True), ("picture.png", False, False), ("javascript:a()", False, False),
    ("https://a b", False, False)])
def test_a_link_leads_to_the_web_a_place_or_a_page(address: str, web: bool, link: bool) -> None:
    assert (is_web_address(address), link_is_allowed("index.md", address)) == (web, link)


SIGNOFF = Signoff(edition="2020-03", item="M20_PRI_SKILLS", role="Skills board", day=date(2020, 3, 20), fingerprint="0" * 12,
                  why='Said "yes" \\ twice', place=Place(file="a.toml", line=1))


def test_a_sign_off_is_added_below_the_others_and_takes_the_place_of_its_own() -> None:
    first = add_signoff("# Kept by the office.\n", SIGNOFF)
    assert first.startswith('# Kept by the office.\n\n[[agreed]]\nitem = "M20_PRI_SKILLS"\nrole = "Skills board"\n'
                            "date = 2020-03-20\n")
    (entry,) = tomllib.loads(first)["agreed"]
    assert (entry["why"], entry["fingerprint"]) == ('Said "yes" \\ twice', "0" * 12)
    other = add_signoff(first.replace("Skills board", "Board of all"), SIGNOFF)
    assert [entry["role"] for entry in tomllib.loads(other)["agreed"]] == ["Board of all", "Skills board"]
    assert add_signoff(other, SIGNOFF) == other


def test_what_changes_after_an_edition_is_frozen_is_a_problem(tmp_path: Path) -> None:
    register = read_book(write_book(tmp_path)).register
    edition = register.editions["2019-12"]
    assert list(archive_problems(tmp_path, register, edition)) == []
    archive = write_archive(tmp_path, register, edition)
    assert list(archive_problems(tmp_path, register, edition)) == []
    write_book(tmp_path, changed("evidence/data/skills-2018.csv", "33.0", "33.1"))
    found = list(archive_problems(tmp_path, read_book(tmp_path).register, edition))
    assert [(problem.code, problem.about) for problem in found] == [("archive.data", "skills-2018")]
    archive.write_text("{}", encoding="utf-8")
    assert [problem.code for problem in archive_problems(tmp_path, register, edition)] == ["archive.unreadable"]


@pytest.mark.parametrize(("line", "after"), [
    (":::{priority} Old", ":::{priority} New"), ("  ````{action}  Old title", "  ````{action} New"), ("~~~ {x}", "~~~ {x} New"),
    (":::{priority}Old", ":::{priority}Old"), ("text", "text")])
def test_a_directive_is_given_another_argument(line: str, after: str) -> None:
    assert with_argument(line, "New") == after
