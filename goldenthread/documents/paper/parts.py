"""A volume too long for one file is printed in parts, as a long book is bound in several: files that Typst and Word can bear.

A part goes on numbering chapters and annexes where the one before it ended. Its pages, charts, pictures and tables are numbered
from 1, and its contents and its index name what is in it. Links from one part to another are links to another file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docutils import nodes

from goldenthread.documents.nodes import chart
from goldenthread.documents.paper.volume import Volume, VolumeChapter, VolumePart
from goldenthread.model import file_of_part, gettext

MOST_IN_ONE, MOST_IN_PART = 1_600_000, 900_000
"""The most that the chapters of a volume in one file weigh, and those of a part of one that has to be in several. Typst needs
about 0.9 GB for a million (docs/developers/decisions/paper.md)."""
OF_NODE, OF_CHART, OF_NUMBER = 12, 3_000, 400
"""What a node weighs beside its characters, for each is a tag in the PDF; what a drawing weighs; and a number, which has an entry
of its own at the end of the file."""
IN_A_CELL = 4
"""How many times as much a table weighs that stands in a cell of another: Typst 0.15 took 39 MB for 15,000 characters of such."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Weighed:
    """What is to be known of a chapter to put it into a part."""

    weight: int
    title: str
    numbered: bool
    annex: bool


def weight_of(tree: nodes.Element) -> int:
    """How much a chapter takes in print: about its characters in the source of Typst."""
    weight = 0
    for node in tree.findall():
        weight += len(node) if isinstance(node, nodes.Text) else OF_CHART if isinstance(node, chart) else OF_NODE
        weight += OF_NUMBER if isinstance(node, nodes.reference) and "expression" in node else 0
        if isinstance(node, nodes.entry) and (within := next(iter(node.findall(nodes.table)), None)) is not None:
            weight += (IN_A_CELL - 1) * weight_of(within)
    return weight


def in_parts(volume: Volume, most: int = MOST_IN_PART, most_in_one: int = MOST_IN_ONE) -> list[Volume]:
    """The volume itself, or one of more than `most_in_one` in as few parts as its chapters allow, of about the same weight.

    A chapter is never divided: one that weighs more than `most` is a part of its own.
    """
    weighed = [_weighed(chapter) for chapter in volume.chapters]
    if len(weighed) < 2 or sum(each.weight for each in weighed) <= most_in_one:
        return [volume]
    ends = _ends([each.weight for each in weighed], most)
    starts = [0, *ends[:-1]]
    files = [file_of_part(volume.file, number, len(ends)) for number in range(1, len(ends) + 1)]
    return [_part(volume, files, number, weighed, slice(start, end))
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)]


def _weighed(chapter: VolumeChapter) -> _Weighed:
    title = chapter.doctree.next_node(nodes.title)
    return _Weighed(weight=weight_of(chapter.doctree), title=title.astext() if title else chapter.docname,
                    numbered=chapter.numbered, annex=chapter.annex)


def _ends(weights: Sequence[int], most: int) -> list[int]:
    """Behind which chapters to cut: into the fewest parts, and these so that the heaviest is as light as it can be."""
    fewest = len(_filled(weights, most))
    enough = bisect_left(range(most), x=True, key=lambda bound: len(_filled(weights, bound)) <= fewest)
    return _filled(weights, enough)


def _filled(weights: Sequence[int], most: int) -> list[int]:
    """Where parts end that each take chapters as long as these weigh no more together; the first one always."""
    ends, held = list[int](), 0
    for position, weight in enumerate(weights):
        if position and held + weight > most:
            ends.append(position)
            held = 0
        held += weight
    return [*ends, len(weights)]


def _part(volume: Volume, files: Sequence[str], number: int, weighed: Sequence[_Weighed], chosen: slice) -> Volume:
    before, own = weighed[:chosen.start], weighed[chosen]
    part = VolumePart(number=number, of=len(files), whole=volume.file, annexes=sum(each.annex for each in before),
                chapters=sum(each.numbered and not each.annex for each in before),
                all_annexes=sum(each.annex for each in weighed))
    said = gettext("part {number} of {files}", number=number, files=len(files))
    ends = [f"\u2018{each.title}\u2019" for each in dict.fromkeys((own[0], own[-1]))]
    reach = gettext("{begin} to {end}", begin=ends[0], end=ends[1]) if len(ends) == 2 else ends[0]
    return replace(volume, file=files[number - 1], chapters=volume.chapters[chosen], part=part,
                   edition=f"{volume.edition}, {said}" if volume.edition else said.capitalize(),
                   note=" ".join(filter(None, (volume.note, gettext("This is {part}: {reach}.", part=said, reach=reach)))),
                   beside=(*(file for file in files if file != files[number - 1]), *volume.beside))
