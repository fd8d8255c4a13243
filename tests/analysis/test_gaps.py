"""Numbers that disagree: as authors have recorded it, and as tables of one measure show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.analysis.gaps import conflict_in_words, conflicting_tables, disagreements
from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.model import Register
from goldenthread.rules import check
from tests.books.small_book import CARD, EVIDENCE, TABLE, changed, write_book

OTHER = """
:::{evidence} Two in five are highly skilled, by a survey of firms
:id: EV_FIRMS
:tags: people
:datasets: skills-2018
:confidence: medium
:since: 2020-03
:period: 2018
:geography: North
:differs_from: EV_SKILLS
:difference: Firms say 40%, the table 33%. Firms answer for those who work in the north.

Firms put the share higher.
:::
"""
SECOND = {"evidence/data/firms-2018.toml": CARD.replace("Skilled residents", "Skilled residents, by firms"),
          "evidence/data/firms-2018.csv": TABLE.replace("33.0", "40.0").replace("39.2", "39.21")}


def register(root: Path) -> Register:
    loaded = read_book(root).register
    assert loaded
    return loaded


def test_findings_that_differ_are_listed_once_both_may_be_cited(tmp_path: Path) -> None:
    book = register(write_book(tmp_path, {"evidence/people.md": EVIDENCE + OTHER}))
    assert check(tmp_path) == []
    assert disagreements(book, book.editions["2019-12"]) == ()
    [disagreement] = disagreements(book, book.editions["2020-03"])
    assert [item.id for item in disagreement.findings] == ["EV_FIRMS", "EV_SKILLS"]
    assert disagreement.why.startswith("Firms say 40%")
    assert [item.id for item in disagreement.priorities] == ["M20_PRI_SKILLS"]


def test_a_finding_whose_own_sources_disagree_is_listed_alone(tmp_path: Path) -> None:
    options = ":geography: North\n:difference: One says over 33%.\n"
    book = register(write_book(tmp_path, changed("evidence/people.md", ":geography: North\n", options)))
    [disagreement] = disagreements(book, book.editions["2019-12"])
    assert [item.id for item in disagreement.findings] == ["EV_SKILLS"]


def test_tables_of_one_measure_are_compared_row_by_row_as_far_as_both_are_shown(tmp_path: Path) -> None:
    book = register(write_book(tmp_path, SECOND))
    [conflict] = conflicting_tables(book)
    assert {conflict.one.id, conflict.other.id} == {"firms-2018", "skills-2018"}
    assert (conflict.rows, conflict.first) == (1, ("north", "2018"))
    assert conflict_in_words(book, conflict) == ("40.0% for North, 2018", "33.0%")


def test_tables_of_other_measures_are_not_compared(tmp_path: Path) -> None:
    second = {**SECOND, "evidence/data/firms-2018.toml": CARD.replace("measure = \"Residents", "measure = \"Workers")}
    assert conflicting_tables(register(write_book(tmp_path, second))) == ()


def test_the_command_line_tells_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_book(tmp_path, {**SECOND, "evidence/people.md": EVIDENCE + OTHER})
    assert main(["--root", str(tmp_path), "gaps"]) == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line[:1].isalpha()] == [
        "Weak places, March 2020", "Priorities that rest on little (1)", "Foundations and challenges without a priority (1)",
        "Numbers that disagree (2)", "Findings relied on that are more than three years old (0)",
        "Cautions that bear on a priority (0)", "Findings that support no priority (1)",
        "What was looked for and is not held (0)"]
    text = " ".join(printed.split())
    assert "(EV_FIRMS), against A third of residents in the north are highly skilled (EV_SKILLS): Firms say 40%" in text
    assert "firms-2018 gives 40.0% for North, 2018; skills-2018 gives 33.0%. Rows that differ: 1." in text
