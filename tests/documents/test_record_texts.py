"""What the record of an edition says of itself, and which printed files belong to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.documents.record import is_of_edition
from goldenthread.documents.record.record_readme import WIDTH, contents, readme, start_page
from goldenthread.model import Register
from tests.books.records import BOOK, FIRST, SECOND, dataset, edition, register

FILES = ["lists/areas.toml", "docx/chapters/land-people.docx", "docx/land.docx", "html/id/EV.html", "html/index.html",
         "pdf/land.pdf", "pdf/land-evidence-base.pdf", "register/register.csv"]


@pytest.fixture
def book() -> Register:
    tables = [dataset("one", "north 2018 1"), dataset("two", "north 2018 2"), dataset("three", "north 2018 3", licence="Crown")]
    made = register(tables=tables)
    return replace(made, book=replace(BOOK, title="Land & <sea>", note="A note of\n  two lines."))


def test_the_text_has_line_ends_for_every_editor_and_short_lines(book: Register) -> None:
    text = readme(book, SECOND, FILES, frozen=True)
    assert text.count("\n") == text.count("\r\n") and text.endswith("\r\n")
    # what is to be typed stays in one line
    assert all(len(line) <= WIDTH for line in text.split("\r\n") if not line.startswith("    "))
    assert text.startswith("Land & <sea>\r\n2020-03 edition\r\n")
    assert "Status: Draft. Dated 31 March 2020. Published by: The partnership." in text
    assert "A note of two lines." in text


def test_licences_are_counted_the_commonest_first(book: Register) -> None:
    assert "     2  Open\r\n     1  Crown\r\n" in readme(book, SECOND, FILES, frozen=True)


def test_the_contents_count_what_is_there(book: Register) -> None:
    parts = dict(contents(book, SECOND, FILES, frozen=False))
    assert parts["data/html"].startswith("The whole web site, 2 files. It is one for all editions (also: 2019-12 edition)")
    assert parts["data/pdf"].endswith("printed: land.pdf, land-evidence-base.pdf.")
    assert parts["data/docx"].startswith("The same as Word files, 2 of them")
    assert parts["data/frozen"].startswith("Not here")
    assert dict(contents(book, SECOND, FILES, frozen=True))["data/frozen"].startswith("What the edition's items said")
    one = replace(book, editions={FIRST.id: FIRST})
    assert "for all editions" not in dict(contents(one, FIRST, FILES, frozen=True))["data/html"]


def test_the_start_page_leads_to_whole_files_and_escapes_its_words(book: Register) -> None:
    page = start_page(book, SECOND, FILES)
    assert "<h1>Land &amp; &lt;sea&gt;: 2020-03 edition</h1>" in page
    assert "A note of two lines." in page
    assert [f'href="{target}"' in page for target in (
        "data/html/strategy/2020-03/index.html", "data/pdf/land.pdf", "data/docx/land.docx", "data/register/register.csv",
        "README.txt", "data/docx/chapters/land-people.docx", "data/lists/areas.toml")] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(("file", "first", "second"), [
    ("2019-12.pdf", True, False), ("2020-03-people.docx", False, True), ("land-agreement-pack-2020-03.pdf", False, True),
    ("land-evidence-base.pdf", True, True)])
def test_a_file_belongs_to_the_edition_that_it_names(file: str, first: bool, second: bool) -> None:
    editions = [FIRST, SECOND]
    assert [is_of_edition(file, one, editions) for one in editions] == [first, second]


def test_the_longest_name_decides_where_one_begins_another() -> None:
    short, long = edition("2020-03"), edition("2020-03-final")
    assert not is_of_edition("2020-03-final.pdf", short, [short, long])
    assert is_of_edition("2020-03-final.pdf", long, [short, long])
