"""Books of every construct that print has to bear: no planted word is lost in any output, or misplaced on paper.

To add a construct, write it in `tests/books/constructs.py`.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from goldenthread.rules import check
from tests.books.commands import build_book
from tests.books.constructs import CONSTRUCTS, ConstructBook, write_construct_book
from tests.books.finished_files import misplaced_words, planted, text_of_page, text_of_pdf, text_of_word_file
from tests.books.nested_pages import write_nested_book
from tests.soundness.trials import Trials

VARIANTS = 40
"""So many books of other seeds are built at night."""


def wrong_counts(file: str, found: Counter[str], once: list[str], titles: list[str]) -> list[str]:
    """The words that a file lacks or has too often."""
    return ([f"{file} has '{word}' {found[word]} times" for word in once if found[word] != 1]
            + [f"{file} lacks '{word}'" for word in titles if not found[word]])


def turned_apostrophes(file: str, text: str) -> list[str]:
    """The shortened years and words that begin with an opening quotation mark."""
    return [f"{file} has '{found}'" for found in re.findall(r"\u2018(?:\d\d\b|90s|n\u2019|Tis)", text)]


def faults(book: ConstructBook, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is wrong with the outputs of a book."""
    told = [str(problem) for problem in check(book.root) if not problem.advice]
    if told or build_book(book.root, ["html", "pdf", "docx"]):
        return [*told, capsys.readouterr().out]
    out = book.root / "build"
    every = [sorted(word for words in pages.values() for word in words) for pages in (book.once, book.titles)]
    wrong = [f"{path.name}: {fault}" for path in sorted((out / "pdf").glob("*.pdf")) for fault in misplaced_words(path)]
    # the lists of charts, pictures and tables in front, which end with the imprint, have their captions once more
    lists, _imprint, body = text_of_pdf(out / "pdf/land-evidence-base.pdf").partition("About this file")
    wrong += wrong_counts("PDF", planted(body), *every)
    wrong += [f"the lists of the PDF have '{word}' {number} times" for word, number in planted(lists).items() if number > 1]
    word = text_of_word_file(out / "docx/land-evidence-base.docx")
    wrong += [*wrong_counts("Word", planted(word), *every), *turned_apostrophes("Word", word), *turned_apostrophes("PDF", body)]
    for page in book.once:
        own = (book.once[page], book.titles[page])
        web = text_of_page(out / f"html/{page}.html")
        wrong += [*wrong_counts(f"{page}.html", planted(web), *own), *turned_apostrophes(f"{page}.html", web)]
        chapter = out / f"docx/chapters/land-evidence-base-{page.rpartition('/')[2]}.docx"
        wrong += wrong_counts(chapter.name, planted(text_of_word_file(chapter)), *own)
    return wrong


@pytest.mark.whole_build
@pytest.mark.sound
def test_no_word_of_any_construct_is_lost_or_printed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], trials: Trials
) -> None:
    books = trials.many(1, VARIANTS)
    words = 0
    for seed in range(books):
        book = write_construct_book(tmp_path / str(seed), seed)
        assert faults(book, capsys) == [], f"seed {seed}"
        words += sum(map(len, (*book.once.values(), *book.titles.values())))
    trials.record("Nothing lost in print", f"A book of {len(CONSTRUCTS)} constructs, each of another size and in another order: "
                "long cells, tall pictures, long words, notes, headers of tables, breaks by hand and more", books,
                "check found nothing; HTML, PDF and Word had each planted word as often as it was written; no word of a PDF lay "
                "outside its page or over another")
    assert words > 1500 * books


NESTED, OF_A_BOOK = 40, 8
"""So many books of so many nested pages are built at night; a page of tables in lists in tables takes much memory to set."""


@pytest.mark.whole_build
@pytest.mark.sound
def test_no_word_is_lost_of_pages_of_everything_in_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], trials: Trials
) -> None:
    books, words, pages, told = trials.many(1, NESTED), 0, 0, Counter[str]()
    for number in range(books):
        seed = Random().randrange(10**9) if trials.nightly else 21
        book = write_nested_book(tmp_path / str(number), seed, OF_A_BOOK if trials.nightly else 3, told)
        assert faults(book, capsys) == [], f"seed {seed}"
        pages += len(book.once)
        words += sum(map(len, (*book.once.values(), *book.titles.values())))
        shutil.rmtree(book.root)
    trials.record("Nothing lost in print", "Pages of lists, tables, quotations, remarks, notes and more in each other at random, "
                f"with odd characters and ends of lines; beside them {sum(told.values())} that check refused", pages,
                f"HTML, PDF and Word had each of {words:,} planted words as often as it was written, none outside its page")
    assert words > 100 * pages > 0
