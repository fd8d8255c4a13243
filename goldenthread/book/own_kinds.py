"""What `ubproject.toml` adds to a new book: kinds of items, and fields and links on any kind, that only this book has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from goldenthread.book.allowed_markup import DIRECTIVES
from goldenthread.book.needs_settings import is_safe_pattern
from goldenthread.book.toml_tables import Table
from goldenthread.model import KINDS, STANDARD_FIELDS, Fault, KindWords, Problem, names_in_words, nearest, starting_sentence

NAME = re.compile(r"[a-z][a-z0-9-]{1,29}")
PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,9}_")
CHECKED = {
    "string": {"enum", "pattern", "minLength", "maxLength"}, "integer": {"minimum", "maximum"}, "number": {"minimum", "maximum"},
    "boolean": set[str](), "array": {"items"},
}
"""The types of fields that can be shown and checked, and the keywords that may restrict each."""


class ReadKind(Protocol):
    """The parts of a kind of item, as read from the file, that are needed here."""

    @property
    def label(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def links(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def schemas(self) -> Mapping[str, Mapping[str, Any]]: ...


def own_kinds(table: Table, kinds: Mapping[str, ReadKind], outgoing: Mapping[str, str]) -> dict[str, KindWords]:
    """What only this book has, by kind; `outgoing` says how links read.

    Raises `Fault` for anything that needs more than a setting.
    """
    own: dict[str, KindWords] = {}
    _check_prefixes(table, kinds)
    for name, kind in kinds.items():
        known = STANDARD_FIELDS.get(name, frozenset())
        if name not in KINDS:
            _check_name(table, name)
        for key, schema in kind.schemas.items():
            _check_schema(table, key, schema)
        for link, targets in kind.links.items():
            if unknown := [target for target in targets if target not in kinds]:
                _refuse(table, link, f"The link '{link}' leads to items of kind '{unknown[0]}', which this file does not have.",
                        f"Correct the name, or add [[needs.types]] for it.{nearest(unknown[0], kinds)}")
        fields = {key: starting_sentence(key.replace("_", " ")) for key in kind.schemas if key not in known}
        links = {key: outgoing[key] for key in kind.links if key not in known}
        if name not in KINDS or fields or links:
            own[name] = KindWords(name=name, label=kind.label, is_own=name not in KINDS, fields=fields, links=links)
    return own


def _refuse(table: Table, key: str, what: str, fix: str) -> None:
    place = table.place_of(key) if " = " in key else table.place(key)
    raise Fault(Problem(place, "source.own-kind", what, fix))


def _check_name(table: Table, name: str) -> None:
    if not NAME.fullmatch(name):
        _refuse(table, f'directive = "{name}"', f"'{name[:40]}' cannot name a kind of item.",
                "Use small letters, digits and hyphens, as in 'risk'.")
    if name in DIRECTIVES:
        _refuse(table, f'directive = "{name}"', f"'{name}' is already the name of something else in chapters.",
                f"Give the kind another, such as '{name}-item'.")


def _check_prefixes(table: Table, kinds: Mapping[str, ReadKind]) -> None:
    seen: dict[str, str] = {}
    for name, kind in kinds.items():
        if not PREFIX.fullmatch(kind.prefix):
            _refuse(table, f'prefix = "{kind.prefix}"', f"The kind '{name}' has the prefix '{kind.prefix[:40]}'.",
                    "Write a few capitals with an underscore behind them, such as RSK_.")
        if kind.prefix in seen:
            _refuse(table, f'prefix = "{kind.prefix}"',
                    f"The kinds '{seen[kind.prefix]}' and '{name}' share the prefix '{kind.prefix}'.",
                    "Give each a prefix of its own: by it an id tells its kind.")
        seen[kind.prefix] = name


def _check_schema(table: Table, key: str, schema: Mapping[str, Any]) -> None:
    """Refuse a schema that sphinx-needs would accept, but that the pages and rules here would ignore."""
    kind = schema.get("type")
    if kind not in CHECKED:
        _refuse(table, key, f"The field '{key}' is of the type '{kind}', which needs more than a setting.",
                f"Use one of: {', '.join(CHECKED)}.")
    unknown = sorted(schema.keys() - {"type"} - CHECKED[str(kind)])
    if unknown:
        allowed = names_in_words([*sorted(CHECKED[str(kind)])]) or "nothing"
        _refuse(table, key, f"The schema of '{key}' has '{unknown[0]}', which nothing here checks.",
                f"Take it out: a field of the type {kind} may be narrowed by {allowed}.")
    if kind == "array" and schema.get("items") != {"type": "string"}:
        _refuse(table, key, f"The field '{key}' is a list of something else than texts.",
                'Write schema = { type = "array", items = { type = "string" } }.')
    _check_limits(table, key, schema)


def _check_limits(table: Table, key: str, schema: Mapping[str, Any]) -> None:
    limits: Iterable[str] = ("minimum", "maximum", "minLength", "maxLength")
    for limit in limits:
        if limit in schema and (isinstance(schema[limit], bool) or not isinstance(schema[limit], int | float)):
            _refuse(table, key, f"'{limit}' of the field '{key}' is no number.", f"Write {limit} = 1.")
    if "pattern" in schema and not (isinstance(schema["pattern"], str) and is_safe_pattern(schema["pattern"])):
        _refuse(table, key, f"The pattern of the field '{key}' is none that can be relied on.",
                'Write one such as pattern = "^[A-Z]{2}[0-9]+$".')
