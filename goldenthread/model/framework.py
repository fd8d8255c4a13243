"""The national framework, a book and its editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.model.problems import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A foundation or a grand challenge of the national framework. `kind` is `foundation` or `challenge`."""

    id: str
    name: str
    kind: str
    aim: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Framework:
    """The national framework: its tags in the order in which every view shows them."""

    title: str
    publisher: str
    published: str
    url: str
    foundations: tuple[Tag, ...]
    challenges: tuple[Tag, ...]

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Foundations first, then challenges, each in the framework's own order."""
        return self.foundations + self.challenges

    def tag(self, tag_id: str) -> Tag:
        """The tag with this id. Raises `KeyError` for any other."""
        return {tag.id: tag for tag in self.tags}[tag_id]


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A fault that stays in a published text, with the reason why it is accepted."""

    code: str
    about: str
    reason: str
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A priority of the edition before that this edition does not carry on, with the reason."""

    id: str
    reason: str
    because: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Signoff:
    """One agreement to an item of an edition: by which body or role, on which day, why, and to which form of it.

    `fingerprint` is the print of what was agreed to; where today's differs, the item has changed since.
    """

    edition: str
    item: str
    role: str
    day: date
    fingerprint: str
    why: str
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One published form of the strategy. Its items' ids begin with `code` and an underscore."""

    id: str
    code: str
    title: str
    label: str
    status: str
    published: date
    file: str
    follows: str = ""
    accepted: tuple[Accepted, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """What the whole book says of itself: title, publisher, the notes on the front pages of an edition and of the evidence
    base, its files' prefix, and its address.
    """

    title: str
    publisher: str
    note: str
    file: str
    evidence_title: str
    site: str
    evidence_note: str = ""
