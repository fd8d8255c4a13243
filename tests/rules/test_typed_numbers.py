"""A number that an author types in a title is held against the text by the signs of the book's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.rules import check
from tests.books.small_book import ROOT, changed, write_book


@pytest.mark.parametrize(("language", "number", "advised"), [
    ("fr", "33,0 %", False), ("fr", "45,0 %", True), ("en_GB", "33,0 %", True), ("en_GB", "33.0%", False)])
def test_a_typed_number_is_read_as_its_language_writes_it(language: str, number: str, advised: bool, tmp_path: Path) -> None:
    settings = (ROOT / "conf.py").read_text(encoding="utf-8").replace("en_GB", language)
    root = write_book(tmp_path / "book", {"conf.py": settings, **changed(
        "evidence/people.md", "A third of residents in the north are highly skilled", f"{number} of residents are skilled")})
    assert any(problem.code == "value.by-hand" for problem in check(root)) == advised
