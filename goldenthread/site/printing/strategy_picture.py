"""The strategy on one page of an edition's printed file: its priorities by foundation and challenge, and how firm they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document

from goldenthread.analysis import strength_of
from goldenthread.model import Edition, gettext
from goldenthread.site.node_builders import Inline, section, table
from goldenthread.site.page_context import PageContext

if TYPE_CHECKING:
    from goldenthread.documents.paper import VolumeChapter

PICTURE = "picture"
"""The page under which the picture is known in its file; no page of a book is called so."""
SUMMARY = "summary"
"""How the chapter is called, without its folder, behind which the picture stands; without one it stands behind the first."""
SERVED = "\N{BLACK CIRCLE}"
"""What marks that a priority serves a foundation or a grand challenge."""


def with_picture(chapters: Iterable[VolumeChapter], page: PageContext, edition: Edition) -> Iterator[VolumeChapter]:
    """The chapters of an edition, the picture behind the summary; as they were, if the edition has no priority."""
    summary = f"{edition.folder}/{SUMMARY}"
    behind = summary if summary in page.register.titles else f"{edition.folder}/index"
    for chapter in chapters:
        yield chapter
        if chapter.docname == behind and page.register.priorities(edition.id):
            tree = new_document(PICTURE)
            tree.append(section(PICTURE, gettext("The strategy on one page"), _picture(page, edition)))
            yield replace(chapter, docname=PICTURE, doctree=tree, annex=False, numbered=False, file=chapter.source, made=True)


def _picture(page: PageContext, edition: Edition) -> nodes.table:
    """A row for each priority: what it serves, how many findings it rests on, and how many of them are of high confidence."""
    tags = page.register.framework.tags
    rows: list[list[Inline]] = []
    for priority in page.register.priorities(edition.id):
        strength = strength_of(page.register, priority)
        served = (SERVED if tag.id in priority.tags else "" for tag in tags)
        rows.append([[page.link(priority.id)], *served, f"{strength.findings} ({strength.high})"])
    sure = gettext("of {confidence}", confidence=page.register.words.high_confidence)
    headers = [gettext("Priority"), *(tag.name for tag in tags),
               f"{gettext('Findings')} ({sure})"]
    node = table(gettext("What each priority of the {label} serves, and the findings that it rests on", label=edition.label),
                 headers, rows)
    # most of the room beyond the longest word of each column goes to the titles, so that they take few lines
    node["classes"] += ["colwidths-given", "dense"]
    for column, spec in enumerate(node.findall(nodes.colspec)):
        spec["colwidth"] = 1 if column else 40
    return node
