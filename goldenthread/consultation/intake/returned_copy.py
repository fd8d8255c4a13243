"""A Word file that comes back: a review copy with its marks, or a report of the respondent's own.

Every paragraph, picture and mark of it ends in a point, in a leftover, among what is left out with a reason, or open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from goldenthread.consultation.intake.copy_comparison import (
    Comparison,
    UnmarkedChange,
    compare,
    copy_that_it_is,
)
from goldenthread.consultation.intake.copy_keys import GivenOut
from goldenthread.consultation.intake.given_changes import take_given_changes
from goldenthread.consultation.intake.given_looks import GivenLooks, said_aside
from goldenthread.consultation.intake.own_report import CONTENTS, read_report
from goldenthread.consultation.intake.place_names import names_of_places
from goldenthread.consultation.intake.points import (
    LINKED,
    OF_THE_FILE,
    Delivery,
    LeftOut,
    Leftover,
    Passage,
    Point,
    Targets,
    fold,
)
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.word_bookmarks import bookmark_remarks
from goldenthread.consultation.intake.word_comments import Comment
from goldenthread.consultation.intake.word_document import MARK_NAMES, TEMPLATE, WordDocument, read_document
from goldenthread.consultation.intake.word_marks import PICTURES, CommentRange, Marks, TrackedChange, WordParagraph
from goldenthread.model import number_of

SOURCE = "review copy"
OUTSIDE = "it stands outside every item and chapter"
NO_MARK = "the copy has lost the mark of the passage"
MOST_AUTHORS = 500
MOST_ITEMS = 8
"""A comment over more items than this is about the text as a whole, and left over."""
ALL_CLEAR = "The file holds no comment and no tracked change."
STATE = "a program wrote it when the thread was marked as resolved or opened again"
NOT_FILLED_IN = "the form says it, and nobody has written anything in its place"
MARKS_WITHOUT_WORDS = "The file holds {marks} of tracked changes, and none of them changes a word."
ONLY_GIVEN = "The file holds no comment, and no tracked change but the {changes} that it was given out with."
SHOWN = frozenset({*PICTURES, "oMath"})
"""Marks that are a part of the text."""
NOT_COMPARED = ("Words that were typed into the copy without tracking were not looked for: no copy is known that was given out "
                "with this text. Build it (make docx), or keep it (goldenthread given-out FILE), and take the file in again.")
SIGNS = "a program wrote the sign anew throughout the copy"
STRUCK_AGAIN = "it stands neither in the text as it was nor in the text as it is suggested"
WORKED_OUT = "a program works it out anew each time it opens the file"
FOR_PROGRAMS = "it is kept for programs: what is to be read of it stands in the text"
LOOKED_AT = {"struck out": "struck out by its look, without a tracked change",
             "highlighted": "highlighted, and no comment says why",
             "hidden": "hidden by its look: a program shows it only when asked to"}
LOOK_NOT_COMPARED = ("words are struck out, highlighted, hidden, coloured, underlined, bold or italic, and no copy is known that "
                     "tells whether they were given out so")
COLOURED = "words are coloured, underlined, bold or italic, as they were not when they were given out"
BESIDE_COMMENT = "it is highlighted where a comment stands, which says why"
NO_TEMPLATE = "no copy was given out with such a part"
MOVED = "it was put elsewhere without tracking"
DROPPED = "it was given out with the copy, and the program that saved it has dropped it"
GIVEN = "the copy was given out with it"
WITHOUT_WORDS = "no word was changed by it: it is about the end of a paragraph, a space, or a row"


def read_word_file(raw: bytes, name: str, targets: Targets) -> Delivery:
    """What a Word file says. Raises `Fault` for a file that is damaged, unsafe, or not what its name says."""
    package = Package(raw, name, ".docx")
    delivery = Delivery()
    document = read_document(package, targets)
    if links := document.outside_links:
        delivery.remarks.append(f"The file asks for {links} thing{'s' if links > 1 else ''} from outside; nothing was fetched.")
    delivery.names = set(document.authors)
    if len(delivery.names) > MOST_AUTHORS:
        refuse(name, "intake.too-large", f"The file was marked by more than {MOST_AUTHORS} authors.", "Ask for it in parts.")
    marks = document.marks
    copies = [document.given_out] if document.given_out else []
    copy = copy_that_it_is(marks.paragraphs, copies) or copy_that_it_is(marks.paragraphs, targets.given_out)
    has_marks = bool(marks.bookmark_names)
    is_copy = copy is not None or has_marks
    looks = () if copy is None else document.given_looks if copy is document.given_out else targets.given_looks.get(
        tuple(copy), ())
    given_changes = take_given_changes(marks, looks)
    comparison = compare(marks.paragraphs, copy, targets, has_marks=has_marks) if copy is not None else Comparison()
    for aside in [*said_aside(marks, looks), *names_of_places(marks, copy, targets)]:
        delivery.take(aside)
    given = GivenLooks(copy, looks) if copy is not None and looks else None
    reader = _CopyReader(document, comparison, targets)
    for point in reader.points():
        delivery.take(point)
    for looked in reader.looks(given, is_copy=is_copy):
        delivery.take(looked)
    if is_copy:
        _account_for_text(delivery, marks, comparison, copy)
        delivery.remarks += [*_lost_marks(comparison, marks), *bookmark_remarks(marks.bookmark_faults)]
    else:
        delivery.add(read_report(marks, targets))
    _account_for_marks(delivery, marks, given_changes)
    for gap in document.gaps:
        delivery.keep(gap)
    _account_for_properties(delivery, document, is_copy=is_copy)
    _say_what_was_found(delivery, document, given_changes, is_copy=is_copy)
    return delivery


def _account_for_properties(delivery: Delivery, document: WordDocument, *, is_copy: bool) -> None:
    if prompts := document.marks.prompts:
        delivery.leave_out("prompt", number_of(len(prompts), "prompt"), "\n".join(prompts), NOT_FILLED_IN)
    if document.outside_addresses and not is_copy:
        # of a copy those that it was not given out with are told
        delivery.leave_out("link", "links of the file", "\n".join(document.outside_addresses), LINKED)
    for one in document.properties:
        if is_copy and one.kind == TEMPLATE:
            delivery.keep(Leftover(where=one.where, why=NO_TEMPLATE, text=one.words, passages=(one,)))
            continue
        delivery.leave_out(one.kind, one.where, one.words, OF_THE_FILE if one.kind == "property" else FOR_PROGRAMS)


def _say_what_was_found(delivery: Delivery, document: WordDocument, given_changes: Sequence[TrackedChange], *, is_copy: bool,
                        ) -> None:
    proposed = sum(leftover.proposed is not None for leftover in delivery.leftovers)
    if proposed:
        delivery.remarks.append(f"{number_of(proposed, 'point')} could be tied to the item in which the quoted words stand: look "
                                "at each below, and take them in as proposed with --as-proposed.")
    if is_copy and not delivery.points and not delivery.leftovers and not delivery.open:
        marks = sum(count for mark, count in document.marks.counted.items() if mark not in SHOWN)
        marks -= sum(sum(change.marks.values()) for change in given_changes)
        said = MARKS_WITHOUT_WORDS.format(marks=number_of(marks, "mark")) if marks else ALL_CLEAR
        delivery.remarks.append(ONLY_GIVEN.format(changes=number_of(len(given_changes), "change"))
                                if given_changes and not marks else said)


class _CopyReader:
    """Makes points from the comments, the tracked changes, and the changes that were not tracked."""

    def __init__(self, document: WordDocument, comparison: Comparison, targets: Targets) -> None:
        self.threads, self.marks = document.threads, document.marks
        self.style_colours = document.style_colours
        self.comparison, self.targets = comparison, targets
        self.has_faults = bool(self.marks.bookmark_faults)

    def points(self) -> Iterator[Point | Leftover | LeftOut]:
        for comment in self.threads.values():
            yield self._point_of_comment(comment)
        for number, change in enumerate(self.marks.changes, start=1):
            yield self._point_of_change(number, change)
        for number, unmarked in enumerate(self.comparison.changes, start=1):
            yield self._point_of_unmarked(number, unmarked)

    def _point_of_comment(self, comment: Comment) -> Point | Leftover | LeftOut:
        criterion, text = self.targets.split_criterion(comment.text)
        where = f"comment {comment.id}"
        comment_range = self.marks.ranges.get(comment.id)
        quoted = comment_range.quoted if comment_range else ""
        passages = (Passage(kind="comment", where=where, words=comment.text),
                    *(Passage(kind="comment", where=f"answer to {where}", words=reply) for reply in comment.replies))
        point = Point(text=text, criterion=criterion, quoted=quoted, replies=tuple(comment.replies), resolved=comment.resolved,
                      source=SOURCE, passages=passages)
        if comment.by_program and not text and not comment.replies:
            return LeftOut(passage=Passage(kind="comment", where=where, words=comment.by_program), reason=STATE)
        if not text and not comment.replies:
            return Leftover(where=where, why="it holds no words", text=quoted, passages=passages)
        if comment_range is None:
            return Leftover(where=where, why="it is tied to no place in the text", point=point)
        if sum(target in self.targets.items for target in comment_range.targets) > MOST_ITEMS:
            return Leftover(where=where, why=f"it is about more than {MOST_ITEMS} items", point=point)
        return self._tied(list(filter(None, comment_range.targets)), point, where, comment_range)

    def _tied(self, names: Sequence[str], point: Point, where: str, comment_range: CommentRange) -> Point | Leftover:
        """The point about what its marks say; where these are lost, a leftover with the item that its words were found in."""
        by_words = list(dict.fromkeys(filter(None, map(self.comparison.about.get, comment_range.paragraphs))))
        if not by_words and not names and comment_range.paragraphs:
            # such as a row that was put in
            by_words = list(filter(None, [self.comparison.beside(comment_range.paragraphs[0])]))
        if names:
            # where bookmarks have faults, what the very paragraph was given out with counts for more
            surer = by_words if self.has_faults and set(by_words).isdisjoint(names) else []
            return self.targets.point_about(surer or names, point, where, OUTSIDE)
        proposals = by_words or ([] if self.comparison.about or self.marks.bookmark_names else self._items_with(point.quoted))
        proposed = self.targets.point_about(proposals, point, where, OUTSIDE) if proposals else None
        if isinstance(proposed, Point):
            return Leftover(where=where, why=f"{NO_MARK}, and its words stand in {', '.join(proposed.about) or proposed.chapter}",
                            point=point, proposed=proposed)
        return self.targets.point_about([], point, where, OUTSIDE)

    def _items_with(self, quoted: str) -> list[str]:
        """The one item that holds the quoted words."""
        key = fold(quoted)
        found = [item for item, text in self.targets.texts.items() if len(key) > 10 and key in text]
        return found if len(found) == 1 else []

    def _point_of_change(self, number: int, change: TrackedChange) -> Point | Leftover:
        where = f"tracked change {number}"
        kinds = [MARK_NAMES[mark] for mark in change.marks for _ in range(change.marks[mark])]
        words = " / ".join(filter(None, (change.deleted.strip(), change.inserted.strip())))
        # a mark that made two changes stands with the first
        passages = tuple(Passage(kind=kind, where=where, words=words if not place else "")
                         for place, kind in enumerate(kinds or ["tracked change"]))
        point = Point(quoted=change.quoted, deleted=change.deleted.strip(), suggested=change.inserted.strip(), source=SOURCE,
                      passages=passages)
        place = CommentRange(paragraphs=[change.paragraph])
        return self._tied([change.target] if change.target else [], point, where, place)

    def _point_of_unmarked(self, number: int, change: UnmarkedChange) -> Point | Leftover:
        where = f"untracked change {number}, {change.where}"
        words = " / ".join(filter(None, (change.deleted, change.inserted)))
        point = Point(quoted=change.quoted, deleted=change.deleted, suggested=change.inserted, source=SOURCE,
                      passages=(Passage(kind="untracked change", where=where, words=words),))
        return self.targets.point_about([change.about] if change.about else [], point, where, OUTSIDE)


    def looks(self, given: GivenLooks | None, *, is_copy: bool) -> Iterator[Point | Leftover | LeftOut]:
        """What was marked by its look alone, as a reader does who tracks nothing; what was given out so is as it was.

        In a copy of ours, words that are struck out so are a deletion. In a report, whose look is its author's, an editor looks,
        as in a copy of which is not known how it was given out.
        """
        if is_copy and given is None:
            yield from self._looks_unknown()
            return
        commented = {number for one in self.marks.ranges.values() for number in one.paragraphs}
        coloured = list[Passage]()
        for paragraph, look, words in self._marked_words(given):
            where = f"paragraph {paragraph.number + 1}, {look}"
            passages = (Passage(kind="look", where=where, words=words),)
            if look not in LOOKED_AT:
                coloured += passages if is_copy else ()
            elif is_copy and look == "struck out":
                point = Point(deleted=words, quoted=paragraph.old.strip(), source=SOURCE, passages=passages)
                target = self.comparison.about.get(paragraph.number) or paragraph.target
                yield self._tied([target] if target else [], point, where, CommentRange(paragraphs=[paragraph.number]))
            elif look == "highlighted" and paragraph.number in commented:
                yield LeftOut(passage=passages[0], reason=BESIDE_COMMENT)
            elif is_copy or look != "highlighted":
                yield Leftover(where=where, why=f"it is {LOOKED_AT[look]}", text=words, passages=passages)
        if coloured:
            yield Leftover(where=number_of(len(coloured), "place"), why=COLOURED, passages=tuple(coloured),
                           text="\n".join(passage.words for passage in coloured))

    def _looks_unknown(self) -> Iterator[Leftover]:
        passages = [Passage(kind="look", where=f"paragraph {paragraph.number + 1}, {look}", words=words)
                    for paragraph, look, words in self._marked_words(None)]
        if passages:
            yield Leftover(where=number_of(len(passages), "place"), why=LOOK_NOT_COMPARED, passages=tuple(passages),
                           text="\n".join(passage.words for passage in passages))

    def _marked_words(self, given: GivenLooks | None) -> Iterator[tuple[WordParagraph, str, str]]:
        for paragraph in self.marks.paragraphs:
            for look, pieces in paragraph.looks.pieces.items():
                if look.removeprefix("coloured ") in self.style_colours:
                    continue
                places = self.comparison.places.get(paragraph.number, ())
                since = given.marked_since(look, pieces, places, paragraph.old) if given else map(str.strip, pieces)
                if words := " … ".join(filter(None, since)):
                    yield paragraph, look, words


def _account_for_text(delivery: Delivery, marks: Marks, comparison: Comparison, copy: GivenOut | None) -> None:
    """The paragraphs of a review copy: as given out, or not compared."""
    delivery.as_given_out = comparison.same
    with_words = [paragraph for paragraph in marks.paragraphs if paragraph.old.strip()]
    if contents := [one for one in with_words if one.in_contents or one.number in comparison.listed]:
        delivery.leave_out("list of contents", number_of(len(contents), "line"), "", CONTENTS)
    if unsteady := [paragraph.unsteady.strip() for paragraph in marks.paragraphs if paragraph.unsteady.strip()]:
        words = " | ".join(dict.fromkeys(unsteady))
        delivery.leave_out("page number or date", number_of(len(unsteady), "place"), words, WORKED_OUT)
    if copy is None:
        delivery.leave_open("text", number_of(len(with_words) - len(contents), "paragraph"), "", NOT_COMPARED)
    if comparison.changes:
        were = "was" if len(comparison.changes) == 1 else "were"
        delivery.remarks.append(f"{number_of(len(comparison.changes), 'change')} made without tracking {were} found by comparing "
                                "with what was given out.")
    for paragraph, words in comparison.moved:
        where = f"paragraph {paragraph.number + 1}"
        stood = f"stood before “{words[:60]}”" if words else "stood at the end"
        passage = Passage(kind="untracked move", where=where, words=paragraph.old.strip())
        delivery.keep(Leftover(where=where, why=f"{MOVED}: it {stood}", text=passage.words, passages=(passage,)))
    delivery.as_given_out -= len(comparison.moved)
    if comparison.dropped:
        lines = " | ".join(dict.fromkeys(words for _, words in comparison.dropped))
        delivery.leave_out("head, foot or title", number_of(len(comparison.dropped), "line"), lines, DROPPED)
    if comparison.unnumbered:
        captions = number_of(comparison.unnumbered, "caption")
        delivery.remarks.append(f"A program has dropped the number of {captions}, which counts as no reader's change.")
    if signs := comparison.signs.places:
        delivery.leave_out("sign", number_of(signs, "place"), f"{comparison.signs.in_words()}", SIGNS)
        delivery.remarks.append(f"A program has written signs anew throughout the copy ({comparison.signs.in_words()}): "
                                f"{number_of(signs, 'place')}, which count as no reader's change.")


def _lost_marks(comparison: Comparison, marks: Marks) -> list[str]:
    """One sentence on the marks of items and chapters that the copy was given out with and no longer has."""
    lost = comparison.bookmarks - set(marks.bookmark_names)
    if not lost:
        return []
    if not marks.bookmark_names:
        return ["The copy has lost the marks of its items and chapters, as some programs drop them: what each point is about was "
                "found by its words."]
    return [f"The copy has lost the marks of {number_of(len(lost), 'passage')}: "
            f"{', '.join(sorted(lost)[:5])}{' and others' if len(lost) > 5 else ''}."]


def _account_for_marks(delivery: Delivery, marks: Marks, given_changes: Sequence[TrackedChange]) -> None:
    """Marks of ours or that change no word, words that were put in and struck out again, and changes of the look alone."""
    for change in given_changes:
        both = " / ".join(filter(None, (change.deleted.strip(), change.inserted.strip())))
        for mark in change.marks.elements():
            delivery.leave_out(MARK_NAMES[mark], f"{MARK_NAMES[mark]} in paragraph {change.paragraph + 1}", both, GIVEN)
    for mark, count in marks.without_words.items():
        for number in range(1, count + 1):
            delivery.leave_out(MARK_NAMES[mark], f"{MARK_NAMES[mark]} {number} without words", "", WITHOUT_WORDS)
    for struck, kinds in marks.struck_again:
        names = [MARK_NAMES[kind] for kind in kinds.elements()]
        for name in names or (["tracked change"] if struck.strip() else []):
            delivery.leave_out(name, "words that were put in and struck out again", struck, STRUCK_AGAIN)
    for counts, kind, why in ((marks.formatted, "formatting change", "the look was changed, and no word"),
                              (marks.cells, "cell change", "cells were put in, taken out or joined")):
        if counts:
            words = [marks.paragraphs[number].new.strip() if number >= 0 else "" for number in counts]
            delivery.keep(Leftover(where=number_of(sum(counts.values()), kind), why=why, text="\n".join(filter(None, words)),
                                   passages=tuple(_changed_places(marks, counts, kind))))


def _changed_places(marks: Marks, counts: Counter[int], kind: str) -> Iterator[Passage]:
    for number, count in counts.items():
        words = marks.paragraphs[number].new.strip() if number >= 0 else ""
        for place in range(count):
            yield Passage(kind=kind, where=f"paragraph {number + 1}" if number >= 0 else "a table or section",
                          words="" if place else words)
