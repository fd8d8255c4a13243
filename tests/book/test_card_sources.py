"""Where a table comes from: the publisher's own page, the copy that was read, what it was made from, and what may be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.analysis import copy_in_words
from goldenthread.book.book_reader import read_book
from goldenthread.model import DataCopy, Dataset
from tests.books.small_book import CARD, TABLE, write_book

COPY = 'copy = { holder = "A library", url = "https://example.org/copy", version = "commit 1a2b3c4", read = "2019-11" }\n'
URL = 'url = "https://example.org/skills"\n'


def tables_of(root: Path, **cards: str) -> dict[str, Dataset]:
    files = {f"evidence/data/{name.replace('_', '-')}.{ending}": text for name, card in cards.items()
             for ending, text in (("toml", card), ("csv", TABLE))}
    return dict(read_book(write_book(root, files)).register.datasets)


def test_a_card_names_the_copy_that_was_read_where_the_publishers_page_is_not_known(tmp_path: Path) -> None:
    table = tables_of(tmp_path, other=CARD.replace(URL, COPY))["other"]
    assert table.publisher_page == ""
    assert table.copy == DataCopy(holder="A library", url="https://example.org/copy", version="commit 1a2b3c4", read="2019-11")
    assert copy_in_words(table.copy) == "A library, commit 1a2b3c4, read in November 2019"


def test_a_card_may_name_both(tmp_path: Path) -> None:
    table = tables_of(tmp_path, other=CARD + COPY)["other"]
    assert table.copy is not None
    assert (table.publisher_page, table.copy.url) == ("https://example.org/skills", "https://example.org/copy")


@pytest.mark.parametrize(("read", "words"), [
    ("2019", "A, read in 2019"), ("2019-11-28", "A, read on 28 November 2019"), ("", "A")])
def test_a_copy_in_words_says_when_it_was_read_as_far_as_that_is_known(read: str, words: str) -> None:
    assert copy_in_words(DataCopy(holder="A", url="https://example.org", read=read)) == words


def test_cautions_are_inherited_from_all_that_a_table_was_made_from_each_once(tmp_path: Path) -> None:
    tables = tables_of(
        tmp_path, first=CARD + 'cautions = ["Rounded.", "A survey."]\n',
        second=CARD + 'made_from = ["first"]\ncautions = ["Sums of rows.", "Rounded."]\n',
        third=CARD + 'made_from = ["second", "skills-2018"]\n')
    assert tables["first"].cautions == ("Rounded.", "A survey.")
    assert tables["second"].cautions == ("Sums of rows.", "Rounded.", "A survey.")
    assert tables["third"].cautions == ("Sums of rows.", "Rounded.", "A survey.")


def test_tables_that_are_made_from_each_other_end_the_search(tmp_path: Path) -> None:
    tables = tables_of(tmp_path, first=CARD + 'made_from = ["second"]\ncautions = ["One."]\n',
                       second=CARD + 'made_from = ["first"]\ncautions = ["Two."]\n')
    assert (tables["first"].cautions, tables["second"].cautions) == (("One.", "Two."), ("Two.", "One."))


@pytest.mark.parametrize("licence", [
    "No licence stated", "Numbers quoted with acknowledgement; no licence stated", "Licence not known", "Licence unclear",
    "Check the terms of the page", "No known licence", "All rights reserved",
    "CC BY-SA for some rows; the terms of others are not known",
])
def test_a_table_without_a_known_licence_is_not_published_unseen(licence: str, tmp_path: Path) -> None:
    book = read_book(write_book(tmp_path, {"evidence/data/skills-2018.toml": CARD.replace('licence = "Open"',
                                                                                          f'licence = "{licence}"')}))
    assert [problem.code for problem in book.problems] == ["data.licence"]


def test_a_caution_to_look_at_the_terms_says_that_the_table_may_not_be_free(tmp_path: Path) -> None:
    card = CARD.replace('licence = "Open"', 'licence = "Open list"\ncautions = ["Check the terms of the list first."]')
    assert "cautions" in card
    book = read_book(write_book(tmp_path, {"evidence/data/skills-2018.toml": card}))
    assert [(problem.code, "Check the terms of the list first." in problem.what) for problem in book.problems] == [
        ("data.licence", True)]


@pytest.mark.parametrize("licence", ["Open Government Licence v3.0", "CC BY 4.0 (HESA open data)", "Open Parliament Licence"])
def test_a_table_with_a_licence_may_be_published(licence: str, tmp_path: Path) -> None:
    book = read_book(write_book(tmp_path, {"evidence/data/skills-2018.toml": CARD.replace('licence = "Open"',
                                                                                          f'licence = "{licence}"')}))
    assert (book.problems, book.register.datasets["skills-2018"].cited_only) == ((), False)
