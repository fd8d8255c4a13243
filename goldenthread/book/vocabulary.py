"""`ubproject.toml`: which options and links each kind of item may have, and which choices they allow.

sphinx-needs reads the same file; reading it here too lets the rules report an option at its own line.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from goldenthread.book.needs_settings import is_safe_pattern, refuse_settings
from goldenthread.book.own_kinds import own_kinds
from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.text_files import read_text
from goldenthread.book.toml_tables import toml_in
from goldenthread.book.vocabulary_words import read_words
from goldenthread.model import KINDS, NOT_STATED, STANDARD_WORDS, Fault, Problem, Words, gettext

VOCABULARY_FILE = "ubproject.toml"
# options that every item has, whatever its kind
COMMON = {"id", "tags", "status"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What one kind of item may have. `choices` has the allowed words of an option with a closed list, `descriptions` the meaning
    of each option and link, for an author who is asked for it. `schemas` has the JSON Schema of each field, in the order of the
    file, and `never_empty` the options and links that each item has to set; the id of an item begins with `prefix`.
    """

    name: str
    title: str
    prefix: str
    options: frozenset[str]
    choices: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    never_empty: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its title, translated into the book's language if it is that of a new book; a title of the book's own as it is."""
        return gettext(self.title)


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkWords:
    """The words of a link as read from its own end and from the other."""

    from_here: str
    from_there: str

    @property
    def outgoing(self) -> str:
        """The words from its own end, translated if they are those of a new book."""
        return gettext(self.from_here)

    @property
    def incoming(self) -> str:
        """The words from the other end, likewise."""
        return gettext(self.from_there)


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Every kind of item by its directive's name, and the words of every link."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    links: Mapping[str, LinkWords] = field(default_factory=dict)
    id_pattern: str = ""
    words: Words = STANDARD_WORDS

    @property
    def options(self) -> frozenset[str]:
        """Every option and link that an item of any kind may have."""
        return frozenset().union(*(kind.options | set(kind.links) for kind in self.kinds.values()))


    @property
    def criteria(self) -> tuple[str, ...]:
        """The ids of the questions that a response may answer, without the choice for 'not stated'."""
        response = self.kinds.get("response")
        return tuple(word for word in response.choices.get("criterion", ()) if word != NOT_STATED) if response else ()


def read_vocabulary(root: Path, cache: ReadingCache | None = None) -> Vocabulary:
    """The vocabulary of a book. Raises `Fault` if the file is missing, does not parse, or has the wrong structure.

    With a cache, the same object as before is returned if the file has not changed.
    """
    text = read_text(root, VOCABULARY_FILE)
    is_marked = (root / VOCABULARY_FILE).read_bytes().startswith(BOM_UTF8)
    return (cache or ReadingCache()).get("vocabulary", VOCABULARY_FILE, (text, is_marked), lambda: _read(text, is_marked))


def _read(text: str, is_marked: bool) -> Vocabulary:
    table = toml_in(VOCABULARY_FILE, text)
    if is_marked:
        raise Fault(Problem(table.place(), "source.mark",
                            "The file begins with a byte-order mark, which sphinx-needs cannot read.",
                            "Save it as UTF-8 without a mark (in Notepad: 'UTF-8', not 'UTF-8 with BOM')."))
    refuse_settings(table)
    try:
        vocabulary = _vocabulary(table.data.get("needs", {}))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Fault(Problem(table.place("needs"), "source.kind", "The kinds of items cannot be read from this file.",
                            "Give each [[needs.types]] a directive, a title and a prefix, and its fields and links as "
                            "tables.")) from None
    if lacking := [kind for kind in KINDS if kind not in vocabulary.kinds]:
        raise Fault(Problem(table.place("needs"), "source.kind", f"The file has no kind of item '{lacking[0]}'.",
                            f'Add [[needs.types]] with directive = "{lacking[0]}", as in a new book.'))
    if not is_safe_pattern(vocabulary.id_pattern):
        raise Fault(Problem(table.place("id_regex"), "source.kind", "'id_regex' is no pattern that can be relied on.",
                            'Write one such as id_regex = "^[A-Z][A-Z0-9_]{2,39}$".'))
    own = own_kinds(table, vocabulary.kinds, {name: words.outgoing for name, words in vocabulary.links.items()})
    return replace(vocabulary, words=replace(read_words(table, vocabulary.kinds.values()), kinds=own))


def _vocabulary(needs: Mapping[str, Any]) -> Vocabulary:
    kinds: dict[str, Kind] = {}
    words: dict[str, LinkWords] = {}
    common = {name: of.get("description", "") for name, of in needs.get("fields", {}).items()}
    for entry in needs.get("types", []):
        fields, links = entry.get("fields", {}), entry.get("links", {})
        choices = {name: _texts(f["schema"]["enum"]) for name, f in fields.items() if "enum" in f.get("schema", {})}
        said = {**common, **{one: of.get("description") or of.get("outgoing", "") for one, of in {**fields, **links}.items()}}
        name, title, prefix = _texts([entry["directive"], entry["title"], entry["prefix"]])
        kinds[name] = Kind(
            name=name, title=title, prefix=prefix, options=frozenset(fields) | COMMON, choices=choices,
            schemas={key: dict(of.get("schema", {})) for key, of in fields.items()},
            never_empty=tuple(option for option, of in {**fields, **links}.items()
                              if of.get("nullable") is False and "default" not in of),
            links={link: _texts(of.get("target_types", [])) for link, of in links.items()},
            descriptions=dict(zip(said, _texts(list(said.values())), strict=True)),
        )
        for link, of in links.items():
            outgoing, incoming = _texts([of.get("outgoing", link), of.get("incoming", link)])
            words[link] = LinkWords(from_here=outgoing, from_there=incoming)
    (pattern,) = _texts([needs.get("id_regex", "")])
    return Vocabulary(kinds=kinds, links=words, id_pattern=pattern)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(value)
    return tuple(value)
