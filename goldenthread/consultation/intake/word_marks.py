"""The text of a Word document in its order: which bookmark encloses which words, what is commented, struck out and put in.

A mark belongs to the innermost item whose bookmark is still open where the mark stands, else to the chapter's bookmark.
What stands after a bookmark has ended belongs to it no more, so no mark is given to the item before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_comments import W

DOCUMENT, NOTES = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml")
MOST_CHANGES = 20_000
STRUCK, ADDED = {"del", "moveFrom"}, {"ins", "moveTo"}
AROUND = 160
"""How many characters before and after a change are quoted with it."""


@dataclass(kw_only=True)
class Range:
    """The words between a comment's beginning and end, and what they belong to."""

    words: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Change:
    """Words that were struck out, put in, or both at one place; `paragraph` is its number, `start` where in it they stand."""

    target: str
    struck: str = ""
    added: str = ""
    paragraph: int
    start: int
    quoted: str = ""


@dataclass(kw_only=True)
class Marks:
    """Every mark of a document: the range of each comment by its id, the changes in order, and who made them."""

    ranges: dict[str, Range] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)


def read_marks(package: Package, targets: Targets) -> Marks:
    """Every comment's range and every tracked change of the text and of its notes."""
    marks = Marks()
    text = _Text(package.name, targets, marks, {})
    text.walk(package, DOCUMENT)
    for part in NOTES:
        if package.has(part):
            _Text(package.name, targets, marks, text.homes).walk(package, part)
    return marks


class _Text:
    def __init__(self, name: str, targets: Targets, marks: Marks, homes: dict[str, str]) -> None:
        self.name, self.targets, self.marks = name, targets, marks
        self.homes = homes
        """What each note belongs to, by its kind and number, from where the text calls it."""
        self.home = ""
        self.bookmarks: dict[str, str] = {}
        self.ranges: dict[str, Range] = {}
        self.revisions: list[str] = []
        self.skipped, self.in_properties = 0, False
        self.paragraph, self.original = 0, ""
        self.change: Change | None = None
        self.waiting: list[Change] = []

    def walk(self, package: Package, part: str) -> None:
        for event, element in package.elements(part):
            tag = element.tag.removeprefix(W)
            if tag.endswith("}Fallback"):
                # the same words for old programs, once more
                self.skipped += 1 if event == "start" else -1
            if tag == "pPr":
                self.in_properties = event == "start"
            if self.skipped:
                continue
            if event == "start":
                self._begin(tag, element)
            else:
                self._end(tag, element)
        self._end_paragraph()

    @property
    def target(self) -> str:
        """The innermost item that is open, else the innermost chapter, else nothing."""
        page = ""
        for name in reversed(self.bookmarks.values()):
            if self.targets.item_id.fullmatch(name):
                return name
            page = page or self.targets.bookmarks.get(name, "")
        return page or self.home

    def _begin(self, tag: str, element: Element) -> None:
        key = element.get(f"{W}id", "")
        if tag == "bookmarkStart":
            self.bookmarks[key] = element.get(f"{W}name", "")
        elif tag == "bookmarkEnd":
            self.bookmarks.pop(key, None)
        elif tag == "commentRangeStart":
            self.ranges[key] = self.marks.ranges.setdefault(key, Range())
        elif tag == "commentRangeEnd":
            self.ranges.pop(key, None)
        elif tag == "commentReference":
            place = self.marks.ranges.setdefault(key, Range())
            place.targets = place.targets or [self.target]
        elif tag in ("footnoteReference", "endnoteReference"):
            self.homes[f"{tag.removesuffix('Reference')} {key}"] = self.target
        elif tag in ("footnote", "endnote"):
            self.home = self.homes.get(f"{tag} {key}", "")
        elif tag in STRUCK | ADDED:
            self.revisions.append(tag)
            self.marks.authors.add(element.get(f"{W}author", "").strip())

    def _end(self, tag: str, element: Element) -> None:
        if tag in ("t", "delText"):
            self._words(element.text or "")
        elif tag in ("tab", "br", "cr") and not self.in_properties:
            self._words(" ")
        elif tag == "p":
            self._end_paragraph()
        elif tag in STRUCK | ADDED:
            self.revisions.pop()

    def _words(self, words: str) -> None:
        target = self.target
        for place in self.ranges.values():
            place.words.append(words)
            if target not in place.targets:
                place.targets.append(target)
        struck, added = (any(kind in kinds for kind in self.revisions) for kinds in (STRUCK, ADDED))
        if struck and added:
            # put in and struck out again: in neither the old text nor the new
            return
        if struck or added:
            self._changed(target, words, struck)
        elif words:
            self.change = None
        if not added:
            self.original += words

    def _changed(self, target: str, words: str, struck: bool) -> None:
        change = self.change
        if change is None or change.target != target or change.paragraph != self.paragraph:
            change = Change(target=target, paragraph=self.paragraph, start=len(self.original))
            if len(self.marks.changes) + len(self.waiting) >= MOST_CHANGES:
                refuse(self.name, "intake.too-large", f"The file holds more than {MOST_CHANGES:,} tracked changes.",
                       "Ask for it in parts.")
            self.waiting.append(change)
            self.change = change
        if struck:
            change.struck += words
        else:
            change.added += words

    def _end_paragraph(self) -> None:
        """Quote the paragraph as it was around each change in it, and go on to the next."""
        for change in self.waiting:
            begin = max(0, change.start - AROUND)
            end = change.start + len(change.struck) + AROUND
            quoted = " ".join(self.original[begin:end].split())
            change.quoted = ("… " if begin else "") + quoted + (" …" if end < len(self.original) else "")
            if (change.struck + change.added).strip():
                self.marks.changes.append(change)
        for place in self.ranges.values():
            place.words.append("\n")
        self.waiting, self.original, self.change = [], "", None
        self.paragraph += 1
