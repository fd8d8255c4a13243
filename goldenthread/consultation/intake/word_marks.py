"""The text of a Word document and the marks in it: every paragraph, each comment's range, each tracked change, each picture.

A mark belongs to the innermost item whose bookmark is open where the mark stands, else to the chapter whose bookmark is.
Text after the end of an item's bookmark does not belong to that item, so no mark is given to the item before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.package_parts import PartTree, part_tree
from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_bookmarks import BookmarkTracker, names_that_end
from goldenthread.consultation.intake.word_characters import SIGNS, M, W, sign_of
from goldenthread.model import LISTING_FIELDS, UNSTEADY_FIELDS, field_name

MOST_CHANGES = 20_000
MOST_OPEN_RANGES = 2_000
DELETIONS, INSERTIONS = {"del", "moveFrom"}, {"ins", "moveTo"}
REVISIONS = DELETIONS | INSERTIONS
FORMATTING = {"rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "sectPrChange",
              "tblGridChange", "numberingChange"}
CELLS = {"cellIns", "cellDel", "cellMerge"}
PICTURES = {"drawing", "pict", "object"}
PICTURED = ("}blip", "}imagedata", "}chart", "}relIds", "}OLEObject", "}contentPart")
CONTEXT = 160
"""How many characters before and after a tracked change are quoted with it."""


@dataclass(kw_only=True)
class CommentRange:
    """The words between the beginning and the end of a comment, as they were and as they are, and every item it touches.

    `paragraphs` are the numbers of the paragraphs that it touches.
    """

    words: list[str] = field(default_factory=list)
    new_words: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)

    @property
    def quoted(self) -> str:
        """The original words, else those that a tracked change put in: a line for each paragraph, none of them empty."""
        texts = ("".join(words) for words in (self.words, self.new_words))
        lines = ("\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip()) for text in texts)
        return next(filter(None, lines), "")


@dataclass(kw_only=True)
class TrackedChange:
    """Text that was deleted, inserted, or both, at one place, and the passage around it as it was.

    `paragraph` is the number of its paragraph, `start` where it stands in the old text of that paragraph, `marks` how many
    marks of each kind made it.
    """

    target: str
    deleted: str = ""
    inserted: str = ""
    paragraph: int
    start: int
    quoted: str = ""
    marks: Counter[str] = field(default_factory=Counter)


@dataclass(kw_only=True)
class WordParagraph:
    """A paragraph: its number in the file, the words as they were before tracked changes and as they are with them.

    `part` is the kind of part it stands in, such as `header`; `pictures` how many pictures and objects it holds.
    """

    number: int
    part: str
    target: str = ""
    old: str = ""
    new: str = ""
    table: int = 0
    row: int = 0
    """The numbers of the table that it stands in, counted from 1, and of the row in the file; 0 outside of tables."""
    in_contents: bool = False
    pictures: int = 0
    equations: int = 0
    changes: list[TrackedChange] = field(default_factory=list)


@dataclass(kw_only=True)
class Marks:
    """What the parts of a document hold: paragraphs, the range of each comment by its id, changes, and who made them.

    `counted` says how many marks of each kind were read, `without_words` how many of those change no word; `struck_again` are
    words that one put in and another struck out; `formatted` are paragraphs of which only the look was changed.
    """

    paragraphs: list[WordParagraph] = field(default_factory=list)
    ranges: dict[str, CommentRange] = field(default_factory=dict)
    changes: list[TrackedChange] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    without_words: Counter[str] = field(default_factory=Counter)
    struck_again: list[str] = field(default_factory=list)
    formatted: Counter[int] = field(default_factory=Counter)
    tables: int = 0
    rows: int = 0
    note_targets: dict[str, str] = field(default_factory=dict)
    """What each note belongs to, by its kind and number, from where the text refers to it."""
    bookmark_names: list[str] = field(default_factory=list)
    bookmark_faults: list[str] = field(default_factory=list)

    def paragraph(self, number: int) -> WordParagraph:
        return self.paragraphs[number]


def read_marks(package: Package, targets: Targets, tree: PartTree | None = None) -> Marks:
    """Everything in every part that holds text; `tree` has the parts, where they are known already."""
    marks = Marks()
    for part, kind in (tree or part_tree(package)).text_parts():
        if package.has(part):
            _read_part(package, part, kind, targets, marks)
    return marks


def _read_part(package: Package, part: str, kind: str, targets: Targets, marks: Marks) -> None:
    """Add what one part holds to `marks`; `kind` is that of the relationship that leads to it."""
    tracker = BookmarkTracker(targets, names_that_end(package.bytes_of(part)))
    _PartReader(package.name, kind, tracker, marks).read(package, part)
    marks.bookmark_faults += tracker.faults
    marks.bookmark_names += tracker.names


@dataclass(kw_only=True)
class _Revision:
    """The element of a tracked change that is open, and whether any words stood in it."""

    tag: str
    has_words: bool = False


@dataclass(kw_only=True)
class _Drawing:
    """A picture, a shape or an object that is open: what describes it, and whether it stands among the words already."""

    words: str = ""
    is_shown: bool = False


class _PartReader:
    """Reads one part of a document from its first element to its last."""

    def __init__(self, name: str, kind: str, bookmarks: BookmarkTracker, marks: Marks) -> None:
        self.name, self.kind, self.bookmarks, self.marks = name, kind, bookmarks, marks
        self.note_target = ""
        """What the note that is being read belongs to."""
        self.ranges: dict[str, CommentRange] = {}
        """The comments whose ranges are open."""
        self.revisions: list[_Revision] = []
        self.fallbacks, self.properties, self.tables = 0, 0, 0
        self.drawings: list[_Drawing] = []
        self.fields: list[list[str]] = []
        """The fields that are open: the instruction of each, and whether its result has begun."""
        self.paragraphs: list[WordParagraph] = []
        """The paragraphs that are open: one in a text box stands within another."""
        self.change: TrackedChange | None = None
        """The change that the last words belong to: words that follow without a break belong to it too."""

    def read(self, package: Package, part: str) -> None:
        for event, element in package.elements(part):
            tag = element.tag.removeprefix(W)
            if tag.endswith("}Fallback"):
                # mc:AlternateContent holds the same words once more, for programs that do not know a newer element
                self.fallbacks += 1 if event == "start" else -1
            if self.fallbacks:
                continue
            if event == "start":
                self._start(tag, element)
            else:
                self._end(tag, element)
        while self.paragraphs:
            self._end_paragraph()

    @property
    def target(self) -> str:
        return self.bookmarks.target or self.note_target

    @property
    def paragraph(self) -> WordParagraph:
        if not self.paragraphs:
            # words and marks between two paragraphs, which no program writes, are kept all the same
            self._begin_paragraph()
        return self.paragraphs[-1]

    def _start(self, tag: str, element: Element) -> None:
        key = element.get(f"{W}id", "")
        if tag == "p":
            self._begin_paragraph()
        elif tag in ("pPr", "rPr"):
            self.properties += 1
        elif tag in ("tbl", "tr"):
            self.tables += tag == "tbl"
            self.marks.tables += tag == "tbl" and self.tables == 1
            self.marks.rows += tag == "tr" and self.tables == 1
        elif tag in REVISIONS:
            self._start_revision(tag, element)
        elif tag in FORMATTING or tag in CELLS:
            self.marks.counted[tag] += 1
            self.marks.authors.add(element.get(f"{W}author", "").strip())
            self.marks.formatted[self.paragraphs[-1].number if self.paragraphs else -1] += 1
        elif key or tag in ("commentReference", "bookmarkStart"):
            self._mark_place(tag, key, element)
        else:
            self._start_content(tag, element)

    def _mark_place(self, tag: str, key: str, element: Element) -> None:
        """A mark that goes by a number: a bookmark, a comment's, or a note's."""
        if tag == "bookmarkStart":
            self.bookmarks.begin(key, element.get(f"{W}name", ""))
        elif tag == "bookmarkEnd":
            self.bookmarks.end(key, element.get(f"{W}name", ""))
        elif tag.startswith("comment"):
            self._comment_mark(tag, key)
        elif tag in ("footnoteReference", "endnoteReference"):
            self.marks.note_targets[f"{tag.removesuffix('Reference')} {key}"] = self.target
        elif tag in ("footnote", "endnote"):
            self.note_target = self.marks.note_targets.get(f"{tag} {key}", "")

    def _start_content(self, tag: str, element: Element) -> None:
        if tag in PICTURES:
            self.marks.counted[tag] += 1
            self.drawings.append(_Drawing())
            if len(self.drawings) == 1:
                self.paragraph.pictures += 1
        elif tag == f"{M}oMath":
            self.marks.counted["oMath"] += 1
            self.paragraph.equations += 1
        elif tag == "fldSimple":
            self.fields.append([element.get(f"{W}instr", ""), "result"])
        elif tag == "fldChar":
            self._field_mark(element.get(f"{W}fldCharType", ""))
        elif tag.endswith("}docPr") and self.drawings:
            self.drawings[-1].words = " ".join(element.get("descr", "").split())
        elif tag.endswith(PICTURED) and self.drawings:
            self._show_drawing("picture", element.get("ProgID", ""))

    def _show_drawing(self, what: str, words: str = "") -> None:
        """Put a picture among the words, by its description, once."""
        drawing = self.drawings[-1]
        if not any(one.is_shown for one in self.drawings):
            words = drawing.words or words
            self._add_words(f"[{what}: {words}]" if words else f"[{what}]")
        drawing.is_shown = True

    def _field_mark(self, how: str) -> None:
        if how == "begin":
            self.fields.append(["", ""])
        elif how == "separate" and self.fields:
            self.fields[-1][1] = "result"
        elif how == "end" and self.fields:
            self.fields.pop()

    def _comment_mark(self, tag: str, key: str) -> None:
        if tag == "commentRangeStart":
            self.ranges[key] = self.marks.ranges.setdefault(key, CommentRange())
            if len(self.ranges) > MOST_OPEN_RANGES:
                refuse(self.name, "intake.unsafe", f"More than {MOST_OPEN_RANGES:,} comments begin in the file and do not end.",
                       "Ask for a new copy.")
        elif tag == "commentRangeEnd":
            self.ranges.pop(key, None)
        elif tag == "commentReference":
            # a comment at a point has no range: it belongs to what is around the point
            place = self.marks.ranges.setdefault(key, CommentRange())
            place.targets = place.targets or [self.target]
            place.paragraphs = place.paragraphs or [self.paragraph.number]

    def _start_revision(self, tag: str, element: Element) -> None:
        self.marks.counted[tag] += 1
        self.marks.authors.add(element.get(f"{W}author", "").strip())
        self.revisions.append(_Revision(tag=tag))

    def _end(self, tag: str, element: Element) -> None:
        if tag in ("t", "delText", f"{M}t"):
            self._add_words(element.text or "")
        elif tag in SIGNS:
            # in a paragraph's properties a tab is a tab stop
            self._add_words("" if self.properties else SIGNS[tag])
        elif tag == "sym":
            self._add_words(sign_of(element))
        elif tag == "p":
            self._end_paragraph()
        elif tag in ("pPr", "rPr"):
            self.properties -= 1
        elif tag in ("instrText", "fldSimple") and self.fields:
            self._end_of_field(tag, element)
        elif tag in PICTURES or tag in REVISIONS or tag == "tbl":
            self._end_of_frame(tag)

    def _end_of_field(self, tag: str, element: Element) -> None:
        if tag == "instrText":
            self.fields[-1][0] += element.text or ""
        else:
            self.fields.pop()

    def _end_of_frame(self, tag: str) -> None:
        if tag == "tbl":
            self.tables -= 1
        elif tag in PICTURES and self.drawings:
            if not self.drawings[-1].is_shown:
                self._show_drawing("drawing")
            self.drawings.pop()
        elif tag in REVISIONS and self.revisions:
            revision = self.revisions.pop()
            if not revision.has_words:
                self.marks.without_words[revision.tag] += 1

    def _begin_paragraph(self) -> None:
        paragraph = WordParagraph(number=len(self.marks.paragraphs), part=self.kind, target=self.target,
                                  table=self.marks.tables if self.tables else 0, row=self.marks.rows if self.tables else 0)
        for drawing in self.drawings:
            # the words in a text box stand for it
            drawing.is_shown = True
        self.marks.paragraphs.append(paragraph)
        self.paragraphs.append(paragraph)
        self.change = None

    def _field(self, names: frozenset[str]) -> bool:
        return any(how == "result" and field_name(instruction) in names for instruction, how in self.fields)

    def _add_words(self, words: str) -> None:
        paragraph, target = self.paragraph, self.target
        paragraph.target = paragraph.target or target
        paragraph.in_contents = paragraph.in_contents or self._field(LISTING_FIELDS)
        if not words or self._field(UNSTEADY_FIELDS):
            return
        deleted, inserted = (any(one.tag in tags for one in self.revisions) for tags in (DELETIONS, INSERTIONS))
        for revision in self.revisions:
            revision.has_words = revision.has_words or bool(words.strip())
        for comment_range in self.ranges.values():
            if not inserted:
                comment_range.words.append(words)
            comment_range.new_words.append(words)
            if target not in comment_range.targets:
                comment_range.targets.append(target)
            if not comment_range.paragraphs or comment_range.paragraphs[-1] != paragraph.number:
                comment_range.paragraphs.append(paragraph.number)
        if deleted and inserted:
            # inserted by one and deleted by another: in neither the old text nor the new
            self.marks.struck_again.append(words)
            return
        if deleted or inserted:
            self._add_to_change(target, words, deleted)
        else:
            self.change = None
        paragraph.old += "" if inserted else words
        paragraph.new += "" if deleted else words

    def _add_to_change(self, target: str, words: str, deleted: bool) -> None:
        change, paragraph = self.change, self.paragraph
        if change is None or change.target != target or change.paragraph != paragraph.number:
            change = TrackedChange(target=target, paragraph=paragraph.number, start=len(paragraph.old))
            if sum(len(one.changes) for one in self.paragraphs) + len(self.marks.changes) >= MOST_CHANGES:
                refuse(self.name, "intake.too-large", f"The file holds more than {MOST_CHANGES:,} tracked changes.",
                       "Ask for it in parts.")
            paragraph.changes.append(change)
            self.change = change
        if deleted:
            change.deleted += words
        else:
            change.inserted += words
        change.marks[self.revisions[-1].tag] += 1

    def _end_paragraph(self) -> None:
        """Quote the old text of the paragraph around each change in it, and go on to the next."""
        if not self.paragraphs:
            return
        paragraph = self.paragraphs.pop()
        for change in paragraph.changes:
            begin = max(0, change.start - CONTEXT)
            end = change.start + len(change.deleted) + CONTEXT
            quoted = " ".join(paragraph.old[begin:end].split())
            change.quoted = ("… " if begin else "") + quoted + (" …" if end < len(paragraph.old) else "")
            if (change.deleted + change.inserted).strip():
                self.marks.changes.append(change)
        for comment_range in self.ranges.values():
            comment_range.words.append("\n")
            comment_range.new_words.append("\n")
        self.change = None
