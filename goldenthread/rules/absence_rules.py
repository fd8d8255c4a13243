"""Rules about what a book says it does not have: each such sentence names its gap, and a gap that a table fills is closed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from goldenthread.analysis import absence_in, filling_tables, tables_that_seem_to_fill
from goldenthread.book import read_text
from goldenthread.model import Edition, Evidence, Fault, Item, Place, Problem, nearest
from goldenthread.rules.context import Context, rule
from goldenthread.rules.prose import SENTENCE, prose_of

ROOMS = ("evidence/", "strategy/")
# what respondents wrote, and the answers to it, are not statements of the book about its evidence
NOT_LOOKED_AT = "strategy/consultation/responses/"
# the links with which an item says which gap a sentence in its text or options is about
NAMING_LINKS = ("lacks", "asks", "works")


@rule("gap.sentence")
def absence_names_its_gap(context: Context) -> Iterator[Problem]:
    """A sentence that says something is not published, held or found names the gap that says what was looked for and where."""
    lists = {gap.place.file for gap in context.register.gaps()}
    for file in context.files:
        if file.endswith(".md") and file.startswith(ROOMS) and not file.startswith(NOT_LOOKED_AT) and file not in lists:
            try:
                text = read_text(context.root, file)
            except Fault:
                continue  # reported when the book was read
            yield from _unnamed(context, file, text, lists)


def _unnamed(context: Context, file: str, text: str, lists: Iterable[str]) -> Iterator[Problem]:
    # a sentence about everything that is missing links to the whole list
    pages = {page.rpartition("/")[2] for page in lists}
    on_page = context.register.items_on.get(Place(file=file, line=1).docname, ())
    prefix = context.vocabulary.kinds["gap"].prefix
    named = re.compile(rf"\b{prefix}[A-Z0-9_]+\b")
    items = sorted((context.register.items[key] for key in on_page), key=lambda item: item.place.line)
    for line, words, written in context.cache.get("absences", file, text, lambda: _absences(text)):
        if named.search(written) or any(f"{page})" in written for page in pages):
            continue
        item = _item_at(items, line, text)
        if item is None or not _says_itself(item, prefix):
            about = item.id if item else ""
            yield Problem(Place(file=file, line=line), "gap.sentence",
                          f"The sentence with '{words}' says that something is not there, and names no gap.",
                          f"Name it as {{need}}`what is lacking <{prefix}…>`, or in the item's ':lacks:'; say what was looked "
                          "for, where and when in a '{gap}' if there is none yet.", about)


def _absences(text: str) -> tuple[tuple[int, str, str], ...]:
    """The line, the telling words and the whole of each sentence that says something is missing and names no gap."""
    found = []
    for match in SENTENCE.finditer(prose_of(text)):
        for start, sentence in _parts(match.group(), match.start()):
            words = absence_in(sentence)
            written = text[start : start + len(sentence)]
            if words:
                line = text.count("\n", 0, start + len(sentence) - len(sentence.lstrip())) + 1
                found.append((line, words, written))
    return tuple(found)


def _parts(sentence: str, start: int) -> Iterator[tuple[int, str]]:
    """The rows of a table as separate sentences, each with its place; any other sentence unchanged; headings are left out."""
    if sentence.lstrip().startswith("#"):
        return
    if not sentence.lstrip().startswith("|"):
        yield start, sentence
        return
    for row in re.finditer(r"[^\n]+", sentence):
        yield start + row.start(), row.group()


def _item_at(items: list[Item], line: int, text: str) -> Item | None:
    """The item that contains a line."""
    before = [item for item in items if item.place.line <= line]
    if not before:
        return None
    lines = text.split("\n")[before[-1].place.line - 1: line]
    # the item ends before the line if a closing fence like its own has come
    fence = re.match(r"\s*([:`~]{3,})", lines[0])
    closed = fence and any(row.strip() == fence[1] for row in lines[1:-1])
    return None if closed else before[-1]


def _says_itself(item: Item, gap_prefix: str) -> bool:
    """Whether an item names its gap by a link, or reports what a study found or did not find."""
    named = any(key.startswith(gap_prefix) for name in NAMING_LINKS for key in item.links.get(name, ()))
    return named or (isinstance(item, Evidence) and bool(item.effect))


@rule("gap.filled")
def gap_is_closed_by_a_table_that_fills_it(context: Context) -> Iterator[Problem]:
    """A gap names each table that seems by its title to fill it, as one that does or as one that does not."""
    for gap in context.register.gaps():
        for dataset in tables_that_seem_to_fill(context.register, gap):
            yield Problem(gap.place, "gap.filled", f"{gap.id} says that something is not held, and '{dataset.id}' seems to hold "
                          f"it.", f"Add ':filled_by: {dataset.id}' and draw the conclusions again, or "
                          f"':not_filled_by: {dataset.id}' if it does not.", gap.id)


@rule("gap.dataset")
def gap_names_tables_that_exist(context: Context) -> Iterator[Problem]:
    """A gap names tables that exist."""
    known = context.register.datasets
    for gap in context.register.gaps():
        for option, names in (("filled_by", gap.filled_by), ("not_filled_by", gap.not_filled_by)):
            for name in names:
                if name not in known:
                    yield Problem(gap.at(option), "gap.dataset", f"{gap.id} names the dataset '{name}', which is not there.",
                                  f"Name a table of evidence/data.{nearest(name, known)}", gap.id, dataset=name)


@rule("gap.chapter")
def gap_names_chapters_that_exist(context: Context) -> Iterator[Problem]:
    """A gap names pages that stand beside it, and each of them lists its gaps."""
    for gap in context.register.gaps():
        folder = gap.place.docname.rpartition("/")[0]
        pages = {page.rpartition("/")[2] for page in context.register.titles if page.rpartition("/")[0] == folder}
        for name in gap.chapters:
            if name not in pages:
                yield Problem(gap.at("chapters"), "gap.chapter", f"{gap.id} names the page '{name}', which is not in {folder}/.",
                              f"Name a page of that folder.{nearest(name, pages)}", gap.id)


@rule("gap.closed")
def closed_gap_is_no_ground(context: Context) -> Iterator[Problem]:
    """An edition does not name a gap that a table has filled by its date, and does not ask for what is held."""
    register = context.register
    for edition in register.editions.values():
        closed = {gap.id: tables for gap in register.gaps() if (tables := filling_tables(register, gap, edition))}
        for place, key, about in _named_in(context, edition):
            if key in closed:
                yield Problem(place, "gap.closed", f"{about or place.docname} speaks of {key} as a gap, but "
                              f"'{closed[key][0].id}' fills it.", "Use the table, and say what it shows.", about or key)


def _named_in(context: Context, edition: Edition) -> Iterator[tuple[Place, str, str]]:
    prefix = context.vocabulary.kinds["gap"].prefix
    for mention in context.register.mentions:
        key = mention.text.rpartition("<")[2].rstrip("> ")
        if mention.kind == "need" and key.startswith(prefix) and edition.holds(mention.place.file):
            yield mention.place, key, mention.item
    for item in context.register.items.values():
        if item.edition == edition.id:
            for name in NAMING_LINKS:
                yield from ((item.at(name), key, item.id) for key in item.links.get(name, ()) if key.startswith(prefix))
