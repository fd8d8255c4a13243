"""Apostrophes at the beginning of a word."""

from __future__ import annotations

import pytest

from goldenthread.site.apostrophes import with_apostrophes


@pytest.mark.parametrize(("text", "written"), [
    ("from '17 to '18", "from \u201917 to \u201918"), ("rock 'n' roll", "rock \u2019n\u2019 roll"), ("'n'", "\u2019n\u2019"),
    ("the '80s firms' share", "the \u201980s firms' share"), ("'Twas so, 'til now", "\u2019Twas so, \u2019til now"),
    ("he said 'no' in '17", "he said 'no' in \u201917"), ("(FY'17/'18)", "(FY'17/\u201918)"),
])
def test_a_shortened_year_or_word_begins_with_an_apostrophe(text: str, written: str) -> None:
    assert with_apostrophes(text) == written


@pytest.mark.parametrize("text", [
    "'17 people said so'", "said 'in 17'", "it's '5 in '2017'", "the 'tissue' sector", "'emerging'"])
def test_quotation_marks_are_left_to_be_paired(text: str) -> None:
    assert with_apostrophes(text) == text
