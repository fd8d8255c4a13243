"""`ubproject.toml`: which options and links each kind of item may carry, and which choices they allow.

sphinx-needs reads the same file; reading it here too lets the rules speak of an option at its own line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.sources import read_toml

VOCABULARY_FILE = "ubproject.toml"
# options that every item has, whatever its kind
COMMON = {"id", "tags", "status"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What one kind of item may carry. `choices` holds the allowed words of an option that has a closed list."""

    name: str
    label: str
    options: frozenset[str]
    choices: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkWords:
    """How a link reads from its own end and from the other."""

    outgoing: str
    incoming: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Every kind of item by its directive's name, and the words of every link."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    links: Mapping[str, LinkWords] = field(default_factory=dict)
    id_pattern: str = ""


def read_vocabulary(root: Path) -> Vocabulary:
    """The vocabulary of a book. Raises `Fault` when the file is missing or does not parse."""
    needs = read_toml(root, VOCABULARY_FILE).data.get("needs", {})
    kinds: dict[str, Kind] = {}
    words: dict[str, LinkWords] = {}
    for entry in needs.get("types", []):
        fields, links = entry.get("fields", {}), entry.get("links", {})
        choices = {name: tuple(f["schema"]["enum"]) for name, f in fields.items() if "enum" in f.get("schema", {})}
        kinds[entry["directive"]] = Kind(
            name=entry["directive"], label=entry["title"], options=frozenset(fields) | COMMON, choices=choices,
            links={name: tuple(link.get("target_types", ())) for name, link in links.items()},
        )
        words |= {n: LinkWords(outgoing=k.get("outgoing", n), incoming=k.get("incoming", n)) for n, k in links.items()}
    return Vocabulary(kinds=kinds, links=words, id_pattern=needs.get("id_regex", ""))
