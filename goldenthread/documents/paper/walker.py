"""The walk through the resolved pages of a volume, node by node, into pandoc's document model.

The walker looks a node up by its class and the classes that it is made from. A node that it does not know is a
problem with the node's name and place, so that no words are lost in silence. The writers of the nodes are in
`blocks`, `figures`, `table_blocks` and `inlines`; `convert` hands them to the walker, which itself knows none of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import new_document

from goldenthread.documents.nodes import chart, item
from goldenthread.documents.paper.cross_references import LinkTargets, is_chapter_title, is_skipped
from goldenthread.documents.paper.pandoc_model import Element, attributes, div, paragraph, plain, span
from goldenthread.documents.paper.place_marks import mark_places
from goldenthread.documents.paper.volume import ConvertedChapter, IndexEntry, Volume, VolumeChapter
from goldenthread.model import Place, Problem, gettext, label_name, page_label

Writer = Callable[["Walker", Any], list[Element]]
"""Writes one node; a table of writers has one for each class of node."""

HEADED = (nodes.section, item, nodes.footnote, nodes.footnote_reference)
"""Nodes with one label for all their ids, that of their heading or note."""
SELF_LABELLED = (nodes.table, nodes.figure, chart)
"""Nodes that carry their first label themselves."""
PARAGRAPH_STYLES = ("kicker", "source", "lead", "number-entry")
"""Classes of a paragraph that ask for a look of its own."""


def paragraph_style(node: nodes.Element) -> str:
    """The style that a paragraph asks for by its class."""
    return next((name for name in PARAGRAPH_STYLES if name in node["classes"]), "")


def described(node: nodes.Element) -> dict[str, str]:
    """How a link to a node is described to who cannot see it, as `says`; nothing for what a heading or a number describes."""
    if isinstance(node, nodes.citation) and (mark := node.next_node(nodes.label)):
        return {"says": gettext("Publication {number}", number=mark.astext())}
    return {"says": str(node["says"])} if "says" in node else {}


class Walker:
    """Walks the chapters of one volume in their order and keeps what it learns on the way.

    `problems`, `entries` (of the index) and `pictures` (see `ConvertedVolume`) are what is left of it; writers read and change
    the rest while it walks.
    """

    def __init__(self, volume: Volume, targets: LinkTargets, block_writers: Mapping[type, Writer],
                 inline_writers: Mapping[type, Writer]) -> None:
        self.volume, self.targets = volume, targets
        self._block_writers, self._inline_writers = block_writers, inline_writers
        self.problems: list[Problem] = []
        self.entries: list[IndexEntry] = []
        self.pictures: dict[str, str | Path] = {}
        self.titles: dict[str, str] = {}
        """See `ConvertedVolume`."""
        self.files: set[str] = set()
        """The other files that links lead to."""
        self.explained: set[str] = set()
        """The meanings of abbreviations that have been printed."""
        self.chapter = VolumeChapter(docname="", doctree=new_document(""))
        self.level = 0
        """The level of the heading around the node that is being written: 1 for a chapter, 0 outside any."""
        self.last_level = 0
        """The level of the last heading that was written, which need not be around that node."""
        self.depth = 0
        """How many containers (lists, cards, quotations, cells) are around it: in none of them can a page be turned."""
        self.tables = 0
        """How many tables have been written."""
        self.notes: dict[str, list[Element]] = {}
        """The blocks of each footnote of the chapter that has been printed, by its id."""
        self.printed_notes: set[str] = set()
        self.open_notes: list[str] = []
        """The notes that are being written, the innermost last."""
        self._written: dict[str, Place] = {}
        self._used: list[tuple[str, Place]] = []

    def chapter_blocks(self, chapter: VolumeChapter) -> ConvertedChapter:
        """One chapter; its title is a heading of level 1."""
        self.chapter, self.level, self.depth = chapter, 0, 0
        self.notes, self.printed_notes = {}, set()
        if not any(isinstance(child, nodes.section) for child in chapter.doctree.children):
            self.report("paper.no-title", chapter.doctree, "The page has no title.", "Begin it with '# Its title'.")
        written = self.blocks(chapter.doctree.children)
        if not chapter.annex and not chapter.made:
            written = mark_places(written, self.volume.places)
        self._report_unused_notes()
        return ConvertedChapter(docname=chapter.docname, source=chapter.source, blocks=written, annex=chapter.annex,
                                made=chapter.made)

    def blocks(self, children: Iterable[nodes.Node], tight: bool = False) -> list[Element]:
        """The blocks of some nodes; inlines that are among blocks are gathered into a paragraph.

        A `tight` paragraph is not set off from what is around it, as in a list whose entries stand close.
        """
        written: list[Element] = []
        loose: list[Element] = []
        for child in children:
            if is_skipped(child):
                continue
            writer = _writer(self._block_writers, child)
            if writer is None:
                loose += self._inline(child)
                continue
            written += self._gathered(loose) + self._anchors(child, inline=False)
            loose = []
            written += [plain(self.inlines(child.children))] if tight and _is_bare(child) else writer(self, child)
        return written + self._gathered(loose)

    def inlines(self, children: Iterable[nodes.Node]) -> list[Element]:
        """The inlines of some nodes."""
        return [element for child in children if not is_skipped(child) for element in self._inline(child)]

    def inside(self, children: Iterable[nodes.Node], tight: bool = False) -> list[Element]:
        """Blocks inside a container, where no page can be turned."""
        self.depth += 1
        written = self.blocks(children, tight)
        self.depth -= 1
        return written

    def note_blocks(self, ident: str) -> list[Element] | None:
        """What a footnote of the chapter holds; None if it has no such note."""
        if ident in self.notes:
            return self.notes[ident]
        note = next((note for note in self.chapter.doctree.findall(nodes.footnote) if ident in note["ids"]), None)
        if note is None:
            return None
        self.open_notes.append(ident)
        body = self.inside(child for child in note.children if not isinstance(child, nodes.label))
        self.open_notes.pop()
        self.printed_notes.update(note["ids"])
        if not self.open_notes:
            self.notes |= {each: body for each in note["ids"]}
        return body

    def _report_unused_notes(self) -> None:
        """A note without a mark would not be printed."""
        for note in self.chapter.doctree.findall(nodes.footnote):
            if not self.printed_notes.intersection(note["ids"]):
                self.report("paper.unused-note", note, f"Nothing refers to the note '{note.astext()[:40]}'.",
                            "Put its mark into the text, or take the note out.")

    def _inline(self, node: nodes.Node) -> list[Element]:
        writer = _writer(self._inline_writers, node)
        if writer is None:
            name = type(node).__name__
            self.report("paper.unknown-node", node, f"'{name}' cannot be printed.",
                        "Say it with ordinary text, a list or a table, or teach it to goldenthread/documents/paper.")
            return []
        return self._anchors(node, inline=True) + writer(self, node)

    @staticmethod
    def _gathered(loose: Sequence[Element]) -> list[Element]:
        # an anchor before a block must not become an empty paragraph
        anchors_only = all(element["t"] == "Span" and not element["c"][1] for element in loose)
        return [(plain if anchors_only else paragraph)(loose)] if loose else []

    def _anchors(self, node: nodes.Node, inline: bool) -> list[Element]:
        """Empty elements with the labels of a node that its own element cannot carry: pandoc's have one identifier each."""
        if not isinstance(node, nodes.Element) or isinstance(node, HEADED):
            return []
        ids = node["ids"][1:] if isinstance(node, SELF_LABELLED) else node["ids"]
        names = [self.write_label(label_name(self.chapter.docname, ident), node) for ident in ids]
        make = span if inline else div
        return [make(attributes(name, ["anchor"], described(node)), []) for name in names]

    def write_label(self, name: str, node: nodes.Node) -> str:
        """Note that a label stands here; a second one of the same name is a problem."""
        if name in self._written:
            self.report("paper.double-label", node, f"'{name}' stands also at {self._written[name]}, in the same file.",
                        "Let it stand only once in each volume.")
            return ""
        self._written[name] = self.place(node)
        return name

    def own_label(self, node: nodes.Element) -> str:
        """The label that a table, chart or picture carries itself."""
        return self.write_label(label_name(self.chapter.docname, node["ids"][0]), node) if node["ids"] else ""

    def heading_label(self, node: nodes.Element) -> str:
        """The label of a section's or item's heading."""
        if is_chapter_title(node) and not self.chapter.continues:
            return self.write_label(page_label(self.chapter.docname), node)
        return self.own_label(node)

    def holds(self, docname: str, ident: str) -> bool:
        """Whether a place of a page is in this file."""
        return (docname, ident) in self.targets.of_file(self.volume.file)

    def target(self, docname: str, ident: str, node: nodes.Node) -> str:
        """Where a link inside the project leads on paper: '#label', an address, or nothing."""
        here = self.targets.of_file(self.volume.file)
        # an item is known by its id alone, on whatever page of this volume it stands
        label = here.get((docname, ident)) or here.anywhere.get(ident)
        if label is not None:
            self._used.append((label.name, self.place(node)))
            return f"#{label.name}"
        if docname in here.pages:
            self._no_target(f"{docname}#{ident}", node)
            return ""
        address = self.targets.outside(self.volume, docname, ident)
        if (file := address.partition("#")[0]) in self.targets.labels:
            self.files.add(file)
        return address

    def _no_target(self, name: str, node: nodes.Node) -> None:
        self.report("paper.broken-link", node, f"The link to '{name}' leads nowhere.", "Name a place that exists.")

    def check_links(self) -> None:
        """Every label that a link names must have been written."""
        for name, place in self._used:
            if name not in self._written:
                self.problems.append(Problem(place=place, code="paper.broken-link",
                                             what=f"The link to '{name}' leads to nothing that is printed.",
                                             fix="Link to a heading, an item, a table or a chart."))

    def place(self, node: nodes.Node) -> Place:
        """Where the author wrote a node: its own line, or that of the nearest node around it; 1 where docutils knows none."""
        # docutils gives a line to blocks and not to all of them, and MyST none to what stands inside a line
        line, source, around = 0, "", node
        while around is not None and not (line and source):
            line = line or getattr(around, "line", None) or 0
            source = source or getattr(around, "source", None) or ""
            around = around.parent
        root = str(self.volume.root.resolve())
        inside = os.path.isabs(source) and os.path.realpath(source).startswith(root + os.sep)
        file = Path(os.path.relpath(os.path.realpath(source), root)).as_posix() if inside else self.chapter.source
        return Place(file=file, line=line or 1)

    def report(self, code: str, node: nodes.Node, what: str, fix: str) -> None:
        """Collect a problem at a node."""
        self.problems.append(Problem(place=self.place(node), code=code, what=what, fix=fix))


def _writer(writers: Mapping[type, Writer], node: nodes.Node) -> Writer | None:
    return next((writers[kind] for kind in type(node).__mro__ if kind in writers), None)


def _is_bare(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and not paragraph_style(node)
