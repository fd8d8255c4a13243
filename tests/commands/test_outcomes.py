"""What commands come to: a status, problems with their codes, and lines; and nothing is written when there is a problem."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from goldenthread.book import archive_file
from goldenthread.commands.check import check_book, check_responses
from goldenthread.commands.cli import main
from goldenthread.commands.freeze import freeze
from goldenthread.commands.named_parts import edition_called, item_called
from goldenthread.model import Fault, Place, Problem
from goldenthread.system import Outcome, failure, tally_in_words
from tests.books.broken_books import PEOPLE
from tests.books.register_files import north, write
from tests.books.small_book import changed, write_book
from tests.builds.test_outcome import PAGES

WELL = "The rules found no problem."
FAULT = Problem(Place(file="a.md", line=3), "item.title", "No title.", "Write one.")
ADVICE = Problem(Place(file="a.md", line=4), "file.long", "Long.", "Shorten it.", advice=True)


def test_problems_are_printed_before_lines_and_advice_is_marked() -> None:
    outcome = Outcome(status=1, problems=[FAULT, ADVICE], lines=[*tally_in_words([FAULT, ADVICE]), "Nothing was written."])
    assert outcome.printed() == ["a.md:3: No title. Write one. [item.title]", "a.md:4: Long. Shorten it. [file.long] (advice)",
                                 "1 problem, 1 piece of advice.", "Nothing was written."]
    assert tally_in_words([]) == []


def test_a_failure_has_every_problem_of_a_fault_and_says_trouble_with_the_machine_as_a_problem(tmp_path: Path) -> None:
    assert failure(Fault(FAULT, ADVICE), tmp_path).problems == (FAULT, ADVICE)
    full = failure(OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "x.md")), tmp_path, "Nothing was written.")
    assert [problem.code for problem in full.problems] == ["machine.disk-full"]
    assert (full.status, full.lines, full.problems[0].place.file) == (1, ("Nothing was written.",), "x.md")


def test_a_check_says_that_all_is_well_or_how_much_is_not(tmp_path: Path) -> None:
    assert check_book(write_book(tmp_path)) == Outcome(problems=[], lines=[WELL])
    write_book(tmp_path, changed(PEOPLE, ":confidence: high", ":confidence: hihg"))
    outcome = check_book(tmp_path)
    assert (outcome.status, [problem.code for problem in outcome.problems]) == (1, ["item.choice"])
    assert outcome.lines == ["1 problem, 0 pieces of advice."]


def test_prose_is_looked_at_when_asked_for(tmp_path: Path) -> None:
    write_book(tmp_path, changed(PEOPLE, "The share was", "We utilise it. The share was") | {
        "strategy/style.toml": 'sentence_words = 40\nproselint_off = []\n[words]\nutilise = "use"\n'})
    assert check_book(tmp_path).lines == [WELL]
    assert [problem.code for problem in check_book(tmp_path, prose=True).problems] == ["style.word"]


def test_the_responses_alone_are_looked_at_for_personal_data(tmp_path: Path) -> None:
    write_book(tmp_path, {**PAGES, **changed(PEOPLE, ":confidence: high", ":confidence: hihg")})
    outcome = check_responses(tmp_path)
    assert outcome.good
    assert outcome.lines[-1] == "The responses hold no e-mail address and no telephone number."


def test_an_edition_with_a_fault_is_not_frozen(tmp_path: Path) -> None:
    archive = tmp_path / archive_file("2019-12")
    write_book(tmp_path, changed(PEOPLE, ":confidence: high", ":confidence: hihg"))
    outcome = freeze(tmp_path, "2019-12")
    assert (outcome.status, list(outcome.lines)) == (1, ["1 problem, 0 pieces of advice.", "Nothing was frozen."])
    assert not archive.exists()
    write_book(tmp_path)
    assert freeze(tmp_path, "2019-12") == Outcome(lines=[f"Edition 2019-12 is kept in {archive_file('2019-12')}."])
    assert archive.exists()


def test_what_a_command_names_is_found_or_a_fault(tmp_path: Path) -> None:
    from goldenthread.book import read_book

    register = read_book(write_book(tmp_path)).register
    assert item_called(register, "EV_SKILLS").id == "EV_SKILLS"
    assert (edition_called(register, "").id, edition_called(register, "2019-12").id) == ("2020-03", "2019-12")
    with pytest.raises(Fault, match=r"Did you mean 'EV_SKILLS'\? \[asked\.item\]$"):
        item_called(register, "ev_skill")


@pytest.mark.parametrize("command", ["forms", "logs"])
def test_a_file_that_is_written_is_named(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(write_book(tmp_path, PAGES)), command]) == 0
    file, _, words = capsys.readouterr().out.rstrip("\n").partition(" ")
    assert words == "is written." and (tmp_path / file).is_file()


def test_a_rollup_goes_where_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = write(tmp_path / "register.json", north(tmp_path / "north"))
    assert main(["--root", str(tmp_path), "rollup", str(register), "--output", str(tmp_path / "out"), "--title", "North"]) == 0
    assert "<title>North" in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert main(["--root", str(tmp_path), "rollup", str(tmp_path / "nothing")]) == 1
    assert capsys.readouterr().out.endswith("[rollup.missing]\n1 problem. Nothing was written.\n")
