"""The publications that cards name as sources: in print each has the mark of its entry in the list, or its address in words.

On the web the title of such a publication is a link. On paper nobody can follow one, nor read where it leads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from goldenthread.documents.paper import Volume


def mark_sources(volume: Volume, entries: Mapping[str, tuple[str, str]]) -> None:
    """Put behind each publication that an item names `[12]`, with a link to the entry; its address where no list has it.

    `entries` has for each address the place of its entry, as a link has it, and its mark. The chapters' trees are changed.
    """
    from goldenthread.documents.paper import keep_changed

    for position, chapter in enumerate(volume.chapters):
        named = [link for link in chapter.doctree.findall(nodes.reference) if "publication" in link]
        for link in named:
            _put_behind(link, _mark(link["refuri"], entries))
            del link["publication"]  # what is marked once is not marked again where a tree stands in several files
        if named:
            keep_changed(volume.chapters, position, chapter)


def _mark(address: str, entries: Mapping[str, tuple[str, str]]) -> list[nodes.Node]:
    if address not in entries:
        return [nodes.Text(f" ({address})")]
    place, mark = entries[address]
    return [nodes.Text(" ["), nodes.reference("", mark, internal=True, refuri=place), nodes.Text("]")]


def _put_behind(node: nodes.Element, added: list[nodes.Node]) -> None:
    around = node.parent
    for number, each in enumerate(added, start=around.index(node) + 1):
        around.insert(number, each)
