"""What authors write: findings, priorities, actions, measures, logic chains, gaps in the evidence, and responses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from typing import Any, ClassVar, TypeVar

from goldenthread.model.problems import Place
from goldenthread.model.words import STANDARD_WORDS, Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What every item has: its text, its place in the source, its tags and its links.

    `body` is the Markdown below the options, `body_line` the line on which it begins.
    `links` keeps every link field by name, in the author's order; `fields` every other option as written;
    `lines` the line of each option; `pins` what a link has in brackets, by link field and target; `order` numbers the items of a
    book as they are read; `words` are its book's words for the choices of options.
    """

    kind: ClassVar[str] = ""
    id: str
    title: str
    place: Place
    edition: str = ""
    tags: tuple[str, ...] = ()
    body: str = ""
    body_line: int = 0
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    pins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    order: int = 0
    words: Words = field(default=STANDARD_WORDS, repr=False, compare=False)

    def at(self, option: str) -> Place:
        """The place of an option, or of the item if the option is not set."""
        return Place(file=self.place.file, line=self.lines.get(option, self.place.line))

    def text(self, name: str) -> str:
        """An option as the author wrote it, or an empty text."""
        return self.fields.get(name, "")

    def label(self, name: str) -> str:
        """The label of the choice made in an option with a closed list, or an empty text."""
        return self.words.label(name, self.text(name))

    def list(self, name: str) -> tuple[str, ...]:
        """The entries of an option that lists several, separated by commas or semicolons."""
        return _entries(self.text(name))


@lru_cache(maxsize=50_000)  # rules ask for the same option of the same item again and again
def _entries(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(Item):
    """A finding: one claim that rests on datasets or references."""

    kind: ClassVar[str] = "evidence"

    @property
    def datasets(self) -> tuple[str, ...]:
        return self.list("datasets")

    @property
    def references(self) -> tuple[str, ...]:
        return self.list("references")

    @property
    def confidence(self) -> str:
        return self.text("confidence")

    @property
    def standing(self) -> str:
        """Whether it is settled, as a choice of the book; a finding that does not say is settled."""
        return self.text("standing") or self.words.with_role("standing", "settled")[0]

    @property
    def is_settled(self) -> bool:
        return self.words.has_role("standing", "settled", self.standing)

    @property
    def since(self) -> str:
        return self.text("since")

    @property
    def effect(self) -> str:
        """What studies found about a kind of action; empty for a finding about something else."""
        return self.text("effect")


@dataclass(frozen=True, kw_only=True, slots=True)
class Priority(Item):
    """What an edition commits to, because of the findings it rests on."""

    kind: ClassVar[str] = "priority"

    @property
    def rests_on(self) -> tuple[str, ...]:
        return self.links.get("rests_on", ())

    @property
    def revises(self) -> tuple[str, ...]:
        return self.links.get("revises", ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Action(Item):
    """Something to be done, by a kind of body and a date, for the priority that it delivers."""

    kind: ClassVar[str] = "action"

    @property
    def delivers(self) -> tuple[str, ...]:
        return self.links.get("delivers", ())

    @property
    def works(self) -> tuple[str, ...]:
        """The findings on whether actions of its kind work, or the gap that says that we found none."""
        return self.links.get("works", ())

    @property
    def asks(self) -> tuple[str, ...]:
        """The gaps in the evidence that it asks someone to close."""
        return self.links.get("asks", ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure(Item):
    """How progress on a priority will be seen, from a baseline in a dataset."""

    kind: ClassVar[str] = "measure"

    @property
    def tracks(self) -> tuple[str, ...]:
        return self.links.get("tracks", ())

    @property
    def seen_by(self) -> str:
        """How progress is seen where no table measures it; only books that allow for this have the field."""
        return self.text("seen_by") if not self.text("baseline") else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogicChain(Item):
    """Why a priority's actions should achieve its aim: from the problem and its cause to the outcome."""

    kind: ClassVar[str] = "chain"

    @property
    def explains(self) -> tuple[str, ...]:
        return self.links.get("explains", ())

    @property
    def works(self) -> tuple[str, ...]:
        """The findings on whether such actions work, or the gap that says that we found none."""
        return self.links.get("works", ())


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceGap(Item):
    """Evidence that was looked for and not found: its title says what, its options where, when, and who publishes it."""

    kind: ClassVar[str] = "gap"

    @property
    def since(self) -> str:
        return self.text("since")

    @property
    def chapters(self) -> tuple[str, ...]:
        """The names of the pages that list it, such as `people` for `evidence/people`."""
        return self.list("chapters")

    @property
    def filled_by(self) -> tuple[str, ...]:
        return self.list("filled_by")

    @property
    def not_filled_by(self) -> tuple[str, ...]:
        return self.list("not_filled_by")

    @property
    def watched_words(self) -> tuple[tuple[str, ...], ...]:
        """The words that identify a table that would fill it: each entry of `watch` as its words in lower case."""
        return tuple(tuple(entry.lower().split()) for entry in self.list("watch"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Response(Item):
    """A point made in the consultation, and what became of it."""

    kind: ClassVar[str] = "response"

    @property
    def about(self) -> tuple[str, ...]:
        return self.links.get("about", ())

    @property
    def changed(self) -> tuple[str, ...]:
        return self.links.get("changed", ())

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that editors have given it, each once."""
        return tuple(dict.fromkeys(self.list("themes")))

    @property
    def respondent_kind(self) -> str:
        """What kind of body or person made it, as an author writes it; empty if not stated."""
        return self.text("respondent_kind")

    @property
    def disposition(self) -> str:
        """The decision as an author writes it, such as `accepted-in-part`; `open` or empty before there is one."""
        return self.text("disposition")

    @property
    def is_decided(self) -> bool:
        return self.words.is_decided(self.disposition)

    @property
    def decision(self) -> str:
        """What was decided in words: `Accepted in part`, or `Not decided yet`."""
        return self.words.decision(self.disposition)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnItem(Item):
    """An item of a kind that only its book has, such as a risk: `ubproject.toml` gives its name and its fields."""

    def __reduce__(self) -> tuple[Callable[..., Item], tuple[str, dict[str, Any]]]:
        # pickle finds a class by its name, and that of a book's own kind has none
        return _own_item, (self.kind, {each.name: getattr(self, each.name) for each in fields(self)})


def _own_item(kind: str, values: Mapping[str, Any]) -> Item:
    return class_of_kind(kind)(**values)


ItemKind = TypeVar("ItemKind", bound=Item)
KINDS: Mapping[str, type[Item]] = {
    kind.kind: kind for kind in (Evidence, Priority, Action, Measure, LogicChain, EvidenceGap, Response)}
"""The kinds of items that every book has, whose meaning the rules and pages know."""

STANDARD_FIELDS: Mapping[str, frozenset[str]] = {kind: frozenset(names.split()) for kind, names in {
    "evidence": (
        "caution comparator confidence datasets difference differs_from effect geography lacks period references "
        "replaces since standing"),
    "priority": "because lacks reason rests_on revises status",
    "action": "answer asks by cost delivers lead works",
    "chain": (
        "activity answer assumptions cause cost explains failure input lacks lead outcome output problem risks "
        "works"),
    "gap": "availability chapters filled_by not_filled_by publisher searched since watch where",
    "measure": "baseline direction lacks milestones target target_source tracks",
    "response": (
        "about brought changed chapter criterion disposition grounds late received respondent respondent_kind source themes"),
}.items()}
"""The fields and links of each kind in a new book, which pages and rules refer to by name."""


@cache
def class_of_kind(name: str) -> type[Item]:
    """The class of the items of a kind, by its name in `ubproject.toml`."""
    return KINDS.get(name) or type("OwnItem", (OwnItem,), {"kind": name, "__slots__": (), "__module__": __name__})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A place in a chapter that refers to something: a `value`, a `need`, a `cite` or a `chart`, inside `item` if in any."""

    kind: str
    text: str
    place: Place
    item: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
