"""Slugs: the short forms by which sentences name a dimension's value, and files their subject."""

from __future__ import annotations

import pytest

from goldenthread.model import alphabetical, file_slug, slug


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


def test_names_are_sorted_as_a_reader_looks_for_them() -> None:
    names = ["Zone", "\u00c9vreux", "alba", "Alba", "\u0141\u00f3d\u017a", "\u00c6gir", "\u00d8rsted", "Ely", "Lyme", "Old"]
    assert sorted(names, key=alphabetical) == [
        "\u00c6gir", "Alba", "alba", "Ely", "\u00c9vreux", "\u0141\u00f3d\u017a", "Lyme", "Old", "\u00d8rsted", "Zone"]


def test_letters_that_unicode_does_not_take_apart_are_sorted_by_their_plain_ones() -> None:
    assert [alphabetical(name)[0] for name in "æœøłđðþé"] == ["ae", "oe", "o", "l", "d", "d", "th", "e"]
    assert alphabetical("Épinal") == ("epinal", "Épinal")
