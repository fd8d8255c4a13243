"""The marks in the text of a Word document: the range of each comment, each tracked change, and what each belongs to.

A mark belongs to the innermost item whose bookmark is open where the mark stands, else to the chapter whose bookmark is.
Text after the end of an item's bookmark does not belong to that item, so no mark is given to the item before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_comments import W

DOCUMENT, NOTES = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml")
MOST_CHANGES = 20_000
DELETIONS, INSERTIONS = {"del", "moveFrom"}, {"ins", "moveTo"}
CONTEXT = 160
"""How many characters before and after a tracked change are quoted with it."""


@dataclass(kw_only=True)
class CommentRange:
    """The text between the beginning and the end of a comment, in pieces, and every item or page that it touches."""

    words: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class TrackedChange:
    """Text that was deleted, inserted, or both, at one place, and the passage around it as it was.

    `paragraph` is the number of its paragraph, `start` where it is in the old text of that paragraph.
    """

    target: str
    deleted: str = ""
    inserted: str = ""
    paragraph: int
    start: int
    quoted: str = ""


@dataclass(kw_only=True)
class Marks:
    """Every mark of a document: the range of each comment by its id, the changes in order, and who made them."""

    ranges: dict[str, CommentRange] = field(default_factory=dict)
    changes: list[TrackedChange] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)


def read_marks(package: Package, targets: Targets) -> Marks:
    """Every comment's range and every tracked change of the text and of its notes."""
    marks = Marks()
    text = _MarkReader(package.name, targets, marks, {})
    text.read(package, DOCUMENT)
    for part in NOTES:
        if package.has(part):
            _MarkReader(package.name, targets, marks, text.note_targets).read(package, part)
    return marks


class _MarkReader:
    """Reads one part of a document from its first element to its last, and adds the marks in it to `marks`."""

    def __init__(self, name: str, targets: Targets, marks: Marks, note_targets: dict[str, str]) -> None:
        self.name, self.targets, self.marks = name, targets, marks
        self.note_targets = note_targets
        """What each note belongs to, by its kind and number, from where the text refers to it."""
        self.note_target = ""
        """What the note that is being read belongs to."""
        self.bookmarks: dict[str, str] = {}
        """The names of the bookmarks that are open, by number, the innermost last."""
        self.ranges: dict[str, CommentRange] = {}
        """The comments whose ranges are open."""
        self.revisions: list[str] = []
        """The elements of tracked changes that are open."""
        self.fallbacks = 0
        """How many `mc:Fallback` elements are open: what is in one is passed over."""
        self.in_properties = False
        """Whether the properties of a paragraph are open, which hold no text."""
        self.paragraph = 0
        """The number of the paragraph that is being read, counted from 0."""
        self.old_text = ""
        """Its text so far as it was before any tracked change."""
        self.change: TrackedChange | None = None
        """The change that the last words belong to: words that follow without a break belong to it too."""
        self.changes_of_paragraph: list[TrackedChange] = []

    def read(self, package: Package, part: str) -> None:
        for event, element in package.elements(part):
            tag = element.tag.removeprefix(W)
            if tag.endswith("}Fallback"):
                # mc:AlternateContent holds the same words once more, for programs that do not know a newer element
                self.fallbacks += 1 if event == "start" else -1
            if tag == "pPr":
                self.in_properties = event == "start"
            if self.fallbacks:
                continue
            if event == "start":
                self._start(tag, element)
            else:
                self._end(tag, element)
        self._end_paragraph()

    @property
    def target(self) -> str:
        """The innermost item whose bookmark is open, else the innermost chapter, else nothing."""
        page = ""
        for name in reversed(self.bookmarks.values()):
            if self.targets.item_id.fullmatch(name):
                return name
            page = page or self.targets.page_of_bookmark.get(name, "")
        return page or self.note_target

    def _start(self, tag: str, element: Element) -> None:
        key = element.get(f"{W}id", "")
        if tag == "bookmarkStart":
            self.bookmarks[key] = element.get(f"{W}name", "")
        elif tag == "bookmarkEnd":
            self.bookmarks.pop(key, None)
        elif tag == "commentRangeStart":
            self.ranges[key] = self.marks.ranges.setdefault(key, CommentRange())
        elif tag == "commentRangeEnd":
            self.ranges.pop(key, None)
        elif tag == "commentReference":
            # a comment at a point has no range: it belongs to what is around the point
            place = self.marks.ranges.setdefault(key, CommentRange())
            place.targets = place.targets or [self.target]
        elif tag in ("footnoteReference", "endnoteReference"):
            self.note_targets[f"{tag.removesuffix('Reference')} {key}"] = self.target
        elif tag in ("footnote", "endnote"):
            self.note_target = self.note_targets.get(f"{tag} {key}", "")
        elif tag in DELETIONS | INSERTIONS:
            self.revisions.append(tag)
            self.marks.authors.add(element.get(f"{W}author", "").strip())

    def _end(self, tag: str, element: Element) -> None:
        if tag in ("t", "delText"):
            self._add_words(element.text or "")
        elif tag in ("tab", "br", "cr") and not self.in_properties:
            # in a paragraph's properties a tab is a tab stop
            self._add_words(" ")
        elif tag == "p":
            self._end_paragraph()
        elif tag in DELETIONS | INSERTIONS:
            self.revisions.pop()

    def _add_words(self, words: str) -> None:
        target = self.target
        for comment_range in self.ranges.values():
            comment_range.words.append(words)
            if target not in comment_range.targets:
                comment_range.targets.append(target)
        deleted, inserted = (any(tag in tags for tag in self.revisions) for tags in (DELETIONS, INSERTIONS))
        if deleted and inserted:
            # inserted by one and deleted by another: in neither the old text nor the new
            return
        if deleted or inserted:
            self._add_to_change(target, words, deleted)
        elif words:
            self.change = None
        if not inserted:
            self.old_text += words

    def _add_to_change(self, target: str, words: str, deleted: bool) -> None:
        change = self.change
        if change is None or change.target != target or change.paragraph != self.paragraph:
            change = TrackedChange(target=target, paragraph=self.paragraph, start=len(self.old_text))
            if len(self.marks.changes) + len(self.changes_of_paragraph) >= MOST_CHANGES:
                refuse(self.name, "intake.too-large", f"The file holds more than {MOST_CHANGES:,} tracked changes.",
                       "Ask for it in parts.")
            self.changes_of_paragraph.append(change)
            self.change = change
        if deleted:
            change.deleted += words
        else:
            change.inserted += words

    def _end_paragraph(self) -> None:
        """Quote the old text of the paragraph around each change in it, and go on to the next."""
        for change in self.changes_of_paragraph:
            begin = max(0, change.start - CONTEXT)
            end = change.start + len(change.deleted) + CONTEXT
            quoted = " ".join(self.old_text[begin:end].split())
            change.quoted = ("… " if begin else "") + quoted + (" …" if end < len(self.old_text) else "")
            if (change.deleted + change.inserted).strip():
                self.marks.changes.append(change)
        for comment_range in self.ranges.values():
            comment_range.words.append("\n")
        self.changes_of_paragraph, self.old_text, self.change = [], "", None
        self.paragraph += 1
