"""A respondent's own table: it comes in with its response, is provisional until an editor accepts it, and says whose it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation.intake import IntakeRequest
from goldenthread.data_import import ImportOptions, ImportRequest, run_import_of
from goldenthread.model import Fault
from goldenthread.rules import check
from tests.books.commands import intake
from tests.books.small_book import write_book

SURVEY = b"Skilled residents in our survey, %\nArea,2018\nNorth,31.5\nSouth,40.2\n"
NOTE = b"EV_SKILLS: our survey of 2018 is newer, and finds more. It is in the file skills-survey.csv."


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with a response that brings a survey; the survey is beside the book."""
    root = write_book(tmp_path / "book")
    (tmp_path / "note.txt").write_bytes(NOTE)
    (tmp_path / "skills-survey.csv").write_bytes(SURVEY)
    good, lines = intake(root, IntakeRequest(path=tmp_path / "note.txt", respondent="Shore Trust", received=date(2019, 10, 11)),
                         date(2019, 10, 21))
    assert good, lines
    return root


def response_of(root: Path) -> str:
    return next(one.id for one in read_book(root).register.responses() if one.text("respondent") == "Shore Trust")


def imported(root: Path, *more: str) -> int:
    return main(["--root", str(root), "import", str(root.parent / "skills-survey.csv"), "--name", "skills-survey",
                 "--brought-by", response_of(root), "--licence", "Open Government Licence v3.0, as the Trust says in its letter",
                 "--title", "Skilled residents, by the Trust's survey", "--publication", "Survey of skills",
                 "--measure", "Skilled residents", "--unit", "%", *more])


def codes(root: Path) -> set[tuple[str, bool]]:
    return {(problem.code, problem.advice) for problem in check(root) if "skills-survey" in problem.place.file}


def test_a_survey_comes_in_as_a_table_with_a_card_that_says_who_brought_it(book: Path) -> None:
    assert imported(book, "--owner", "The colleges of the north") == 0
    dataset = read_book(book).register.datasets["skills-survey"]
    assert (dataset.publisher, dataset.released, dataset.url) == ("Shore Trust", "2019-10-11", "")
    assert dataset.brought is not None
    assert dataset.brought.in_words == (f"{response_of(book)}, owned by The colleges of the north, "
                                        "provisional until an editor accepts it")
    assert dataset.cautions[0].startswith(f"Provisional: {response_of(book)} brought it")
    assert [str(row.value) for row in dataset.observations] == ["31.5", "40.2"]
    assert dataset.original is not None and dataset.original.file == "skills-survey.csv"


def test_it_is_provisional_until_an_editor_gives_the_day_on_which_it_was_accepted(book: Path) -> None:
    assert imported(book) == 0
    assert ("data.provisional", False) in codes(book)
    card = book / "evidence/data/skills-survey.toml"
    text = card.read_text(encoding="utf-8")
    assert f'brought = {{by = "{response_of(book)}"}}' in text
    accepted = text.replace(f'by = "{response_of(book)}"', f'by = "{response_of(book)}", accepted = "2020-02-03"')
    card.write_text(accepted, encoding="utf-8")
    assert ("data.provisional", False) not in codes(book)
    dataset = read_book(book).register.datasets["skills-survey"]
    assert not any("Provisional" in caution for caution in dataset.cautions)
    assert dataset.brought is not None and "accepted on 2020-02-03" in dataset.brought.in_words


def test_who_brought_it_has_to_be_a_response_of_the_book(book: Path) -> None:
    before = sorted(path.name for path in (book / "evidence/data").iterdir())
    with pytest.raises(Fault) as refused:
        run_import_of(book, ImportRequest(path=book.parent / "skills-survey.csv", name="skills-survey", options=ImportOptions(),
                                          brought={"by": response_of(book).replace("SHORE", "SHOAR")}))
    assert refused.value.problem.code == "import.brought"
    assert f"Did you mean '{response_of(book)}'?" in refused.value.problem.fix
    assert sorted(path.name for path in (book / "evidence/data").iterdir()) == before
