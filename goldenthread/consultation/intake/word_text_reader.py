"""Reads the parts of a Word document that hold text, each from its first element to its last.

A mark belongs to the innermost item whose bookmark is open where the mark stands, else to the chapter whose bookmark is.
Text after the end of an item's bookmark does not belong to that item, so no mark is given to the item before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.field_tracker import FieldTracker
from goldenthread.consultation.intake.package_parts import PartTree, part_tree
from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_bookmarks import BookmarkTracker, names_that_end
from goldenthread.consultation.intake.word_characters import SIGNS, A, M, W, sign_of
from goldenthread.consultation.intake.word_drawings import ALTERNATIVES, FallbackTracker, OpenDrawing, described
from goldenthread.consultation.intake.word_equations import EquationReader
from goldenthread.consultation.intake.word_forms import FORM_MARKS, OldFormField, PromptTracker
from goldenthread.consultation.intake.word_looks import SEEN, RunLook, looks_of_styles
from goldenthread.consultation.intake.word_marks import (
    CELLS,
    CONTEXT,
    DELETIONS,
    FORMATTING,
    INSERTIONS,
    PICTURES,
    REVISIONS,
    CommentRange,
    Marks,
    TrackedChange,
    WordParagraph,
)
from goldenthread.model import words_aside

MOST_CHANGES = 20_000
MOST_OPEN_RANGES = 2_000
VML = "{urn:schemas-microsoft-com:vml}"
WORDED = {"t", "delText", "sym", f"{A}t", f"{A}p"}
MEASURES = ("posOffset", "}align", "}pctWidth", "}pctHeight", "}pctPosHOffset", "}pctPosVOffset", "delInstrText", "fldData",
            "binData", "}LinkType", "}LockedField", "}FieldCodes")
"""The elements whose text is no text of the document, but a measure or data."""
PICTURED = ("}blip", "}imagedata", "}chart", "}relIds", "}OLEObject", "}contentPart")


def read_marks(package: Package, targets: Targets, tree: PartTree | None = None) -> Marks:
    """Everything in every part that holds text; `tree` has the parts, where they are known already."""
    marks, parts = Marks(), tree or part_tree(package)
    styled = dict[str, set[str]]()
    for part in filter(package.has, parts.related(parts.main, "styles")):
        styled |= looks_of_styles(package.elements(part))
    for part, kind in parts.text_parts():
        if package.has(part):
            _read_part(package, part, kind, targets, marks, styled)
    return marks


def _read_part(package: Package, part: str, kind: str, targets: Targets, marks: Marks, styled: Mapping[str, set[str]]) -> None:
    """Add what one part holds to `marks`; `kind` is that of the relationship that leads to it."""
    tracker = BookmarkTracker(targets, names_that_end(package.bytes_of(part)))
    _PartReader(package.name, kind, tracker, marks, styled).read(package, part)
    marks.bookmark_faults += tracker.faults
    marks.bookmark_names += tracker.names


@dataclass(kw_only=True)
class OpenRevision:
    """The element of a tracked change that is open, and whether a change or words struck out again have counted it."""

    tag: str
    author: str
    is_counted: bool = False


class _PartReader:
    """Reads one part of a document from its first element to its last."""

    def __init__(self, name: str, kind: str, bookmarks: BookmarkTracker, marks: Marks, styled: Mapping[str, set[str]]) -> None:
        self.name, self.kind, self.bookmarks, self.marks = name, kind, bookmarks, marks
        self.note_target = ""
        """What the note that is being read belongs to."""
        self.ranges: dict[str, CommentRange] = {}
        """The comments whose ranges are open."""
        self.revisions: list[OpenRevision] = []
        self.properties, self.tables = 0, 0
        self.fallbacks = FallbackTracker()
        self.drawings: list[OpenDrawing] = []
        self.form, self.prompts = OldFormField(), PromptTracker()
        self.fields = FieldTracker()
        self.paragraphs: list[WordParagraph] = []
        """The paragraphs that are open: one in a text box stands within another."""
        self.change: TrackedChange | None = None
        """The change that the last words belong to: words that follow without a break belong to it too."""
        self.look, self.equation = RunLook(styled), EquationReader()
        self.reading, self.in_reading = "", False
        """How the signs that come next are read (ruby): it stands before them in the file, and above them on the page."""

    def read(self, package: Package, part: str) -> None:
        for event, element in package.elements(part):
            tag = element.tag.removeprefix(W)
            if tag[0] == "{" and tag.endswith(ALTERNATIVES):
                self.fallbacks.see(tag, event)
            if self.fallbacks.passes_over:
                if event == "end" and tag in ("t", "delText") and element.text:
                    self.marks.fallback_words.append(element.text)
                continue
            if event == "start":
                self._start(tag, element)
            else:
                self._end(tag, element)
        while self.paragraphs:
            self._end_paragraph()
        self.marks.hidden_fields += self.fields.hidden
        self.marks.field_links += self.fields.links

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
        self.marks.said_aside += words_aside(tag, element.attrib)
        self.prompts.start(tag, element.get(f"{W}val", ""))
        if tag in SEEN:
            self.look.start(tag, element)
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
            changed = self.marks.cells if tag in CELLS else self.marks.formatted
            changed[self.paragraphs[-1].number if self.paragraphs else -1] += 1
        elif key or tag in ("commentReference", "bookmarkStart"):
            self._mark_place(tag, key, element)
        else:
            self._start_content(tag, element)

    def _mark_place(self, tag: str, key: str, element: Element) -> None:
        """A mark that goes by a number: a bookmark, a comment's, or a note's."""
        if tag == "bookmarkStart":
            self.bookmarks.begin(key, element.get(f"{W}name", ""))
            self.marks.place_names.append(element.get(f"{W}name", ""))
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
            self.fallbacks.size += 1
            self.drawings.append(OpenDrawing())
            self.paragraph.pictures += 1
        elif tag.startswith(M):
            self.equation.start(element, len(self.revisions))
            self.marks.counted["oMath"] += tag == f"{M}oMath"
            self.paragraph.equations += tag == f"{M}oMath"
        elif tag == "fldSimple":
            self.fields.begin_simple(element.get(f"{W}instr", ""))
        elif tag == "fldChar":
            self._say(self.fields.see_mark(element.get(f"{W}fldCharType", "")))
        elif tag == "name":
            self.marks.place_names.append(element.get(f"{W}val", ""))
        elif tag in FORM_MARKS:
            self.form.see(tag, element.get(f"{W}val", ""))
        elif tag == "rt":
            self.in_reading = True
        elif tag[0] == "{":
            self._start_drawn(tag, element)

    def _start_drawn(self, tag: str, element: Element) -> None:
        """A part of a drawing: what describes it, its words, or the picture itself."""
        if tag.endswith("}textpath"):
            # WordArt has its words in an attribute
            self._add_words(f'{element.get("string", "")} ')
        elif not self.drawings:
            return
        elif tag.endswith("}docPr"):
            self.drawings[-1].words = described(element)
        elif tag.startswith(VML) and element.get("alt"):
            self.drawings[-1].words = " ".join(element.get("alt", "").split())
        if tag.endswith(PICTURED):
            self._show_drawing("picture", element.get("ProgID", ""))

    def _show_drawing(self, what: str, words: str = "") -> None:
        """Put a picture among the words, by its description, once."""
        drawing = self.drawings[-1]
        if not any(one.is_shown for one in self.drawings):
            words = drawing.words or words
            self._add_words(f"[{what}: {words}]" if words else f"[{what}]")
        drawing.is_shown = True

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
        author = element.get(f"{W}author", "").strip()
        self.marks.authors.add(author)
        self.revisions.append(OpenRevision(tag=tag, author=author))

    def _end(self, tag: str, element: Element) -> None:
        self.prompts.end(tag)
        if tag in SEEN:
            self.look.end(tag)
        if tag in WORDED or tag in SIGNS:
            self._add_words(self._words_of(tag, element))
        elif tag.startswith(M):
            self._end_of_maths(tag, element)
        elif tag == "p":
            self._end_paragraph()
        elif tag in ("pPr", "rPr"):
            self.properties -= 1
        elif tag in ("rt", "ruby"):
            self._end_of_reading(tag)
        elif tag in PICTURES or tag in REVISIONS or tag == "tbl":
            self._end_of_frame(tag)
        elif tag in ("instrText", "fldSimple", "checkBox", "ddList"):
            self._end_of_field(tag, element)
        elif element.text and not element.text.isspace() and not tag.endswith(MEASURES):
            self.marks.unseen_words.append(element.text.strip())

    def _words_of(self, tag: str, element: Element) -> str:
        """The words of an element that holds some, or stands for some."""
        if tag in SIGNS:
            # in a paragraph's properties a tab is a tab stop
            return "" if self.properties else SIGNS[tag]
        if tag == "sym":
            return sign_of(element)
        if tag == f"{A}p":
            return " "
        return element.text or "" if tag == f"{A}t" else self.look.written(element.text or "")

    def _end_of_maths(self, tag: str, element: Element) -> None:
        if tag == f"{M}t" and not self.equation.holds(element.text or "", len(self.revisions)):
            self._add_words(element.text or "")
        self._say(self.equation.end())

    def _end_of_field(self, tag: str, element: Element) -> None:
        if tag == "instrText":
            self.fields.instruct(element.text or "")
        else:
            self._say(self.fields.end() if tag == "fldSimple" else self.form.says(tag))

    def _end_of_reading(self, tag: str) -> None:
        """The reading of signs (ruby) goes behind them, in brackets."""
        self.in_reading = False
        if tag == "ruby" and self.reading:
            words, self.reading = self.reading, ""
            self._add_words(f" ({words})")

    def _end_of_frame(self, tag: str) -> None:
        if tag == "tbl":
            self.tables -= 1
        elif tag in PICTURES and self.drawings:
            if not self.drawings[-1].is_shown:
                self._show_drawing("drawing")
            self.drawings.pop()
        elif tag in REVISIONS and self.revisions:
            revision = self.revisions.pop()
            if not revision.is_counted:
                self.marks.without_words[revision.tag] += 1

    def _begin_paragraph(self) -> None:
        paragraph = WordParagraph(number=len(self.marks.paragraphs), part=self.kind, target=self.target,
                                  table=self.marks.tables if self.tables else 0, row=self.marks.rows if self.tables else 0)
        for drawing in self.drawings:
            # the words in a text box stand for it, beside those that describe it
            if drawing.words and not drawing.is_shown and self.paragraphs:
                self._add_words(f"[drawing: {drawing.words}]")
            drawing.is_shown = True
        self.marks.paragraphs.append(paragraph)
        self.paragraphs.append(paragraph)
        self.change = None

    def _say(self, words: str) -> None:
        if words:
            self._add_words(words)

    def _add_words(self, words: str) -> None:
        self.fallbacks.size += len(words)
        paragraph, target = self.paragraph, self.target
        paragraph.target = paragraph.target or target
        paragraph.in_contents = paragraph.in_contents or self.fields.is_listing
        if self.in_reading:
            self.reading += words
            return
        if not words or self.prompts.is_prompt:
            self.marks.prompts += filter(str.strip, [words])
            return
        is_unsteady = self.fields.is_unsteady(words)
        if is_unsteady and not self.revisions:
            paragraph.unsteady += words
            paragraph.new += words
            return
        deleted, inserted = (any(one.tag in tags for one in self.revisions) for tags in (DELETIONS, INSERTIONS))
        self._add_to_ranges(words, target, is_inserted=inserted)
        if deleted and inserted:
            # inserted by one and deleted by another: in neither the old text nor the new
            self.marks.struck_again.append((words, self._uncounted()))
            return
        if deleted or inserted:
            self._add_to_change(target, words, deleted)
        else:
            self.change = None
            paragraph.looks.add(words, self.look.looks)
        paragraph.old += "" if inserted else words
        paragraph.new += "" if deleted else words

    def _add_to_ranges(self, words: str, target: str, *, is_inserted: bool) -> None:
        """Add words to the range of each comment that is open."""
        number = self.paragraph.number
        for comment_range in self.ranges.values():
            if not is_inserted:
                comment_range.words.append(words)
            comment_range.new_words.append(words)
            if target not in comment_range.targets:
                comment_range.targets.append(target)
            if not comment_range.paragraphs or comment_range.paragraphs[-1] != number:
                comment_range.paragraphs.append(number)

    def _add_to_change(self, target: str, words: str, deleted: bool) -> None:
        change, paragraph, author = self.change, self.paragraph, self.revisions[-1].author
        if change is None or (change.target, change.paragraph, change.author) != (target, paragraph.number, author):
            change = TrackedChange(target=target, author=author, paragraph=paragraph.number, start=len(paragraph.old))
            if sum(len(one.changes) for one in self.paragraphs) + len(self.marks.changes) >= MOST_CHANGES:
                refuse(self.name, "intake.too-large", f"The file holds more than {MOST_CHANGES:,} tracked changes.",
                       "Ask for it in parts.")
            paragraph.changes.append(change)
            self.change = change
        if deleted:
            change.deleted += words
        else:
            change.inserted += words
        change.marks += self._uncounted()

    def _uncounted(self) -> Counter[str]:
        """The marks around what is being read that no change has counted yet; from now on they are."""
        marks = Counter(one.tag for one in self.revisions if not one.is_counted)
        for one in self.revisions:
            one.is_counted = True
        return marks

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
            else:
                self.marks.without_words += change.marks
        for comment_range in self.ranges.values():
            comment_range.words.append("\n")
            comment_range.new_words.append("\n")
        self.change = None
        self.fields.end_paragraph()
