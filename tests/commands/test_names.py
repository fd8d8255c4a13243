"""Commands about names: what can be written is listed, an id is changed everywhere at once, and a check can be of one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.model import Place, Problem
from goldenthread.rules import check
from goldenthread.system import problem_lines
from tests.books.broken_books import CSV, DRAFT, FINAL, PEOPLE
from tests.books.small_book import TABLE, changed, write_book

Capture = pytest.CaptureFixture[str]


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), *arguments])


def test_an_id_is_changed_in_every_file_that_names_it(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    before = {file: (root / file).read_text(encoding="utf-8") for file in (PEOPLE, DRAFT, FINAL)}
    assert run(root, "rename", "EV_SKILLS", "EV_HIGH_SKILLS", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Nothing was changed." in said
    assert {file: (root / file).read_text(encoding="utf-8") for file in before} == before
    assert run(root, "rename", "EV_SKILLS", "EV_HIGH_SKILLS") == 0
    assert capsys.readouterr().out.split("\n")[:-2] == said.split("\n")[:-2]
    items = read_book(root).register.items
    assert "EV_SKILLS" not in items
    assert items["EV_HIGH_SKILLS"].place.file == PEOPLE
    assert check(root) == []


@pytest.mark.parametrize(("old", "new", "code"), [
    ("EV_SKILS", "EV_X", "[rename.item]"), ("EV_SKILLS", "ev skills", "[rename.id]"),
    ("EV_SKILLS", "M20_PRI_SKILLS", "[rename.id]")])
def test_what_cannot_be_renamed_is_said_and_nothing_changes(
    old: str, new: str, code: str, tmp_path: Path, capsys: Capture
) -> None:
    root = write_book(tmp_path)
    before = (root / PEOPLE).read_bytes()
    assert run(root, "rename", old, new) == 1
    assert code in capsys.readouterr().out
    assert (root / PEOPLE).read_bytes() == before


def test_an_id_of_a_frozen_edition_stays(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path)
    assert run(root, "freeze", "2019-12") == 0
    assert run(root, "rename", "D19_PRI_SKILLS", "D19_PRI_OTHER") == 1
    assert "[rename.frozen]" in capsys.readouterr().out


@pytest.mark.parametrize(("what", "first", "count"), [
    (("areas",), "north", 3), (("areas", "country"), "land", 1), (("ids", "gap"), "", 0), (("tables",), "skills-2018", 1),
    (("periods", "skills-2018"), "2018", 1),
    (("ids", "evidence"), "EV_SKILLS", 1), (("ids", "2020-03"), "M20_PRI_SKILLS", 3), (("tags",), "people", 2),
    (("editions",), "2019-12", 2)])
def test_names_are_listed(what: tuple[str, ...], first: str, count: int, tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path), "list", *what) == 0
    rows = capsys.readouterr().out.splitlines()
    if not count:
        assert rows == ["There is none."]
    else:
        assert any(row.split()[0] == first for row in rows)
        assert len(rows) >= count


def test_a_table_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path), "list", "periods", "skills-2019") == 1
    assert capsys.readouterr().out == (
        "skills-2019: There is no table 'skills-2019'. Name one, as in 'list periods population-2018'. "
        "Did you mean 'skills-2018'? [asked.table]\n")


def test_a_check_of_one_file_tells_of_that_file(tmp_path: Path, capsys: Capture) -> None:
    root = write_book(tmp_path, {**changed(PEOPLE, ":confidence: high", ":confidence: huge"), CSV: TABLE.replace("33.0", "x")})
    assert run(root, "check", PEOPLE) == 1
    said = capsys.readouterr().out
    assert "[item.choice]" in said
    assert said.count("data.number") == 1
    assert "1 message about other files not shown.\n" in said
    assert said.endswith("What could not be read elsewhere may hide problems here: evidence/data/skills-2018.csv:3: 'x' is not a "
                         "number. Write plain digits ('34.1'), or leave the row out. [data.number]\n")
    assert run(root, "check", str(root / DRAFT)) == 0
    assert run(root, "check", "evidence/none.md") == 1
    assert "[asked.file]" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "said"), [
    (("areas", "distrct"), "list areas: 'distrct' does not narrow this list. Leave it out, or give one of: district, country. "
     "Did you mean 'district'? [asked.narrowing]"),
    (("ids", "2020-3"), "Did you mean '2020-03'? [asked.narrowing]"),
    (("tags", "people"), "list tags: This list is not narrowed, and 'people' was given. Leave it out. [asked.narrowing]")])
def test_a_list_that_cannot_be_narrowed_so_says_by_what_it_can(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture
) -> None:
    assert run(write_book(tmp_path), "list", *arguments) == 1
    assert said in capsys.readouterr().out


def test_all_problems_are_kept_and_never_those_of_an_earlier_check(tmp_path: Path, capsys: Capture) -> None:
    unknown = "".join(f"E{number:05},2018,1\n" for number in range(3_000))
    root = write_book(tmp_path, {**changed(PEOPLE, ":confidence: high", ":confidence: huge"), CSV: TABLE + unknown})
    kept = root / "build/problems.txt"
    assert run(root, "check") == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == (f"{CSV}:6: 'E00000' is not an area of evidence/areas.toml. The like is wrong in 2,999 more rows, "
                          "first on lines 7, 8 and 9. Use an id from there, or declare the area. [data.area]")
    assert kept.read_text(encoding="utf-8").splitlines() == printed[:2]
    assert run(root, "check", "--format", "json") == 1
    assert capsys.readouterr().out.count('"data.area"') == 1
    write_book(root)
    assert run(root, "check") == 0
    assert kept.read_text(encoding="utf-8") == "The rules found no problem.\n"


def test_a_terminal_shows_twenty_lines_of_however_many_kinds() -> None:
    many = [Problem(Place(file="a.md", line=line), f"kind.{line % kinds}", "It is so.", "Mend it.") for kinds in (1, 5, 40)
            for line in range(100)]
    for start in (0, 100, 200):
        assert len(problem_lines(many[start:start + 100])) <= 20
    assert problem_lines(many[200:])[-2:] == ["… and 82 lines more.", "All 100 are in build/problems.txt."]
    assert problem_lines(many[:100])[1] == "    99 more of this kind, at a.md:1, a.md:2, a.md:3 and 96 more places."
