"""The order of a list of publications."""

from __future__ import annotations

from unittest.mock import Mock

import pybtex.database
from pybtex.plugin import find_plugin

from goldenthread.site.incremental.bibliography import STYLE, BibliographyCache

ENTRIES = """
@misc{z, author = {Zed, A.}, title = {Last}, year = {2015}}
@misc{o, author = {Øre, A.}, title = {Money}, year = {2015}}
@misc{p, author = {{Planning Office}}, title = {Plans}, year = {2014}}
@misc{e2, author = {École, A.}, title = {Second}, year = {2016}}
@misc{e1, author = {École, A.}, title = {First}, year = {2016}}
@misc{f, author = {Éire, A.}, title = {Later}, year = {2012}}
@misc{t, author = {{\\'{U}}beda, A.}, title = {Trade}, year = {2010}}
@misc{n, author = {Naylor, A.}, title = {Name}, year = {2011}}
"""


def test_names_with_accents_and_in_braces_stand_where_readers_look_for_them() -> None:
    BibliographyCache().connect(Mock())
    style = find_plugin("pybtex.style.formatting", STYLE)()
    entries = pybtex.database.parse_string(ENTRIES, "bibtex").entries.values()
    assert [entry.key for entry in style.sort(entries)] == ["e1", "e2", "f", "n", "o", "p", "t", "z"]
