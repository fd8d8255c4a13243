"""What the folders of a book may hold, what is missed in them, and what is said of a file that nothing reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.records import FIRST, SECOND
from tests.rules.rule_runs import problems_of


def told(code: str, root: Path, *files: str, **texts: str) -> dict[str, str]:
    """The files that a rule reports, with what is the case and what to do; `texts` are those of Markdown pages of `evidence/`."""
    pages = {**dict.fromkeys(files, ""), **{f"evidence/{name}.md": text for name, text in texts.items()}}
    problems = problems_of(code, root=root, pages=pages)
    assert {problem.place.line for problem in problems} <= {1}
    return {problem.place.file: f"{problem.what} {problem.fix}" for problem in problems}


PICTURES = "png jpg jpeg gif svg PNG"
HELD = {"evidence": f"md toml csv bib {PICTURES}", "strategy": f"md toml csv json {PICTURES}", "docs": f"md toml {PICTURES}"}


@pytest.mark.parametrize("folder", HELD)
def test_a_folder_holds_its_own_kinds_of_files(folder: str, tmp_path: Path) -> None:
    every = ("md", "toml", "csv", "bib", "json", "png", "jpg", "jpeg", "gif", "svg", "txt", "py", "mo", "html", "docx")
    refused = {f"{folder}/a.{ending}" for ending in every if ending not in HELD[folder].split()}
    found = told("file.kind", tmp_path, *(f"{folder}/a.{ending}" for ending in every), f"{folder}/B.PNG")
    # a table in a folder for pages is a publisher's file
    tables = {f"{folder}/a.csv"} & refused
    assert set(found) == refused
    for file in refused - tables:
        assert found[file].startswith(
            f"This is no kind of file that '{folder}' may hold. Take it out; what may be there ends in .md, ")
        assert found[file].endswith(".gif or .svg.")


def test_what_programs_leave_beside_an_open_file_and_an_ending_that_is_told_elsewhere_are_passed_over(tmp_path: Path) -> None:
    beside = ("a~", "#a#", "a.bak", "a.backup", "a.orig", "a.old", "a.swp", "a.tmp", "a.save", "a.autosave", "Thumbs.db",
              "desktop.ini", "A.BAK", "people.md.txt")
    assert told("file.kind", tmp_path, *(f"evidence/{name}" for name in beside), "notes.txt", "evidence/ok.md") == {}
    others = ["evidence/abak", "evidence/Thumbsxdb"]
    assert list(told("file.kind", tmp_path, "evidence/people.md.txt", "evidence/ok.md", *others)) == others


def test_what_a_program_would_run_unasked_may_not_stand_beside_a_book(tmp_path: Path) -> None:
    for name in ("GNUmakefile", "makefile", "docutils.conf", "a.py", "conf.py", "Makefile", "notes.txt", "xdocutils.conf"):
        (tmp_path / name).write_text("", encoding="utf-8")
    for name in ("locales", "needs_templates", "evidence"):
        (tmp_path / name).mkdir()
    found = told("file.kind", tmp_path)
    assert list(found) == ["GNUmakefile", "a.py", "docutils.conf", "locales", "makefile", "needs_templates"]
    assert found["a.py"] == ("'a.py' may not stand beside a book: a program could read or run it without being asked. Take it "
                             "out, or keep it in another folder.")


@pytest.mark.parametrize(("file", "command"), [
    ("strategy/Survey 2018 (final).XLSX", ", and make a table of it: goldenthread import 'Survey 2018 (final).XLSX' "
                                          "--name survey-2018-final"),
    ("docs/jobs.csv", ", and make a table of it: goldenthread import jobs.csv --name jobs"),
    ("docs/jobs.tsv", ", and make a table of it: goldenthread import jobs.tsv --name jobs"),
    ("strategy/a.ods", ", and make a table of it: goldenthread import a.ods --name a"),
    ("strategy/東.xls", ". Save it there as .csv, and make a table of it: goldenthread import '東.csv' --name jobs"),
    *((f"strategy/a.{ending}", ". Save it there as .csv, and make a table of it: goldenthread import a.csv --name a")
      for ending in ("xlsm", "xlsb", "numbers", "parquet", "sav", "dta", "zip")),
])
def test_a_publishers_file_is_answered_with_the_command_that_makes_a_table_of_it(
    file: str, command: str, tmp_path: Path,
) -> None:
    assert told("file.kind", tmp_path, file) == {
        file: f"Nothing of the book reads this file. Keep it outside of the book{command}."}


def test_the_folder_of_data_holds_tables_alone(tmp_path: Path) -> None:
    files = ("a.csv", "a.toml", "raw/b.csv", "c.xlsx", "d.xlsx", "d.toml", "e.csv.csv", "picture.png")
    found = told("data.publisher-file", tmp_path, *(f"evidence/data/{name}" for name in files), "evidence/f.xlsx")
    assert list(found) == ["evidence/data/raw/b.csv", "evidence/data/c.xlsx"]
    assert told("file.kind", tmp_path, "evidence/data/c.xlsx") == {}


def test_a_copy_whose_original_is_gone_is_told_where_the_book_misses_it(tmp_path: Path) -> None:
    lone = "evidence/people.md~"
    words = {lone: "By its name a program kept this of evidence/people.md, and that file is gone. Name it 'people.md' if it "
                   "holds what you want, or take the file back from Git."}
    assert told("file.copy", tmp_path, lone, index="people\n") == words
    assert told("file.copy", tmp_path, lone, index="old-people\npeople-2\npeoples\n") == {}
    assert told("file.copy", tmp_path, lone) == {}
    (tmp_path / "index.md").write_text("evidence/people\n", encoding="utf-8")
    [problem] = problems_of("file.copy", root=tmp_path, pages={lone: "", "index.md": "evidence/people\n"})
    assert problem.place.file == lone
    # a table and its card miss each other
    for gone, other in (("csv", "toml"), ("toml", "csv")):
        assert list(told("file.copy", tmp_path, f"evidence/data/a.{gone}~", f"evidence/data/a.{other}")) == [
            f"evidence/data/a.{gone}~"]
        assert told("file.copy", tmp_path, f"evidence/data/a.{gone}~", f"evidence/data/b.{other}") == {}


def test_an_edition_has_a_chapter_in_its_folder(tmp_path: Path) -> None:
    def missing(*files: str) -> list[tuple[str, str, str]]:
        return [(one.about, one.what, one.fix) for one in problems_of(
            "edition.folder", root=tmp_path, pages=dict.fromkeys(files, ""), editions=[FIRST, SECOND])]

    assert missing("strategy/2019-12/a.md", "strategy/2020-03/b.md") == []
    assert missing("strategy/2019-12/a.md", "strategy/2020-3/b.md", "strategy/2020-03/b.csv", "evidence/2020-03x/c.md") == [
        ("2020-03", "The edition '2020-03' has no chapter in strategy/2020-03.",
         "Write its chapters there, or take the edition out. Did you mean '2020-3'?")]
    # a folder of a date without an edition, told at its first chapter; one of another name, of pictures or elsewhere is let be
    assert missing("strategy/2019-12/a.md", "strategy/2020-03/b.md", "strategy/2021-01/c.md", "strategy/2021-01/b.md",
                   "strategy/2022/a.png", "strategy/notes/a.md", "strategy/consultation/2021/a.md", "evidence/2021-01/a.md") == [
        ("", "No edition has the folder strategy/2021-01.",
         "Add an [[edition]] with id = \"2021-01\" to strategy/editions.toml, or take the folder out.")]
