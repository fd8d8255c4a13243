"""What a reader may respond to: the book and the pages for its readers, not the guides for who writes or develops."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.site.respond_page import subject_of, subjects
from tests.books.records import register

PAGES = {"index": "Strategy", "evidence/homes": "Homes", "docs/reviewers/map": "Map", "docs/authors/data": "Data",
         "docs/developers/rooms": "Rooms"}
BOOK = replace(register(), titles=PAGES)


def test_the_pages_on_offer_are_the_book_and_those_for_readers() -> None:
    assert [one["name"] for one in subjects(BOOK)] == ["index", "evidence/homes", "docs/reviewers/map"]


@pytest.mark.parametrize(("page", "about"), [
    ("evidence/homes", "evidence/homes"), ("docs/reviewers/map", "docs/reviewers/map"), ("docs/authors/data", ""),
    ("docs/developers/rooms", ""), ("genindex", "")])
def test_a_guide_asks_for_no_response(page: str, about: str) -> None:
    assert subject_of(BOOK, page) == about
