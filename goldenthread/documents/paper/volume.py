"""One printed file: what goes into it, and the same as pandoc takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes

from goldenthread.documents.paper.pandoc_model import Element, pandoc_document
from goldenthread.model import Problem, current_language


@dataclass(frozen=True, kw_only=True, slots=True)
class VolumeChapter:
    """One page of the book as a chapter: its resolved doctree, in which links to other pages lead to `/docname#id`.

    An annex is numbered by a letter, other chapters by a number, unless `numbered` is false.
    """

    docname: str
    doctree: nodes.document
    annex: bool = False
    numbered: bool = True
    file: str = ""
    """Where its author wrote it, when that is not `docname.md`."""
    made: bool = False
    """Whether it was made for this file from what the others hold: nobody reviews it, and it gets no Word file of its own."""

    continues: bool = False
    """Whether it goes on with a page that another chapter of the file begins: links to the page lead to that one."""

    @property
    def source(self) -> str:
        """The file below the book's folder that the author edits."""
        return self.file or f"{self.docname}.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class VolumePart:
    """Which part of a volume a file is: the `number`th `of` so many. `whole` is the file that the volume would be.

    `chapters` and `annexes` count those with a number that stand in earlier parts. An annex that each part has of its own comes
    after `all_annexes` of the volume, so that its letter is the same in each.
    """

    number: int
    of: int
    whole: str
    chapters: int = 0
    annexes: int = 0
    all_annexes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """One printed file, `file` by name. `running_head` ('Draft') is on every page; `dated` is printed and is the file's date.

    `root` is the book's folder, below which the images of its chapters are found. With `index`, a PDF ends in an index of the
    items. `language` is a tag such as `en-GB`. What is in several other files is linked to in the first of `beside` that has it.
    """

    file: str
    title: str
    dated: date
    chapters: Sequence[VolumeChapter]
    root: Path
    edition: str = ""
    status: str = ""
    running_head: str = ""
    publisher: str = ""
    note: str = ""
    language: str = field(default_factory=lambda: current_language().tag)
    index: bool = True
    form: str = "book"
    """`book`; `pack` for chapters that each begin a page, their parts named in the margin; `report` for what nobody reviews."""
    beside: tuple[str, ...] = ()
    imprint: Sequence[tuple[str, str]] = ()
    """What the file says of its making: terms with their words, such as whom to ask."""
    places: Sequence[str] = ()
    """The names of areas that a PDF's index of places lists, with the pages of all chapters but annexes."""
    part: VolumePart | None = None
    """Of a volume that is printed in parts, which of them this file is; None for a volume in one file."""

    @property
    def whole(self) -> str:
        """The file that the volume is, or would be if it were not in parts."""
        return self.part.whole if self.part else self.file


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one run of Typst or pandoc may use: seconds of the processor, and for Typst megabytes of memory."""

    seconds: int = 60
    megabytes: int = 2500


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage:
    """What the first page of a review copy says: an opening, questions by their names, and how to mark the copy."""

    heading: str
    opening: Sequence[str] = ()
    questions: Sequence[tuple[str, str]] = ()
    how_heading: str = ""
    how: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntry:
    """An item as the index at the end names it; `label` is its kind in words ('Evidence')."""

    id: str
    kind: str
    label: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConvertedChapter:
    """A chapter as blocks of pandoc's model; `source` is the file that its author edits."""

    docname: str
    source: str
    blocks: list[Element]
    annex: bool = False
    made: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ConvertedVolume:
    """A volume in pandoc's model, with every problem that was met, and what its index and its pictures need.

    `pictures` maps the name of a picture's file to its drawing (SVG text) or to the file that it is copied from.
    """

    chapters: Sequence[ConvertedChapter]
    problems: Sequence[Problem]
    entries: Sequence[IndexEntry]
    pictures: Mapping[str, str | Path] = field(default_factory=dict)
    files: Sequence[str] = ()
    """The other files that links lead to."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What each heading says, by its label; the title of an item has its kind before it."""

    def document(self, title: str = "") -> dict[str, Any]:
        """The document as pandoc reads it."""
        return pandoc_document([block for chapter in self.chapters for block in chapter.blocks], title)
