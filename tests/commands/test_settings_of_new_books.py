"""A new book begins with the settings of the project's own."""

from __future__ import annotations

import pytest

from goldenthread.commands.new.book_files import BOOK, SETTINGS
from tests.books.small_book import ROOT


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_of_a_new_book_are_those_of_the_project(name: str) -> None:
    assert (BOOK / name).read_bytes() == (ROOT / name).read_bytes(), f"copy {name} into goldenthread/commands/new/book"
