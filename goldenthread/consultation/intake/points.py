"""What a file holds that was sent in: the points made in it, each about a passage, and what could be tied to none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from goldenthread.analysis import in_plain_words
from goldenthread.book import Vocabulary
from goldenthread.model import NOT_STATED, Register, chapter_bookmark, nearest

# a word or two at the beginning of a comment, as a label ('Accurate: ...') or as the first words of a sentence
_AFTER_NAME = r"(\s*(?::|\n|\s[–—-]\s)\s*(?=\S)|[.,;?!])"
LEADING_WORD = re.compile(rf"""\s*[“"'(]?((?:not )?[a-z](?:[a-z -]{{1,38}}?[a-z]))[”"')]?{_AFTER_NAME}""", re.IGNORECASE)
LINKED = "it is the address to which words of the text lead"
"""Why the addresses of links are left out."""
OF_THE_FILE = "it is said of the file, and by many programs without being asked"
"""Why the properties of a file are left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One thing that stands in a received file: a paragraph, a table, a picture, a mark, an attachment.

    `kind` is such a word, `where` says where it stands, and `words` are what it says or shows.
    """

    kind: str
    where: str
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A passage that is no part of a response, and why."""

    passage: Passage
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One point, in the respondent's words, about items (`about`, their ids) or else about a page (`chapter`).

    `quoted` is the passage that it is about; `deleted` and `suggested` are a change of its wording; `evidence` is what the
    respondent offers in support; `replies` are the answers of others in the same thread; `resolved` says that the thread was
    marked as resolved; `criterion` is the question that the point answers, as far as the respondent names it; `source` is the
    kind of file that it came in; `passages` are those that it was made from.
    """

    about: tuple[str, ...] = ()
    chapter: str = ""
    text: str = ""
    quoted: str = ""
    deleted: str = ""
    suggested: str = ""
    evidence: str = ""
    replies: tuple[str, ...] = ()
    resolved: bool = False
    criterion: str = ""
    source: str
    passages: tuple[Passage, ...] = field(default=(), compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """What could not be tied to a passage: where it is in the file, why not, and the point itself where there is one.

    `text` is what stands there when it makes no point, such as a formula; `proposed` is the point about what its quoted words
    were found in, for an editor to confirm; `passages` are those that stay open with it.
    """

    where: str
    why: str
    point: Point | None = None
    text: str = ""
    proposed: Point | None = None
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def open_passages(self) -> tuple[Passage, ...]:
        """The passages that stay open: those named, else those of its point, else one that says what is left over."""
        of_point = self.point.passages if self.point else ()
        one = self.point or Point(source="")
        said = (one.text, one.deleted, one.suggested, one.evidence, *one.replies)
        words = self.text or "\n".join(filter(None, said))
        return self.passages or of_point or (Passage(kind="passage", where=self.where, words=words),)


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachedFile:
    """A file that came with another and has to be converted before it can be read: its name, ending and content."""

    name: str
    ending: str
    content: bytes


@dataclass(kw_only=True)
class Delivery:
    """What was read from one file. `remarks` are for the author; `names` are those of persons, to be taken out of the texts.

    Every passage of the file is in a point, in a leftover, in `left_out`, in `open`, or one of the number `as_given_out`.
    """

    points: list[Point] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
    open: list[LeftOut] = field(default_factory=list)
    """Passages that an editor has to look at, and why: they stand in the record of the file, and a remark tells of them."""
    to_convert: list[AttachedFile] = field(default_factory=list)
    """Files that came with this one and wait to be converted; none once the file is read to its end."""
    as_given_out: int = 0
    """How many paragraphs of a review copy stand as they were given out."""

    def leave_out(self, kind: str, where: str, words: str, reason: str) -> None:
        """Account for a passage that is no part of a response."""
        self.left_out.append(LeftOut(passage=Passage(kind=kind, where=where, words=words), reason=reason))

    def leave_open(self, kind: str, where: str, words: str, reason: str) -> None:
        """Account for a passage that stays open without being left over."""
        self.open.append(LeftOut(passage=Passage(kind=kind, where=where, words=words), reason=reason))

    def keep(self, point: Point | Leftover) -> None:
        """Keep a point among the points, or a leftover among the leftovers."""
        if isinstance(point, Point):
            self.points.append(point)
        else:
            self.leftovers.append(point)

    def take(self, one: Point | Leftover | LeftOut) -> None:
        """Keep what a reader found, wherever it belongs."""
        if isinstance(one, LeftOut):
            self.left_out.append(one)
        else:
            self.keep(one)

    def add(self, other: Delivery) -> None:
        """Take in what another file held, such as an attachment."""
        self.points += other.points
        self.leftovers += other.leftovers
        self.remarks += other.remarks
        self.names |= other.names
        self.left_out += other.left_out
        self.open += other.open
        self.to_convert += other.to_convert
        self.as_given_out += other.as_given_out


@dataclass(frozen=True, kw_only=True, slots=True)
class Targets:
    """What a point may be about, and the criteria that it may name.

    `title_of_page` has every page, `page_of_bookmark` the page of each chapter's bookmark in a review copy; `item_id` matches
    whatever looks like the id of an item, whether there is such an item or not. `texts` has the words of each item, folded by
    `fold`.
    """

    items: frozenset[str]
    title_of_page: Mapping[str, str]
    page_of_bookmark: Mapping[str, str]
    criteria: tuple[str, ...]
    item_id: re.Pattern[str]
    texts: Mapping[str, str] = field(default_factory=dict)
    given_out: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Of each known review copy its paragraphs: the bookmarks around each, and its words."""
    given_looks: Mapping[tuple[tuple[str, str], ...], tuple[tuple[tuple[str, str], ...], ...]] = field(default_factory=dict)
    """Of each of them, for each paragraph, what it was given out with that its look marks: the look, and its words."""
    form_words: frozenset[str] = frozenset()
    """The texts of the response form as it is given out, each by its key."""
    criterion_names: Mapping[str, str] = field(default_factory=dict)
    """The criteria by what the book calls them, each name as `criterion_key` has it."""

    def why_unknown(self, name: str) -> str:
        """Why a name that looks like an item's or a page's is none."""
        return f"'{name}' is not, or no longer, in the book.{nearest(name, [*self.items, *self.title_of_page])}"

    def point_about(self, names: Iterable[str], point: Point, where: str, reason_if_none: str) -> Point | Leftover:
        """The point about those of these names that are items, else about the first that is a page.

        It is a leftover when no name is either: because of an unknown name, else for the reason `reason_if_none`.
        """
        names = list(dict.fromkeys(names))
        known = tuple(name for name in names if name in self.items)
        unknown = [name for name in names if name not in self.items and name not in self.title_of_page]
        page = next((name for name in names if name in self.title_of_page), "")
        if known:
            return replace(point, about=known, chapter="")
        if unknown or not page:
            return Leftover(where=where, why=self.why_unknown(unknown[0]) if unknown else reason_if_none, point=point)
        return replace(point, chapter=page)

    def criterion_of(self, word: str) -> str:
        """The criterion that a word names ('Accurate', 'incomplete', 'insights'), or an empty text.

        The id itself names it, and what the book calls it. Else six letters decide, where no other criterion begins so: the
        adjective and its opposite name the criterion as the noun does.
        """
        bare = word.strip().lower()
        for criterion in self.criteria:
            if criterion_key(bare) == criterion_key(criterion):
                return criterion
        if called := self.criterion_names.get(criterion_key(bare)):
            return called
        for stem in (bare, bare.removeprefix("in"), bare.removeprefix("not ")):
            alike = [criterion for criterion in self.criteria if len(stem) > 5 and stem[:6] == criterion[:6].lower()]
            if len(alike) == 1:
                return alike[0]
        return ""

    def split_criterion(self, text: str) -> tuple[str, str]:
        """The criterion that a leading word names, and the text: without that word where it is a label, such as 'Accurate:'."""
        leading = self._leading_name(text) or LEADING_WORD.match(text)
        criterion = self.criterion_of(leading[1]) if leading else ""
        if not leading or not criterion:
            return "", text
        begins_sentence = leading[2] in tuple(".,;?!")
        return criterion, text if begins_sentence else text[leading.end() :]

    def _leading_name(self, text: str) -> re.Match[str] | None:
        """The longest name of a criterion with which a text begins, whatever its signs, and what parts it from the rest."""
        for name in sorted({*map(criterion_key, self.criteria), *self.criterion_names}, key=len, reverse=True):
            spaced = r"[\s-]+".join(map(re.escape, name.split("-")))
            if found := re.match(rf"\s*[“\"'(]?({spaced})[”\"')]?{_AFTER_NAME}", text, re.IGNORECASE):
                return found
        return None


def criterion_key(words: str) -> str:
    """By which a criterion is known, by its id or its name: small letters, with a hyphen between words."""
    return "-".join(part for part in re.split(r"[\s-]+", words.casefold()) if part)


def targets_of(register: Register, vocabulary: Vocabulary, given_out: Iterable[tuple[tuple[str, str], ...]] = (),
               form_words: frozenset[str] = frozenset(), names: Iterable[tuple[str, str]] = ()) -> Targets:
    """The targets of a book: every item but the responses, and every page with its bookmark in a review copy.

    `names` are what the book calls its criteria, each with the criterion's id.
    """
    items = frozenset(key for key, item in register.items.items() if item.id and item.kind != "response")
    prefixes = "|".join(re.escape(kind.prefix) for kind in vocabulary.kinds.values() if kind.name != "response")
    criteria = vocabulary.kinds["response"].choices.get("criterion", ())
    return Targets(
        items=items, title_of_page=dict(register.titles),
        page_of_bookmark={chapter_bookmark(page): page for page in register.titles},
        criteria=tuple(criterion for criterion in criteria if criterion != NOT_STATED),
        # items of an edition carry its code before their prefix: D19_PRI_SKILLS
        item_id=re.compile(rf"(?:[A-Z][A-Z0-9]{{1,5}}_)?(?:{prefixes})[A-Z0-9_]+"),
        texts={key: fold(f"{register.items[key].title} {in_plain_words(register, register.items[key].body)}") for key in items},
        given_out=tuple(given_out), form_words=form_words,
        criterion_names={criterion_key(name): key for name, key in names if criterion_key(name)},
    )


def fold(text: str) -> str:
    """A text without what programs change when they save it: white space, soft hyphens, and the forms of letters and signs.

    By it the same passage is found again. Whether a reader changed a sign in it is another question: see `sign_changes`.
    """
    normal = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return "".join(normal.split())


# a page shows quotation marks curly that its author wrote straight
_ALIKE = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None, 0x200D: None, 0x2010: "-", 0x2011: "-",
          0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2015: "-", 0x2212: "-",
          0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x2032: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0x2033: '"'}
