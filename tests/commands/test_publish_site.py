"""Which files a published page offers, and what they are called."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.commands.publish_site import FILES_MARK, file_in_words, files_as_html, files_of, size_in_words
from tests.books.records import BOOK, FIRST, SECOND, register

EDITIONS = tuple(replace(one, file=f"land-{one.id}") for one in (FIRST, SECOND))
BOOK_OF_LAND = replace(register(editions=EDITIONS), book=replace(BOOK, file="land"))
NAMES = ["land-2019-12.pdf", "land-2020-03.docx", "land-2020-03.pdf", "land-2020-03.zip", "land-agreement-pack-2020-03.pdf",
         "land-evidence-base.pdf", "land-consultation-outcome.docx", "land-response-form.xlsx",
         "chapters/land-2020-03/people.docx", "SHA256SUMS"]


def test_an_edition_offers_its_own_files_and_the_front_page_all_but_the_chapters() -> None:
    assert files_of(BOOK_OF_LAND, NAMES, "2020-03") == [
        "land-2020-03.pdf", "land-2020-03.docx", "land-2020-03.zip", "land-agreement-pack-2020-03.pdf"]
    assert files_of(BOOK_OF_LAND, NAMES, "2019-12") == ["land-2019-12.pdf"]
    assert files_of(BOOK_OF_LAND, NAMES, "evidence") == ["land-evidence-base.pdf"]
    assert files_of(BOOK_OF_LAND, NAMES, "form") == ["land-response-form.xlsx"]
    assert set(files_of(BOOK_OF_LAND, NAMES, "everything")) == {*NAMES} - {"chapters/land-2020-03/people.docx", "SHA256SUMS"}


def test_what_most_readers_want_stands_first() -> None:
    editions = tuple(replace(one, file=f"land-strategy-{one.id}") for one in (FIRST, SECOND))
    land = replace(BOOK_OF_LAND, editions={one.id: one for one in editions})
    names = ["land-2019-12.zip", "land-2020-03.zip", "land-agreement-pack-2020-03.pdf", "land-evidence-base.docx",
             "land-evidence-base.pdf", "land-strategy-2019-12.pdf", "land-strategy-2020-03.docx", "land-strategy-2020-03.pdf"]
    assert files_of(land, names, "everything") == [
        "land-strategy-2020-03.pdf", "land-strategy-2020-03.docx", "land-strategy-2019-12.pdf", "land-evidence-base.pdf",
        "land-evidence-base.docx", "land-agreement-pack-2020-03.pdf", "land-2019-12.zip", "land-2020-03.zip"]


def test_files_are_called_by_what_they_are() -> None:
    assert {name: file_in_words(BOOK_OF_LAND, name) for name in NAMES[:8]} == {
        "land-2019-12.pdf": "2019-12 edition", "land-2020-03.docx": "2020-03 edition", "land-2020-03.pdf": "2020-03 edition",
        "land-2020-03.zip": "Record of the 2020-03 edition, with everything in it",
        "land-agreement-pack-2020-03.pdf": "Pack for agreement, 2020-03 edition", "land-evidence-base.pdf": "Evidence base",
        "land-consultation-outcome.docx": "Report on the consultation",
        "land-response-form.xlsx": "Response form, to be filled in and sent back"}


def test_the_parts_of_a_long_volume_are_offered_in_their_order_and_say_which_they_are() -> None:
    names = [f"land-evidence-base-part-{number:02}.pdf" for number in (1, 2, 10)]
    assert files_of(BOOK_OF_LAND, reversed(names), "evidence") == names
    assert [file_in_words(BOOK_OF_LAND, name) for name in names] == [f"Evidence base, part {number}" for number in (1, 2, 10)]
    assert files_of(BOOK_OF_LAND, ["land-2020-03-part-2.pdf"], "2020-03") == ["land-2020-03-part-2.pdf"]


def test_the_list_leads_to_the_files_from_any_depth_and_says_kind_and_size() -> None:
    html = files_as_html(BOOK_OF_LAND, {"land-evidence-base.pdf": 2_140_000}, "evidence", depth=1)
    assert '<li><a href="../files/land-evidence-base.pdf">Evidence base</a> (PDF, 2.1 MB)</li>' in html
    assert files_as_html(BOOK_OF_LAND, {}, "everything", depth=0) == ""
    assert (size_in_words(12), size_in_words(340_400), size_in_words(999_999)) == ("1 KB", "340 KB", "1000 KB")


def test_the_mark_names_the_part() -> None:
    assert [FILES_MARK.fullmatch(f"<!-- files of {part} -->")[1] for part in ("2020-03", "evidence", "form", "everything")] == [  # type: ignore[index]
        "2020-03", "evidence", "form", "everything"]
