"""What a page looks up in the register, so that it is written again exactly when something of that has changed.

A watched register answers as the plain one does. Where things are in their files is not noted: no page shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from goldenthread.model import Dataset, Item, Register, class_of_kind
from goldenthread.system import digest

Key = tuple[str, str]
Held = TypeVar("Held")
EVERY = "*"
# what is large and seldom shown is noted by itself, so that a page that only names an item does not depend on its text
WATCHED_BY_THEMSELVES = ("body", "order")
_NOT_SHOWN = {"place", "lines", "body_line", "words", *WATCHED_BY_THEMSELVES}
_OF_ITEM = tuple(each.name for each in fields(Item))
_SHOWN_OF_ITEM = tuple(name for name in _OF_ITEM if name not in _NOT_SHOWN)
_NOT_SHOWN_OF_CARD = {"areas", "observations", "rows", "table_digest", "source_digest", "place"}
_SHOWN_OF_CARD = tuple(each.name for each in fields(Dataset) if each.name not in _NOT_SHOWN_OF_CARD)


class RegisterWatch:
    """A register under watch: `register` is handed to a page, `noted` holds what has been looked up since `start_page`.

    `digest_of` stands for what one page looked up, `digest_of_rest` for the small parts that every page depends on without
    looking, and `digest_of_all` for both together, whatever is looked up.
    """

    def __init__(self, register: Register) -> None:
        self.plain = register
        self.noted: set[Key] = set()
        self._digests: dict[Key, str] = {}
        note = self.noted.add
        kinds = {item.kind for item in register.items.values()}
        self._kinds = {name: _watched_kind(class_of_kind(name), note) for name in kinds}
        watched: dict[str, Any] = dict(
            items=Watched("items", register.items, note, self._item),
            datasets=Watched("datasets", register.datasets, note, lambda dataset: _watched_dataset(dataset, note)),
            references=Watched("references", register.references, note),
            titles=Watched("titles", register.titles, note),
            back=Watched("back", register.back, note),
            on_page=Watched("on_page", register.on_page, note),
            items_on=Watched("items_on", register.items_on, note),
            mentions=WatchedTuple(register.mentions, lambda: note(("mentions", EVERY))),
            received=WatchedTuple(register.received, lambda: note(("received", EVERY))),
        )
        self.register = replace(register, **watched)
        # the rest is small and seldom changes: every page depends on it
        rest = [getattr(register, each.name) for each in fields(register) if each.name not in watched]
        self.digest_of_rest = digest(repr(rest))

    def start_page(self) -> None:
        """Forget what has been looked up: a new page begins."""
        self.noted.clear()

    def looked_up(self) -> list[Key]:
        """What has been looked up since `start_page`; where all of a kind was gone through, single ones do not count."""
        gone_through = {part for part, name in self.noted if name == EVERY}
        return sorted(key for key in self.noted if key[0] not in gone_through or key[1] == EVERY)

    def digest_of(self, keys: Iterable[Key]) -> str:
        """A digest of all that these keys stand for, equal to an earlier one when nothing of it has changed."""
        return digest("".join(self._digest(key) for key in sorted(keys)))

    @cached_property
    def digest_of_all(self) -> str:
        """A digest of everything that the register holds."""
        parts = ("items", "datasets", "references", "titles", "back", "mentions", "items_on", "received")
        keys = [(part, EVERY) for part in parts]
        keys += [(part, name) for name in self.plain.items for part in WATCHED_BY_THEMSELVES]
        return self.digest_of_rest + self.digest_of([*keys, *(("rows", name) for name in self.plain.datasets)])

    def _item(self, item: Item) -> Item:
        return _copy(item, self._kinds[item.kind])

    def _digest(self, key: Key) -> str:
        if key not in self._digests:
            part, name = key
            every = name == EVERY
            content = repr([self._content(part, each) for each in self._names(part)]) if every else self._content(part, name)
            self._digests[key] = digest(f"{key}{content}")
        return self._digests[key]

    def _names(self, part: str) -> Iterable[str]:
        return ("",) if part in ("mentions", "received") else cast(Mapping[str, object], getattr(self.plain, part))

    def _content(self, part: str, name: str) -> str:
        register = self.plain
        if part == "items":
            return _content_of_item(register.items.get(name))
        if part in WATCHED_BY_THEMSELVES:
            return repr(getattr(register.items[name], part)) if name in register.items else ""
        if part == "datasets":
            return _content_of_card(register.datasets.get(name))
        if part == "rows":
            return register.datasets[name].table_digest if name in register.datasets else ""
        if part in {"mentions", "on_page"}:
            mentions = register.mentions if part == "mentions" else register.on_page.get(name, ())
            return repr([(m.kind, m.text, m.place.docname, m.item, m.options) for m in mentions])
        if part == "received":
            return repr([(file.file, file.respondent, file.received, file.as_given_out, [one.outcome for one in file.passages])
                         for file in register.received])
        return repr(getattr(register, part).get(name))


def _content_of_item(item: Item | None) -> str:
    if item is None:
        return ""
    return repr((item.kind, item.place.docname, [getattr(item, name) for name in _SHOWN_OF_ITEM]))


def _content_of_card(dataset: Dataset | None) -> str:
    if dataset is None:
        return ""
    return repr([getattr(dataset, name) for name in _SHOWN_OF_CARD])


class Watched(Mapping[str, Held]):
    """A mapping that notes each key that is asked for, or that all of it was gone through."""

    def __init__(self, part: str, held: Mapping[str, Held], note: Callable[[Key], None],
                 watch: Callable[[Held], Held] = lambda value: value) -> None:
        self._part, self._held, self._note, self._watch = part, held, note, watch
        self._watched: dict[str, Held] = {}

    def _get(self, key: str) -> Held:
        if key not in self._watched:
            self._watched[key] = self._watch(self._held[key])
        return self._watched[key]

    def __getitem__(self, key: str) -> Held:
        self._note((self._part, key))
        return self._get(key)

    def __iter__(self) -> Iterator[str]:
        self._note((self._part, EVERY))
        return iter(self._held)

    def __len__(self) -> int:
        self._note((self._part, EVERY))
        return len(self._held)

    def values(self) -> Any:  # the mixin's own would note each key besides
        return [self._get(key) for key in self]

    def items(self) -> Any:
        return [(key, self._get(key)) for key in self]


class WatchedTuple(tuple[Held, ...]):
    """A tuple that calls a function when it is looked at."""

    def __new__(cls, held: Iterable[Held], note: Callable[[], None]) -> WatchedTuple[Held]:
        made = super().__new__(cls, held)
        made._note = note  # type: ignore[attr-defined]
        return made

    def __iter__(self) -> Iterator[Held]:
        self._note()  # type: ignore[attr-defined]
        return super().__iter__()

    def __len__(self) -> int:
        self._note()  # type: ignore[attr-defined]
        return super().__len__()

    def __getitem__(self, index: Any) -> Any:
        self._note()  # type: ignore[attr-defined]
        return super().__getitem__(index)


class _Rows(Mapping[tuple[str, ...], Any]):
    def __init__(self, held: Mapping[tuple[str, ...], Any], note: Callable[[], None]) -> None:
        self._held, self._note = held, note

    def __getitem__(self, key: tuple[str, ...]) -> Any:
        self._note()
        return self._held[key]

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        self._note()
        return iter(self._held)

    def __len__(self) -> int:
        self._note()
        return len(self._held)


def _watched_dataset(dataset: Dataset, note: Callable[[Key], None]) -> Dataset:
    def rows() -> None:
        note(("rows", dataset.id))

    return replace(dataset, rows=_Rows(dataset.rows, rows), observations=WatchedTuple(dataset.observations, rows))


def _watched_kind(kind: type[Item], note: Callable[[Key], None]) -> type[Item]:
    """The kind of item with a note when what is kept apart is read."""
    def watched(name: str) -> property:
        held = Item.__dict__[name]

        def read(item: Item) -> Any:
            note((name, item.id))
            return held.__get__(item)

        return property(read)

    return type(kind.__name__, (kind,), {"__slots__": (), **{name: watched(name) for name in WATCHED_BY_THEMSELVES}})


_SLOTS = tuple(Item.__dict__[name] for name in _OF_ITEM)


def _copy(item: Item, kind: type[Item]) -> Item:
    # `replace` would call `__init__` with every field; this copies slots, for every item of every page
    made = object.__new__(kind)
    for slot in _SLOTS:
        slot.__set__(made, slot.__get__(item))
    return made
