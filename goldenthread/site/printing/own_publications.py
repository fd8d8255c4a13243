"""The publications that a printed file cites, as a list at its own end: a mark such as [12] is resolved in the file in hand.

The list of a book stands on one page, which is in one of its files. Every other file that cites from it ends with the entries
that it cites, numbered anew where their marks are numbers, in the order of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from docutils.utils import new_document

from goldenthread.site.printing.source_marks import mark_sources

if TYPE_CHECKING:
    from goldenthread.documents.paper import Volume, VolumeChapter

CITES = "cites"
"""The class of a link to an entry of a list of publications."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationList:
    """A page that lists publications: the page as a chapter, and its entries by each of their ids, in their order."""

    chapter: VolumeChapter
    entries: dict[str, nodes.citation]


@dataclass(frozen=True, kw_only=True, slots=True)
class _OwnList:
    """A list at the end of a volume as a chapter, and what each entry is cited by there, by its ids in the list of the book."""

    chapter: VolumeChapter
    marks: dict[str, str]


def publication_lists(volumes: Iterable[Volume]) -> list[PublicationList]:
    """Every list of publications of a book."""
    lists: dict[str, PublicationList] = {}
    for chapter in (chapter for volume in volumes for chapter in volume.chapters if chapter.docname not in lists):
        entries = {ident: entry for entry in chapter.doctree.findall(nodes.citation) for ident in entry["ids"]}
        if entries:
            lists[chapter.docname] = PublicationList(chapter=chapter, entries=entries)
    return list(lists.values())


def all_with_own_publications(volumes: Sequence[Volume], reports: Iterable[Volume]) -> tuple[list[Volume], list[Volume]]:
    """The volumes of a book, which hold its lists, and files that were made from them, each with what it cites at its end."""
    lists = publication_lists(volumes)
    own = [with_own_publications(report, lists) for report in reports]
    return [with_own_publications(volume, lists) for volume in volumes], own


def with_own_publications(volume: Volume, lists: Sequence[PublicationList]) -> Volume:
    """The volume with the entries that it cites at its end, for each list that it does not hold itself.

    What its items name as sources gets the mark of its entry, too. Its links to publications are marked by a class, and those
    to the new entries show their new numbers. The chapters' trees are changed.
    """
    from goldenthread.documents.paper import with_chapters_at_end

    mark_sources(volume, _entries_by_address(lists))
    if not lists:
        return volume
    held, cited = set[str](), [dict[str, None]() for _ in lists]
    for chapter in volume.chapters:
        held.add(chapter.docname)
        for each, idents in zip(lists, cited, strict=True):
            idents.update(dict.fromkeys(ident for _, ident in _links_to(each, chapter)))
    own = [_own_list(each, idents) if idents and each.chapter.docname not in held else None
           for each, idents in zip(lists, cited, strict=True)]
    if any(cited):
        _mark_citations(volume, list(zip(lists, own, strict=True)))
    added = [each.chapter for each in own if each]
    return with_chapters_at_end(volume, added) if added else volume


def _entries_by_address(lists: Sequence[PublicationList]) -> dict[str, tuple[str, str]]:
    """The first entry of each address: its place, as a link has it, and its mark."""
    entries: dict[str, tuple[str, str]] = {}
    for each in lists:
        for ident, entry in each.entries.items():
            for link in entry.findall(nodes.reference):
                entries.setdefault(link.get("refuri", ""), (f"/{each.chapter.docname}#{ident}", _label(entry).astext()))
    return entries


def _mark_citations(volume: Volume, lists: Sequence[tuple[PublicationList, _OwnList | None]]) -> None:
    """Mark every link of a volume to a publication, with its number in the volume's own list where that has one."""
    from goldenthread.documents.paper import keep_changed

    for position, chapter in enumerate(volume.chapters):
        marked = False
        for each, own in lists:
            for node, ident in list(_links_to(each, chapter)):
                marked = True
                node["classes"].append(CITES)
                if own:
                    _replace_words(node, own.marks[ident])
        if marked:
            keep_changed(volume.chapters, position, chapter)


def _links_to(publications: PublicationList, chapter: VolumeChapter) -> Iterator[tuple[nodes.reference, str]]:
    """The links of a chapter to entries of a list, each with the id of its entry."""
    for node in chapter.doctree.findall(nodes.reference):
        docname, _, ident = unquote(node.get("refuri", "")).removeprefix("/").partition("#")
        if chapter.docname == publications.chapter.docname and node.get("refid"):
            docname, ident = chapter.docname, node["refid"]
        if (docname or chapter.docname) == publications.chapter.docname and ident in publications.entries:
            yield node, ident


def _own_list(publications: PublicationList, cited: Iterable[str]) -> _OwnList:
    """A chapter with the entries that are cited, by their ids, in the order of the list."""
    used = {id(publications.entries[ident]) for ident in cited}
    entries = [entry for entry in dict.fromkeys(publications.entries.values()) if id(entry) in used]
    marks = _marks(entries)
    source = publications.chapter.doctree
    of_page = next(source.findall(nodes.section))
    title = [child.deepcopy() for child in of_page if isinstance(child, nodes.title)]
    section = nodes.section("", *title, ids=list(of_page["ids"]))
    for entry in entries:
        copy = entry.deepcopy()
        _replace_words(_label(copy), marks[id(entry)])
        section.append(copy)
    tree = new_document(source.get("source", ""))
    tree.append(section)
    return _OwnList(chapter=replace(publications.chapter, doctree=tree, annex=False, numbered=False, made=True),
                    marks={ident: marks[id(publications.entries[ident])] for ident in cited})


def _marks(entries: Sequence[nodes.citation]) -> dict[int, str]:
    """What each entry is cited by: a new number where its mark is one, else its own mark."""
    own = [_label(entry).astext() for entry in entries]
    marks = [str(number) for number in range(1, len(entries) + 1)] if all(mark.isdecimal() for mark in own) else own
    return {id(entry): mark for entry, mark in zip(entries, marks, strict=True)}


def _label(entry: nodes.citation) -> nodes.label:
    return next(iter(entry.findall(nodes.label)))


def _replace_words(node: nodes.Element, words: str) -> None:
    first = next(iter(node.findall(nodes.Text)))
    first.parent.replace(first, nodes.Text(words))
