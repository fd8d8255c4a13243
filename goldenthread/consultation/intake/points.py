"""What a delivered file holds: the points made in it, each about a passage, and what could be tied to none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from goldenthread.book import Vocabulary
from goldenthread.model import NOT_STATED, PREFIXES, Register, chapter_bookmark, nearest

LEADING_WORD = re.compile(r"""\s*[“"'(]?((?:not )?[a-z]{6,15})[”"')]?(\s*(?::|\n|\s[–—-]\s)\s*(?=\S)|[.,;?!])""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One point, in the respondent's words, about items (`about`) or else about a page (`chapter`).

    `quoted` is the passage that it is about, `struck` and `suggested` a change of its wording, `offered` evidence that comes
    with it, `replies` what others answered beside it, `resolved` that it was marked as resolved, `criterion` the question, as
    far as the respondent says it.
    """

    about: tuple[str, ...] = ()
    chapter: str = ""
    text: str = ""
    quoted: str = ""
    struck: str = ""
    suggested: str = ""
    offered: str = ""
    replies: tuple[str, ...] = ()
    resolved: bool = False
    criterion: str = ""
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """What could not be tied to a passage: where it stands in the file, why not, and the point itself if it is one."""

    where: str
    why: str
    point: Point | None = None
    text: str = ""


@dataclass(kw_only=True)
class Delivery:
    """What was read from one file. `remarks` is what the author should know, `names` the persons whom the file names."""

    points: list[Point] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, other: Delivery) -> None:
        """Take in what another file held, such as an attachment."""
        self.points += other.points
        self.leftovers += other.leftovers
        self.remarks += other.remarks
        self.names |= other.names


@dataclass(frozen=True, kw_only=True, slots=True)
class Targets:
    """What a point may be about: items by id, pages by name; and the criteria that may be named."""

    items: frozenset[str]
    pages: Mapping[str, str]
    bookmarks: Mapping[str, str]
    criteria: tuple[str, ...]
    item_id: re.Pattern[str]

    def why_unknown(self, name: str) -> str:
        """Why a name that looks like an item's or a page's is none."""
        return f"'{name}' is not, or no longer, in the book.{nearest(name, [*self.items, *self.pages])}"

    def point_about(self, names: Iterable[str], point: Point, where: str, otherwise: str) -> Point | Leftover:
        """The point about these items, else about the first of these pages; a leftover when nothing of that name exists."""
        names = list(dict.fromkeys(names))
        known = tuple(name for name in names if name in self.items)
        gone = [name for name in names if name not in self.items and name not in self.pages]
        page = next((name for name in names if name in self.pages), "")
        if known:
            return replace(point, about=known, chapter="")
        if gone or not page:
            return Leftover(where=where, why=self.why_unknown(gone[0]) if gone else otherwise, point=point)
        return replace(point, chapter=page)

    def criterion_of(self, word: str) -> str:
        """The criterion that a word names ('Accurate', 'incomplete', 'insights'), or an empty text."""
        bare = word.strip().lower()
        for said in (bare, bare.removeprefix("in"), bare.removeprefix("not ")):
            for criterion in self.criteria:
                if len(said) > 5 and said[:6] == criterion[:6]:
                    return criterion
        return ""

    def split_criterion(self, text: str) -> tuple[str, str]:
        """The criterion that a leading word names, and the text: without that word where it is a label, such as 'Accurate:'."""
        found = LEADING_WORD.match(text)
        criterion = self.criterion_of(found[1]) if found else ""
        if not found or not criterion:
            return "", text
        return criterion, text if found[2] in tuple(".,;?!") else text[found.end() :]


def targets_of(register: Register, vocabulary: Vocabulary) -> Targets:
    """The targets of a book: every item but the responses, and every page with its bookmark in a review copy."""
    items = frozenset(key for key, item in register.items.items() if item.id and item.kind != "response")
    kinds = "|".join(prefix for kind, prefix in PREFIXES.items() if kind != "response")
    allowed = vocabulary.kinds["response"].choices.get("criterion", ())
    return Targets(
        items=items, pages=dict(register.titles), bookmarks={chapter_bookmark(page): page for page in register.titles},
        criteria=tuple(word for word in allowed if word != NOT_STATED),
        item_id=re.compile(rf"(?:[A-Z][A-Z0-9]{{1,5}}_)?(?:{kinds})[A-Z0-9_]+"),
    )
