"""Slugs: the short forms by which sentences name a dimension's value, and files their subject."""

from __future__ import annotations

import pytest

from goldenthread.model import file_slug, slug


@pytest.mark.parametrize(("words", "short"), [
    ("Industry and commercial", "industry-and-commercial"), ("Aged 16/24", "aged-16/24"), ("65+", "65+"), ("NVQ 4.5", "nvq-4.5"),
    ("Łódź & Köln", "łódź-köln"), (" - ", ""),
])
def test_a_slug_keeps_the_letters_of_any_script(words: str, short: str) -> None:
    assert slug(words) == short


@pytest.mark.parametrize(("name", "short"), [
    ("North Vale", "north-vale"), ("Côte d'Or", "cote-d-or"), ("St. Mary's & Co.", "st-mary-s-co"), ("東京", ""),
    ("2020 Board", "2020-board"), ("a" * 70, "a" * 60), ("a" * 59 + " b", "a" * 59),
])
def test_a_slug_for_a_file_is_short_and_of_plain_letters(name: str, short: str) -> None:
    assert file_slug(name) == short
