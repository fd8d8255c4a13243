"""A book as a whole: what keeps it from being read, what is looked at each time, and what is kept of it."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path

import pytest

from goldenthread.book import (
    ReadingCache,
    SavedTexts,
    Unreadable,
    add_signoff,
    archive_problems,
    read_book,
    read_chapter,
    read_text,
    reading_unsaved,
    with_argument,
    write_archive,
)
from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.model import Fault, Place, Signoff
from tests.books.constructs import png
from tests.books.small_book import changed, small_book, write_book


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


def test_the_picture_of_a_cached_chapter_is_looked_at_each_time(tmp_path: Path) -> None:
    write_book(tmp_path, {"docs/notes.md": "# Notes\n\n![A dot](dot.png)\n", "docs/dot.png": png(9, 9)})
    vocabulary, cache = read_vocabulary(tmp_path), ReadingCache()
    assert read_chapter(tmp_path, "docs/notes.md", vocabulary, cache).problems == []
    (tmp_path / "docs/dot.png").unlink()
    assert [p.code for p in read_chapter(tmp_path, "docs/notes.md", vocabulary, cache).problems] == ["markup.picture"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes of this kind")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(Fault, match="no file but something of the system"):
        read_text(tmp_path, "a.md")


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
    problems = list(archive_problems(tmp_path, read_book(tmp_path).register, edition))
    assert [(problem.code, problem.about) for problem in problems] == [("archive.data", "skills-2018")]
    archive.write_text("{}", encoding="utf-8")
    assert [problem.code for problem in archive_problems(tmp_path, register, edition)] == ["archive.unreadable"]


@pytest.mark.parametrize(("line", "after"), [
    (":::{priority} Old", ":::{priority} New"), ("  ````{action}  Old title", "  ````{action} New"), ("~~~ {x}", "~~~ {x} New"),
    (":::{priority}Old", ":::{priority}Old"), ("text", "text")])
def test_a_directive_is_given_another_argument(line: str, after: str) -> None:
    assert with_argument(line, "New") == after


def test_a_text_that_is_not_saved_is_read_in_place_of_its_file(tmp_path: Path) -> None:
    write_book(tmp_path)
    typed = {"evidence/people.md": small_book()["evidence/people.md"].replace("EV_SKILLS", "EV_LEARNING").replace("\n", "\r\n"),
             "evidence/new.md": "# New\n", "elsewhere/notes.md": "# Notes\n"}
    with reading_unsaved(typed):
        register = read_book(tmp_path).register
    assert "EV_LEARNING" in register.items and "EV_SKILLS" not in register.items
    assert register.titles["evidence/new"] == "New"
    assert "elsewhere/notes" not in register.titles
    assert "EV_SKILLS" in read_book(tmp_path).register.items


def test_a_text_that_is_not_saved_is_held_to_what_every_text_is(tmp_path: Path) -> None:
    write_book(tmp_path)
    with reading_unsaved({"evidence/people.md": "# People\n\nA\x00b\n"}), pytest.raises(Fault, match="invisible character"):
        read_text(tmp_path, "evidence/people.md")


def test_a_saved_text_that_changes_is_read_again(tmp_path: Path) -> None:
    write_book(tmp_path)
    saved, file = SavedTexts(), tmp_path / "evidence/people.md"
    with reading_unsaved({}, saved):
        first = read_text(tmp_path, "evidence/people.md")
        assert read_text(tmp_path, "evidence/people.md") is first
        file.write_text("# People\n\nMore.\n", encoding="utf-8")
        assert read_text(tmp_path, "evidence/people.md").endswith("More.\n")
        file.unlink()
        with pytest.raises(Fault, match="does not exist"):
            read_text(tmp_path, "evidence/people.md")
