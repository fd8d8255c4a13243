"""Reading a whole book: every file below a folder becomes one `Register`, with everything that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from goldenthread.book.areas_file import read_areas
from goldenthread.book.book_language import language_problems
from goldenthread.book.book_wide_names import name_problems, view_problems
from goldenthread.book.chapters import Chapter, chapter_files, in_reading_order, read_chapter
from goldenthread.book.consultation_file import read_consultation
from goldenthread.book.dataset_cards import read_datasets
from goldenthread.book.editions_file import read_editions
from goldenthread.book.framework_file import read_framework
from goldenthread.book.page_links import contents_problems, link_problems
from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.received_records import read_received
from goldenthread.book.references import read_references
from goldenthread.book.signoffs import read_signoffs
from goldenthread.book.synonyms_file import read_synonyms
from goldenthread.book.vocabulary import Vocabulary, read_vocabulary
from goldenthread.model import Consultation, Edition, Fault, Item, Place, Problem, Register, Words, back_links
from goldenthread.system import closed_folders

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedBook:
    """A book as it was read: its register, the vocabulary of its kinds of items, and what could not be read in its files.

    `synonyms` are groups of words that mean the same to someone who searches. `chapters` are all that could be read, by file.
    `problems` are sorted by place. What they are about is left out of the register; the rest of the book is in it.
    """

    register: Register
    vocabulary: Vocabulary
    problems: tuple[Problem, ...] = ()
    consultation: Consultation | None = None
    synonyms: tuple[tuple[str, ...], ...] = ()
    chapters: Mapping[str, Chapter] = field(default_factory=dict)


class Unreadable(Fault):
    """Raised if a file cannot be read without which no book makes sense.

    `problems` are all those found so far, sorted by place; `problem` is the first of them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(*sorted(problems))


def read_book(root: Path, cache: ReadingCache | None = None) -> LoadedBook:
    """Read the book at `root`, an author's folder. A mistake in one file does not prevent the others from being read.

    With a cache, tables and chapters that have not changed are not read again. Raises `Unreadable` if the vocabulary, the
    framework, the areas, the editions or a folder of the book cannot be read.
    """
    problems = [*_closed_folders(root), *language_problems(root)]
    vocabulary = _try(lambda: read_vocabulary(root, cache), problems)
    framework = _gather(lambda: read_framework(root), problems)
    editions = _try(lambda: read_editions(root), problems)
    areas = _gather(lambda: read_areas(root), problems)
    if vocabulary is None or framework is None or editions is None or areas is None:
        raise Unreadable(problems)
    book, by_id, edition_problems = editions
    if not by_id:
        raise Unreadable([*problems, *edition_problems])
    datasets, data_problems = read_datasets(root, areas, cache)
    references = _gather(lambda: read_references(root, cache), problems) or {}
    signoffs = _gather(lambda: read_signoffs(root, by_id.values()), problems) or ()
    consultation = _gather(lambda: read_consultation(root, vocabulary.criteria), problems)
    synonyms = _gather(lambda: read_synonyms(root), problems) or ()
    received = _gather(lambda: read_received(root), problems) or ()
    files = chapter_files(root)
    chapters = _chapters(root, files, vocabulary, cache, problems)
    problems += [*link_problems(chapters, files), *contents_problems(chapters, files),
                 *name_problems(chapters, references)]
    problems += [*edition_problems, *data_problems, *(problem for chapter in chapters for problem in chapter.problems)]
    items = _items(chapters, by_id.values(), vocabulary.words, cache or ReadingCache(), problems)
    problems += view_problems(chapters, by_id, items)
    items_on = _items_on(items)
    register = Register(
        book=book, framework=framework, areas=areas, editions=by_id, datasets=datasets, references=references, items=items,
        mentions=tuple(mention for chapter in chapters for mention in chapter.mentions), back=back_links(items.values()),
        titles={Place(file=chapter.file, line=1).docname: chapter.title for chapter in chapters},
        on_page={Place(file=chapter.file, line=1).docname: tuple(chapter.mentions) for chapter in chapters}, items_on=items_on,
        signoffs=signoffs, received=received, words=vocabulary.words,
        answer_due=consultation.answer_due if consultation else None,
    )
    return LoadedBook(register=register, vocabulary=vocabulary, problems=tuple(sorted(problems)), consultation=consultation,
                      synonyms=synonyms, chapters={chapter.file: chapter for chapter in chapters})


def _items_on(items: dict[str, Item]) -> dict[str, tuple[str, ...]]:
    """The ids of the items on each page, in order."""
    items_on: dict[str, tuple[str, ...]] = {}
    for key, item in items.items():
        items_on[item.place.docname] = (*items_on.get(item.place.docname, ()), key)
    return items_on


def _closed_folders(root: Path) -> list[Problem]:
    """Raises `Unreadable` for a folder that may not be read: its content would be missed everywhere else.

    Otherwise no problems.
    """
    if problems := [Problem(Place(file=folder, line=1), "source.unreadable", f"The folder cannot be looked into: {why}.",
                            "See that it is yours, and that you may read it.") for folder, why in closed_folders(root)]:
        raise Unreadable(problems)
    return []


def _try(read: Callable[[], Result], problems: list[Problem]) -> Result | None:
    try:
        return read()
    except Fault as fault:
        problems.append(fault.problem)
        return None


def _gather(read: Callable[[], tuple[Result, list[Problem]]], problems: list[Problem]) -> Result | None:
    pair = _try(read, problems)
    if pair is None:
        return None
    problems += pair[1]
    return pair[0]


def _chapters(
    root: Path, files: Iterable[str], vocabulary: Vocabulary, cache: ReadingCache | None, problems: list[Problem]
) -> list[Chapter]:
    chapters = []
    for file in files:
        try:
            chapters.append(read_chapter(root, file, vocabulary, cache))
        except Fault as fault:
            problems.append(fault.problem)
    return in_reading_order(chapters)


def _items(
    chapters: Iterable[Chapter], editions: Iterable[Edition], words: Words, cache: ReadingCache, problems: list[Problem]
) -> dict[str, Item]:
    items: dict[str, Item] = {}
    editions = tuple(editions)
    for item in (item for chapter in chapters for item in chapter.items):
        if item.id in items and item.id:
            problems.append(Problem(item.at("id"), "item.id-twice", f"The id {item.id} is already at {items[item.id].place}.",
                                    "Give each item an id of its own.", item.id))
            continue
        folder = next((edition.id for edition in editions if edition.holds(item.place.file)), "")
        # an item without an id is kept too, under a key that cannot be an id, so that the rules see the rest of it
        key, order = item.id or f"(no id at {item.place})", len(items)
        items[key] = cache.get("item", key, (item, folder, order, words),
                               partial(replace, item, edition=folder, order=order, words=words))
    cache.keep_only("item", items)
    return items
