"""What must be unique in the whole book: names, terms and lists of publications; and what views are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from goldenthread.analysis import GROUPINGS
from goldenthread.book.chapters import Chapter
from goldenthread.book.directive_options import OptionsFault, read_options
from goldenthread.book.markdown_nodes import Fence
from goldenthread.model import Place, Problem, nearest

ABOUT_NOTHING = frozenset({"edition-list", "dataset-list", "evidence-list", "framework", "rules", "explorer", "response-list",
                           "campaigns"})
"""The views that are about no edition, page or item of their own."""
ONCE_IN_A_FILE = frozenset({"data-sources", "evidence-relied-on"})
"""The views whose entries are link targets, and would occur twice in a printed file."""


def name_problems(chapters: Sequence[Chapter], references: Collection[str]) -> Iterator[Problem]:
    """Names and terms that occur twice, and publications that two lists would show, or none although they are cited.

    `references` are the keys of the bibliography: a key that is none of them is reported where it is cited.
    """
    names: dict[str, Place] = {}
    terms: dict[str, Place] = {}
    for chapter in chapters:
        for name in chapter.outline.names:
            place = Place(file=chapter.file, line=name.line)
            if names.setdefault(name.name, place) != place:
                yield Problem(place, "link.name-twice", f"The name '{name.name[:60]}' already stands at {names[name.name]}.",
                              "Give this another.")
        for line, term in chapter.outline.terms:
            place = Place(file=chapter.file, line=line)
            if terms.setdefault(term.lower(), place) != place:
                yield Problem(place, "link.term-twice",
                              f"The term '{term[:60]}' is already explained at {terms[term.lower()]}.", "Keep one of them.")
    yield from _titles(chapters)
    yield from _publications(chapters, references)


def _titles(chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Pages of one part of the book with the same title: in contents and search results nobody could tell them apart."""
    titles: dict[tuple[str, str], Place] = {}
    for chapter in chapters:
        words = " ".join(chapter.title.split())
        place = Place(file=chapter.file, line=chapter.title_line)
        if words and titles.setdefault((_part_of_book(place), words.casefold()), place) != place:
            yield Problem(place, "chapter.title-twice",
                          f"The title '{words[:60]}' is already at {titles[_part_of_book(place), words.casefold()]}.",
                          "Give one of the pages another title, so that contents, links and a search tell them apart.")


def _part_of_book(place: Place) -> str:
    """The printed file to which a page belongs, by its folder; for other pages, the top folder."""
    top, _, below = place.docname.partition("/")
    return below.partition("/")[0] if top == "strategy" else top


def _publications(chapters: Sequence[Chapter], references: Collection[str]) -> Iterator[Problem]:
    lists: dict[tuple[str, str], Place] = {}
    for chapter in chapters:
        for fence in chapter.outline.directives:
            if fence.name == "bibliography":
                place = Place(file=chapter.file, line=fence.line)
                shown = [(prefix, part) for prefix, parts in (_listed(fence),) for part in parts]
                if other := next((lists[one] for one in shown if one in lists), None):
                    yield Problem(place, "markup.bibliography", f"The publications are already listed at {other}.",
                                  "Keep one list, or give this a ':keyprefix:'.")
                else:
                    lists |= dict.fromkeys(shown, place)
    prefixes = tuple(prefix for prefix, part in lists if part == "cited")
    yield from _unlisted(chapters, {key for key in references if not key.startswith(prefixes)})


def _unlisted(chapters: Sequence[Chapter], unlisted: Collection[str]) -> Iterator[Problem]:
    """The first publication that is cited in a text and that no list of publications shows, so that nothing could be followed."""
    for chapter in chapters:
        for mention in chapter.mentions:
            keys = mention.text.split(",") if mention.kind == "cite" else ()
            if key := next((key.strip() for key in keys if key.strip() in unlisted), ""):
                yield Problem(mention.place, "markup.bibliography", f"'{key[:60]}' is cited, and no page lists the publications.",
                              "Put the directive 'bibliography' on a page, such as evidence/references.md, and the page into the "
                              "contents.")
                return


def _listed(fence: Fence) -> tuple[str, tuple[str, ...]]:
    """The prefix of a list's keys, and whether it shows publications that are cited, others, or both."""
    try:
        options = read_options(fence)
    except OptionsFault:
        options = {}
    both = ("cited", "notcited")
    return options.get("keyprefix", ""), both if "all" in options else ("notcited",) if "notcited" in options else ("cited",)


def view_problems(chapters: Sequence[Chapter], editions: Collection[str], items: Collection[str]) -> Iterator[Problem]:
    """Views about something that does not exist, and views whose entries would be printed twice."""
    pages = {Place(file=chapter.file, line=1).docname for chapter in chapters}
    printed: dict[tuple[str, str], Place] = {}
    for chapter in chapters:
        seen: dict[tuple[str, str], int] = {}
        for fence in chapter.outline.directives:
            if fence.name == "bibliography":
                continue
            place, key = Place(file=chapter.file, line=fence.line), (fence.name, fence.argument)
            yield from _about(place, fence, pages, editions, items)
            if seen.setdefault(key, fence.line) != fence.line:
                yield Problem(place, "view.twice", f"'{{{fence.name}}}' already stands on line {seen[key]}.",
                              "Keep one of them.")
            elif fence.name in ONCE_IN_A_FILE:
                yield from _printed_once(place, fence, printed)


def _about(
    place: Place, fence: Fence, pages: Collection[str], editions: Collection[str], items: Collection[str]
) -> Iterator[Problem]:
    said = fence.argument
    if not said or len(said.split()) > 1:
        return
    if fence.name in ABOUT_NOTHING:
        yield Problem(place, "view.about", f"'{{{fence.name}}}' is always the same, and cannot be about '{said[:40]}'.",
                      "Take that out.")
        return
    if fence.name == "response-table":
        if said not in GROUPINGS:
            yield Problem(place, "view.about", f"Points cannot be grouped by '{said[:40]}'.",
                          f"Use one of {', '.join(GROUPINGS)}, or leave it out.{nearest(said, GROUPINGS)}")
        return
    known = pages if fence.name == "chapter-sources" else [*editions, *(items if fence.name == "thread-picture" else ())]
    if said not in known:
        what = "page" if fence.name == "chapter-sources" else "edition"
        yield Problem(place, "view.about", f"'{said[:60]}' is no {what} of the book.",
                      f"Correct it, or leave it out.{nearest(said, known)}")


def _printed_once(place: Place, fence: Fence, printed: dict[tuple[str, str], Place]) -> Iterator[Problem]:
    top = place.docname.partition("/")[0]
    if top not in ("evidence", "strategy"):
        return  # not a page of a printed file
    volume = _part_of_book(place)
    if (top, fence.name) == ("evidence", "evidence-relied-on"):
        yield Problem(place, "view.twice", "The findings of this list stand in the evidence base already.",
                      "Put the list among the pages of an edition.")
    elif printed.setdefault((volume, fence.name), place) != place:
        yield Problem(place, "view.twice", f"'{{{fence.name}}}' already stands at {printed[volume, fence.name]}, in the same "
                      "printed file.", "Keep one of them.")
