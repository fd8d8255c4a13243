"""A whole book: every record by id, and the thread of each priority."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.model.datasets import Area, Dataset, Reference
from goldenthread.model.editions import Book, Edition, Signoff
from goldenthread.model.framework import Framework
from goldenthread.model.items import (
    Action,
    Evidence,
    EvidenceGap,
    Item,
    ItemKind,
    LogicChain,
    Measure,
    Mention,
    Priority,
    Response,
)
from goldenthread.model.received_files import ReceivedFile
from goldenthread.model.words import STANDARD_WORDS, Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """A priority with everything that it depends on and that depends on it."""

    priority: Priority
    evidence: tuple[Evidence, ...]
    datasets: tuple[Dataset, ...]
    references: tuple[str, ...]
    actions: tuple[Action, ...]
    measures: tuple[Measure, ...]
    chains: tuple[LogicChain, ...]
    responses: tuple[Response, ...]
    earlier: tuple[Priority, ...]
    later: tuple[Priority, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """Everything in a book, by id, in the order in which it was written.

    `items` includes every kind; `back` gives, for an item, the items that link to it by link field; `titles` the title of
    each chapter by its page; `on_page` what each page mentions;
    `items_on` the items on each page; `signoffs` who has agreed to what, in the order recorded; `received` every file that a
    respondent sent, with what became of its passages.
    """

    book: Book
    framework: Framework
    areas: Mapping[str, Area]
    editions: Mapping[str, Edition]
    datasets: Mapping[str, Dataset]
    references: Mapping[str, Reference]
    items: Mapping[str, Item]
    mentions: tuple[Mention, ...]
    on_page: Mapping[str, tuple[Mention, ...]]
    items_on: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    back: Mapping[str, Mapping[str, tuple[str, ...]]]
    signoffs: tuple[Signoff, ...] = ()
    received: tuple[ReceivedFile, ...] = ()
    words: Words = STANDARD_WORDS
    answer_due: date | None = None
    """The day by which points are to be answered; none in a book without a consultation."""

    def edition_of_page(self, docname: str) -> Edition | None:
        """The edition in whose folder a page is, or None for a page of the evidence base and the like."""
        return next((edition for edition in self.editions.values() if edition.holds(docname)), None)

    def ids_linking_to(self, item_id: str, field_name: str) -> tuple[str, ...]:
        """The ids of the items that link to an item by one link field, in the order of the chapters."""
        return self.back.get(item_id, {}).get(field_name, ())

    def evidence(self) -> Iterator[Evidence]:
        """Every finding, in the order of the chapters."""
        return (item for item in self.items.values() if isinstance(item, Evidence))

    def gaps(self) -> Iterator[EvidenceGap]:
        """Every gap in the evidence, in the order of the chapters."""
        return (item for item in self.items.values() if isinstance(item, EvidenceGap))

    def priorities(self, edition: str = "") -> Iterator[Priority]:
        """The priorities of one edition, or of all."""
        every = (item for item in self.items.values() if isinstance(item, Priority))
        return (item for item in every if not edition or item.edition == edition)

    def responses(self) -> Iterator[Response]:
        """Every response to the consultation."""
        return (item for item in self.items.values() if isinstance(item, Response))

    def items_linking_to(self, item_id: str, field_name: str, kind: type[ItemKind]) -> tuple[ItemKind, ...]:
        """The items of one kind that link to an item by one link field, in the order of the chapters."""
        items = (self.items[other] for other in self.ids_linking_to(item_id, field_name))
        return tuple(item for item in items if isinstance(item, kind))

    def thread(self, priority_id: str) -> Thread:
        """A priority's thread. Raises `KeyError` if the id is not a priority's; broken links are left out."""
        priority = self.items[priority_id]
        if not isinstance(priority, Priority):
            raise KeyError(priority_id)
        resting_on = [self.items[other] for other in priority.rests_on if other in self.items]
        evidence = tuple(item for item in resting_on if isinstance(item, Evidence))
        datasets = dict.fromkeys(name for item in evidence for name in item.datasets if name in self.datasets)
        return Thread(
            priority=priority,
            evidence=evidence,
            datasets=tuple(self.datasets[name] for name in datasets),
            references=tuple(dict.fromkeys(key for item in evidence for key in item.references)),
            actions=self.items_linking_to(priority_id, "delivers", Action),
            measures=self.items_linking_to(priority_id, "tracks", Measure),
            chains=self.items_linking_to(priority_id, "explains", LogicChain),
            responses=self._responses_to((priority_id, *priority.rests_on)),
            earlier=self._revisions(priority, lambda item: item.revises),
            later=self._revisions(priority, lambda item: self.ids_linking_to(item.id, "revises")),
        )

    def _responses_to(self, touched: Iterable[str]) -> tuple[Response, ...]:
        by_id = {response.id: response for key in touched for field_name in ("about", "changed")
                 for response in self.items_linking_to(key, field_name, Response)}
        return tuple(by_id.values()) if len(by_id) < 2 else tuple(sorted(by_id.values(), key=lambda item: item.order))

    def _revisions(self, start: Priority, step: Callable[[Priority], tuple[str, ...]]) -> tuple[Priority, ...]:
        """Every priority reached from one by following `step` again and again, nearest first."""
        seen: dict[str, Priority] = {}
        ahead = list(step(start))
        while ahead:
            item = self.items.get(ahead.pop(0))
            # links may form a cycle, which must not be followed for ever
            if isinstance(item, Priority) and item.id not in seen and item.id != start.id:
                seen[item.id] = item
                ahead += step(item)
        return tuple(seen.values())


def back_links(items: Iterable[Item]) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each id that items link to, the ids of these items by link field, each once and in the order given.

    An id need not be that of an item: a link may be broken.
    """
    back: dict[str, dict[str, tuple[str, ...]]] = {}
    for item in items:
        for field, targets in item.links.items():
            for target in dict.fromkeys(targets):
                by_field = back.setdefault(target, {})
                by_field[field] = (*by_field.get(field, ()), item.id)
    return back
