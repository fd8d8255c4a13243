"""A consultation: what was asked, to whom answers go, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import quote, unquote

NOT_STATED = "not-stated"
"""The criterion of a point that does not say which question it answers."""

WEEKS_TO_ANSWER = 12
"""Answers are due so many weeks after the close, unless the book names another day."""

ON_THE_WORDS = {"en": "On the words:", "cy": "Am y geiriau:", "fr": "Sur les mots :"}
"""The heading above the words of the book that a point is about, which are not the respondent's own, in each language.

Responses in books are known by it again, so that it must not change as a message of the catalogues may.
"""

GIVEN_OUT = "urn:goldenthread:given-out"
"""The XML namespace of the copy of its own text, as it was given out, that a Word review copy contains.

`<text xmlns="…"><p about="people EV_X">words</p>…</text>` has a `p` for each paragraph; `about` names the bookmarks around it,
the innermost last, or where it stands that a program may drop or make anew: `PAGE_PART`, `TITLE_LINE` or `CONTENTS_LINE`. `looks`
has what is marked in it by its look, and the tracked changes that it was given out with. The words of fields in `UNSTEADY_FIELDS`
are left out. `pictures` of `text` are the digests of all pictures, `links` the addresses that it leads to, and `marks` says that
the looks were kept.
"""
PAGE_PART, TITLE_LINE, CONTENTS_LINE = "@page", "@title", "@contents"
"""What stands at the head or foot of every page, on the title page, and in a list of contents: no bookmark begins so."""
UNSTEADY_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "DATE", "TIME", "SAVEDATE", "PRINTDATE", "FILENAME"})
"""The Word fields whose text a program computes anew each time it opens a file."""
LISTING_FIELDS = frozenset({"TOC", "TOF", "INDEX"})
"""The Word fields that list what is elsewhere in the file."""


def picture_digest(picture: bytes) -> str:
    """By which a picture is known again: 16 digits of its SHA-256."""
    return sha256(picture).hexdigest()[:16]


def link_key(address: str) -> str:
    """By which a link is known again, whatever program wrote it down: its address without a slash at its end."""
    return quote(unquote(address.strip()), safe="/:?#[]@!$&'()*+,;=~%").rstrip("/")


def field_name(instruction: str) -> str:
    """The name of a Word field, from its instruction: `PAGEREF` of ` PAGEREF _Toc1 \\h `."""
    return instruction.split()[0].upper() if instruction.split() else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One of the questions that readers are asked: its id, its name, and its wording."""

    id: str
    name: str
    question: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Consultation:
    """A consultation as `strategy/consultation/consultation.toml` describes it.

    `contact` is a role, never a person. `this_copy` says what a review copy made after the deadline is for, `outcome` what a
    reader of the outcome report must know about its record.
    """

    opened: str
    deadline: date
    contact: str
    asked_for: str
    this_copy: str
    criteria: tuple[Criterion, ...]
    outcome: str = ""
    address: str = ""
    """The mailbox of a role to which responses are sent; an e-mail to it is made ready for the sender."""

    answer_by: date | None = None
    """The day by which an answer is due, where the book says one."""

    @property
    def answer_due(self) -> date:
        """The day by which every point should be answered: the book's own, or 12 weeks after the close."""
        return self.answer_by or self.deadline + timedelta(weeks=WEEKS_TO_ANSWER)

    def is_closed(self, day: date) -> bool:
        """Whether the deadline had passed on a day."""
        return day > self.deadline


_RAISED = {"superscript": str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
           "subscript": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")}


def raised(words: str, how: str) -> str:
    """Words that are set as a superscript or subscript, where Unicode has all of their signs, so that 10⁶ does not become 106."""
    signs = _RAISED[how]
    return words.translate(signs) if all(ord(sign) in signs for sign in words) else words
