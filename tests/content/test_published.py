"""The real book as published: nothing here looks at code, only at what a reader gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.books.commands import build_book
from tests.documents.pdf_links import links_followed

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def published() -> Path:
    """The book's output, built if what is there is not up to date."""
    assert build_book(ROOT, ["html", "pdf"]) == 0
    return ROOT / "build"


def test_the_three_pdf_files_are_there_and_every_link_in_them_leads_somewhere(published: Path) -> None:
    names = [path.name for path in (published / "pdf").glob("*.pdf")]
    assert {"d2n2-strategy-2019-12.pdf", "d2n2-strategy-2020-03.pdf", "d2n2-evidence-base.pdf"} <= set(names)
    assert links_followed(published / "pdf") > 500


def test_the_register_holds_every_kind_of_item(published: Path) -> None:
    needs = json.loads((published / "html/needs.json").read_text(encoding="utf-8"))
    items = needs["versions"][needs["current_version"]]["needs"].values()
    assert {item["type"] for item in items} >= {"evidence", "priority", "action", "measure"}


@pytest.mark.parametrize("page", ["index", "strategy/2019-12/index", "strategy/2020-03/index"])
def test_a_first_page_says_that_nothing_was_adopted_or_agreed(published: Path, page: str) -> None:
    text = " ".join((published / f"html/{page}.html").read_text(encoding="utf-8").split())
    assert "not the adopted policy" in text or "not D2N2’s adopted policy" in text or "not D2N2&#8217;s adopted policy" in text
    assert "agreed with Government" in text
