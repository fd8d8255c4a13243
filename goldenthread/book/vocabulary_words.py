"""`[goldenthread]` in `ubproject.toml`: a book's labels for its choices, and which of them have a role in the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from goldenthread.book.toml_tables import Table
from goldenthread.model import STANDARD_ROLES, Fault, Problem, Words, nearest


class HasChoices(Protocol):
    """The parts of a kind of item that are needed here."""

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]: ...


def read_words(table: Table, kinds: Iterable[HasChoices]) -> Words:
    """The words of a book. Raises `Fault` if a choice is unknown, or if no choice is given for a role."""
    choices: dict[str, tuple[str, ...]] = {}
    for kind in kinds:
        for name, own in kind.choices.items():
            choices[name] = tuple(dict.fromkeys((*choices.get(name, ()), *own)))
    settings = table.data.get("goldenthread", {})
    _refuse_unknown(table, "goldenthread", settings, {"labels", "roles"})
    labels = {name: {_known(table, name, choice, choices): _text(table, choice, words) for choice, words in own.items()}
              for name, own in _tables(table, "labels", settings).items()}
    roles = {name: {role: _role(table, name, role, given, choices) for role, given in own.items()}
             for name, own in _tables(table, "roles", settings).items()}
    words = Words(choices=choices, labels=labels, roles=roles)
    for name, role in _unsaid(words):
        example = choices[name][0]
        raise Fault(Problem(table.place(name), "source.words", f"Nothing says which choice of '{name}' is {role}.",
                            f'Add {role} = ["{example}"], with the right ones, below [goldenthread.roles.{name}].'))
    return words


def _unsaid(words: Words) -> Iterator[tuple[str, str]]:
    """The fields and roles for which a book has a list of choices, but no choice with that role."""
    for name, roles in STANDARD_ROLES.items():
        allowed = words.choices.get(name, ())
        yield from ((name, role) for role in roles if allowed and not set(allowed) & set(words.with_role(name, role)))


def _tables(table: Table, part: str, settings: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    held = settings.get(part, {})
    if not isinstance(held, dict) or not all(isinstance(own, dict) for own in held.values()):
        raise Fault(Problem(table.place_of(part), "source.kind", f"'{part}' should be tables, one for each field.",
                            f"Head each with [goldenthread.{part}.confidence], by the name of its field."))
    return held


def _refuse_unknown(table: Table, where: str, given: object, known: Iterable[str]) -> None:
    if not isinstance(given, dict):
        raise Fault(Problem(table.place(where), "source.kind", f"'{where}' should be a table.", f"Head it with [{where}]."))
    for name in given.keys() - set(known):
        raise Fault(Problem(table.place_of(f".{name}"), "source.unknown-key", f"'{name}' is not a key that is read here.",
                            f"Take it out or correct it.{nearest(name, known)}"))


def _known(table: Table, name: str, choice: str, choices: Mapping[str, tuple[str, ...]]) -> str:
    if choice not in choices.get(name, ()):
        near = nearest(choice, choices[name]) if name in choices else nearest(name, choices)
        what = f"'{choice}' is no choice of '{name}'." if name in choices else f"No field '{name}' has a list of choices."
        place = table.place_of(choice if name in choices else f".{name}")
        raise Fault(Problem(place, "source.words", what, f"Correct it, or add it to the list of the field.{near}"))
    return choice


def _text(table: Table, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Fault(Problem(table.place(key), "source.kind", f"'{key}' should be text.", f'Write {key} = "…".'))
    return value.strip()


def _role(table: Table, name: str, role: str, given: object, choices: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    roles = STANDARD_ROLES.get(name, {})
    if role not in roles:
        known = ", ".join(f"{role} of {name}" for name, roles in STANDARD_ROLES.items() for role in roles)
        raise Fault(Problem(table.place(role), "source.words", f"'{role}' is no role that a choice of '{name}' can have.",
                            f"Use one of: {known}."))
    if not isinstance(given, list) or not given or not all(isinstance(each, str) for each in given):
        raise Fault(Problem(table.place(role), "source.kind", f"'{role}' should be a list of choices.",
                            f'Write {role} = ["…"].'))
    return tuple(_known(table, name, choice, choices) for choice in given)
