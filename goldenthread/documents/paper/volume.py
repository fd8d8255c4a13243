"""What goes into one printed file, and what comes out of walking through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes

from goldenthread.documents.paper.pandoc_model import Element, whole
from goldenthread.model import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class VolumeChapter:
    """One page of the project as a chapter: its resolved doctree. An annex is numbered by a letter."""

    docname: str
    doctree: nodes.document
    annex: bool = False
    numbered: bool = True
    file: str = ""

    @property
    def source(self) -> str:
        """The file below the project's root that the author edits."""
        return self.file or f"{self.docname}.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """One printed file. `running_head` ('Draft') stands on every page; `dated` is printed and is the file's date.

    `root` is the folder below which the images of its chapters are found.
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
    language: str = "en-GB"
    index: bool = True
    form: str = "book"
    """`book`; `pack` for one page a chapter with the names of its parts in the margin; `report` for what nobody reviews."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one run of the press may use: seconds of the clock and of the processor, and memory."""

    seconds: int = 60
    megabytes: int = 1500


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage:
    """What the first page of a review copy says: an opening, questions by their names, how to mark, and a closing."""

    heading: str
    opening: Sequence[str] = ()
    questions: Sequence[tuple[str, str]] = ()
    how_heading: str = ""
    how: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntry:
    """An item as the index at the end names it."""

    id: str
    kind: str
    label: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConvertedChapter:
    """A chapter in pandoc's model."""

    docname: str
    source: str
    blocks: list[Element]
    annex: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ConvertedVolume:
    """A whole book in pandoc's model, and what was found on the way.

    `pictures` maps the name of a picture's file to its drawing (SVG text) or to the file that it is copied from.
    """

    chapters: Sequence[ConvertedChapter]
    problems: Sequence[Problem]
    entries: Sequence[IndexEntry]
    pictures: Mapping[str, str | Path] = field(default_factory=dict)

    def document(self, title: str = "") -> dict[str, Any]:
        """The document as pandoc reads it."""
        return whole([block for chapter in self.chapters for block in chapter.blocks], title)
