"""In an edition's PDF, what changed in front, and word by word in an annex: a reader first meets the strategy itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document

from goldenthread.model import gettext, gettext_noop
from goldenthread.site.node_builders import paragraph, section
from goldenthread.site.views.change_views import CHANGE_ANCHOR

if TYPE_CHECKING:
    from goldenthread.documents.paper import VolumeChapter

ANNEX, TITLE = "changes-in-full", gettext_noop("Changes in full")
"""The id and the title of the annex."""


def with_changes_at_end(chapters: Iterable[VolumeChapter]) -> Iterator[VolumeChapter]:
    """The chapters of an edition, the sections about single changes in an annex behind them.

    A chapter keeps its table and its notes, which lead to the sections. The chapters' trees are changed.
    """
    annexes = []
    for chapter in chapters:
        if sections := _sections(chapter):
            annexes.append(_annex(chapter, sections))
        yield chapter
    yield from annexes


def _sections(chapter: VolumeChapter) -> list[nodes.section]:
    return [each for each in chapter.doctree.findall(nodes.section)
            if any(ident.startswith(CHANGE_ANCHOR) for ident in each["ids"])]


def _annex(chapter: VolumeChapter, sections: list[nodes.section]) -> VolumeChapter:
    """The sections as an annex of the same page, and in their place a sentence that leads there."""
    link = nodes.reference("", gettext(TITLE), internal=True, refid=ANNEX)
    pointer = paragraph([gettext("Each change is taken apart, with its reasons and word by word, in the annex "), link, "."])
    # not `replace_self`, by which docutils hands on the ids
    sections[0].parent.replace(sections[0], pointer)
    for each in sections[1:]:
        each.parent.remove(each)
    tree = new_document(chapter.doctree.get("source", ""))
    tree.append(section(ANNEX, gettext(TITLE), *sections))
    return replace(chapter, doctree=tree, annex=True, numbered=True, continues=True)
