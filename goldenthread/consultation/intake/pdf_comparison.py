"""The pages of a printed file that came back compared with what was given out: what was written onto them, or taken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate

import pypdfium2

from goldenthread.analysis import words_changed
from goldenthread.consultation.intake.pdf_marks import Spot
from goldenthread.consultation.intake.points import fold
from goldenthread.documents import PrintedPage, printed_pages

CONTEXT = 8
"""How many words before and after a change are quoted with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageEdit:
    """Words of a page that differ from those given out, the words around them, and where they stand."""

    deleted: str
    inserted: str
    quoted: str
    spot: Spot


@dataclass(kw_only=True)
class PageComparison:
    """What a comparison found: how many pages are as given out, the changes of words, and pages that differ otherwise.

    `drawn` are pages with more or fewer pictures or lines, `put_in` those that were not given out, with their words, and
    `missing` those that were.
    """

    same: int = 0
    edits: list[PageEdit] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    put_in: list[tuple[int, str]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)


def compare_pages(given: Sequence[PrintedPage], came: pypdfium2.PdfDocument) -> PageComparison:
    """Compare pages in their order; a page that was put in or left out moves the others.

    Each is read upright, as it was given out: the text of one that a reader has turned comes in another order.
    """
    for page in came:
        page.set_rotation(0)
    found, pages = PageComparison(), printed_pages(came)
    matcher = SequenceMatcher(None, [fold(page.text) for page in given], [fold(page.text) for page in pages], autojunk=False)
    for _, first, last, begin, end in matcher.get_opcodes():
        common = min(last - first, end - begin)
        for place in range(common):
            _compare_page(found, given[first + place], pages[begin + place], begin + place, came)
        found.missing += range(first + common, last)
        found.put_in += [(number, pages[number].text.strip()) for number in range(begin + common, end)]
    return found


def _compare_page(found: PageComparison, given: PrintedPage, page: PrintedPage, number: int, came: pypdfium2.PdfDocument) -> None:
    edits = list(_edits(given.text, page.text, number, came)) if fold(given.text) != fold(page.text) else []
    is_drawn = (given.pictures, given.drawn) != (page.pictures, page.drawn)
    found.edits += edits
    found.drawn += [number] if is_drawn else []
    found.same += not (edits or is_drawn)


def _edits(before: str, after: str, number: int, came: pypdfium2.PdfDocument) -> Iterator[PageEdit]:
    page = came[number]
    text, top = page.get_textpage(), page.get_mediabox()[3]
    words = after.split()
    # where each word begins in the text of the page
    starts = [0, *accumulate(len(word) for word in words)]
    places = [place for place in range(text.count_chars()) if text.get_text_range(place, 1).strip()]
    deleted, inserted, at = "", "", 0

    def edit() -> PageEdit:
        first = at - len(inserted.split())
        place = places[min(starts[min(first, len(words))], len(places) - 1)] if places else -1
        down = top - text.get_charbox(place)[3] if place >= 0 else 0.0
        around = words[max(0, first - CONTEXT):first], deleted.split(), words[at:at + CONTEXT]
        return PageEdit(deleted=deleted, inserted=inserted, spot=Spot(page=number, down=down),
                        quoted=" ".join(word for part in around for word in part))

    for how, changed in words_changed(before, after):
        if how == "same":
            if deleted or inserted:
                yield edit()
            deleted, inserted = "", ""
        elif how == "deleted":
            deleted = changed
        else:
            inserted = changed
        at += 0 if how == "deleted" else len(changed.split())
    if deleted or inserted:
        yield edit()
