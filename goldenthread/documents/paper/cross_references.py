"""Where a link leads: to a label of the same file, to another volume, to the site, or nowhere.

Item ids stay as they are; every other id is prefixed by its page. Only headings (pages, sections, items) can be
reached from another file, because only they become named destinations; so each label knows the heading above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from docutils import nodes
from sphinx import addnodes

from goldenthread.documents.nodes import banner, chart, item
from goldenthread.documents.paper.volume import Volume, VolumeChapter
from goldenthread.model import is_book_wide, label_name, page_label

NOT_PRINTED = (
    nodes.comment, nodes.pending, nodes.substitution_definition, nodes.meta, nodes.decoration, nodes.system_message,
    addnodes.index, addnodes.toctree, addnodes.highlightlang, addnodes.tabular_col_spec, banner,
)
"""Nodes that are left out on purpose: they carry no words of the author for a reader."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A place that can be linked to: its name in its own file, and the name of the heading that it stands under."""

    name: str
    heading: str


class FileLabels(dict[tuple[str, str], Label]):
    """The labels of one file, by page and id. What every link asks of them is gathered once."""

    @cached_property
    def pages(self) -> frozenset[str]:
        """The pages that the file holds."""
        return frozenset(docname for docname, _ in self)

    @cached_property
    def anywhere(self) -> Mapping[str, Label]:
        """The first label of each id that names one thing in the whole book, such as an item's, whatever its page."""
        first: dict[str, Label] = {}
        for (_, ident), label in self.items():
            if is_book_wide(ident):
                first.setdefault(ident, label)
        return first


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkTargets:
    """Where links can lead: the labels of every volume, by page and id, and the site's address for pages in no volume.

    The id of a page as a whole is empty.
    """

    labels: Mapping[str, FileLabels] = field(default_factory=dict)
    site: str = ""

    def of_file(self, file: str) -> FileLabels:
        """The labels of a file; none for one that is not known."""
        return self.labels.get(file) or FileLabels()

    def with_volumes(self, volumes: Sequence[Volume]) -> LinkTargets:
        """These targets and those of some files more."""
        return LinkTargets(labels={**self.labels, **link_targets_from_volumes(volumes).labels}, site=self.site)

    def outside(self, volume: Volume, docname: str, ident: str) -> str:
        """The address of what is not in a volume: `other.pdf#heading`, else that of its page on the site, else an empty text.

        Of several files that have it, the first of those that stand beside the volume is meant, then any other.
        """
        order = [*volume.beside, *(name for name in self.labels if name not in volume.beside)]
        others = {name: self.labels[name] for name in order if name in self.labels and name != volume.file}
        for name, labels in others.items():
            if label := labels.get((docname, ident)):
                return f"{name}#{label.heading}"
        # an item is known by its id alone, on whatever page of a volume it stands
        for name, labels in others.items():
            if label := labels.anywhere.get(ident):
                return f"{name}#{label.heading}"
        if not self.site:
            return ""
        return f"{self.site.rstrip('/')}/{docname}.html" + (f"#{ident}" if ident else "")


def is_skipped(node: nodes.Node) -> bool:
    """Whether a node is left out on paper on purpose."""
    if isinstance(node, NOT_PRINTED):
        return True
    if isinstance(node, nodes.table) and isinstance(node.parent, chart):
        return True
    classes = node["classes"] if isinstance(node, nodes.Element) else []
    contents = isinstance(node, nodes.topic) and "contents" in classes
    wrapper = isinstance(node, nodes.compound) and "toctree-wrapper" in classes
    rule_above_notes = isinstance(node, nodes.transition) and "footnotes" in classes
    return contents or wrapper or rule_above_notes


def is_chapter_title(node: nodes.Node) -> bool:
    """Whether a node is the first section of its page, whose title is the chapter's."""
    parent = node.parent
    return isinstance(parent, nodes.document) and next(parent.findall(nodes.section)) is node


def labels_of(chapter: VolumeChapter) -> dict[tuple[str, str], Label]:
    """Every id of a page with its label. All ids of one section lead to the section's heading."""
    page = page_label(chapter.docname)
    labels = {} if chapter.continues else {(chapter.docname, ""): Label(name=page, heading=page)}
    _collect(chapter.doctree, chapter, page, labels)
    return labels


def _collect(node: nodes.Element, chapter: VolumeChapter, heading: str, labels: dict[tuple[str, str], Label]) -> None:
    docname = chapter.docname
    for child in node.children:
        if not isinstance(child, nodes.Element) or is_skipped(child):
            continue
        under, ids = heading, child["ids"]
        if isinstance(child, (nodes.section, item)) and ids:
            of_page = is_chapter_title(child) and not chapter.continues
            under = page_label(docname) if of_page else label_name(docname, ids[0])
            labels |= {(docname, ident): Label(name=under, heading=under) for ident in ids}
        else:
            labels |= {(docname, i): Label(name=label_name(docname, i), heading=under) for i in ids}
        _collect(child, chapter, under, labels)


def link_targets_from_volumes(volumes: Sequence[Volume], site: str = "") -> LinkTargets:
    """The link targets of all volumes, so that links between them lead somewhere."""
    labels: dict[str, FileLabels] = {}
    for volume in volumes:
        labels[volume.file] = FileLabels()
        for chapter in volume.chapters:
            labels[volume.file].update(labels_of(chapter))
    return LinkTargets(labels=labels, site=site)
