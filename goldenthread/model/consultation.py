"""A consultation: what was asked, of whom it was asked back, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NOT_STATED = "not-stated"
"""The criterion of a point that does not say which question it answers."""

GIVEN_OUT = "urn:goldenthread:given-out"
"""The namespace of the text that a Word review copy carries of itself, as it was given out.

`<text xmlns="…"><p about="people EV_X">words</p>…</text>` has a `p` for each paragraph; `about` names the bookmarks around it,
the innermost last.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One of the questions that readers are asked: its id, its name, and its wording."""

    id: str
    name: str
    question: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Consultation:
    """A consultation as `strategy/consultation/consultation.toml` tells it.

    `contact` is a role, never a person. `this_copy` says what a review copy is for that is made after the deadline,
    `outcome` what a reader of the outcome report must know of its record.
    """

    opened: str
    deadline: date
    contact: str
    asked_for: str
    this_copy: str
    criteria: tuple[Criterion, ...]
    outcome: str = ""

    def is_closed(self, day: date) -> bool:
        """Whether the deadline had passed on a day."""
        return day > self.deadline
