"""`strategy/framework.toml`: the dimensions of a strategy, such as foundations and challenges, with the tags of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from goldenthread.book.text_files import read_text
from goldenthread.book.toml_tables import Table, toml_in
from goldenthread.model import NATIONAL_DIMENSIONS, Dimension, Framework, Problem, Tag, dimensions_with, within_sentence

FRAMEWORK_FILE = "strategy/framework.toml"
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
NOT_A_TAG = "none"
"""The word for 'no tag' in the list of all items."""
NOT_A_DIMENSION = frozenset({"id", "edition", "type", "sureness", "publisher", "standing", "weight", "title", "q", "sort"})
"""The filters of the list of all items besides the dimensions."""


def read_framework(root: Path) -> tuple[Framework, list[Problem]]:
    """The framework and what is wrong with its file. Raises `Fault` if the file cannot be read at all."""
    return framework_in(FRAMEWORK_FILE, read_text(root, FRAMEWORK_FILE))


def framework_in(file: str, text: str) -> tuple[Framework, list[Problem]]:
    """The framework in the text of such a file, and what is wrong with it. Raises `Fault` if it does not parse."""
    table = toml_in(file, text)
    national = {each.id for each in NATIONAL_DIMENSIONS}
    table.check_keys({"title", "publisher", "published", "url", *({"dimension"} if "dimension" in table.data else national)})
    framework = Framework(
        title=table.text_of("title"), publisher=table.text_of("publisher"), published=table.text_of("published"),
        url=table.web_address("url"), dimensions=_own(table) if "dimension" in table.data else _national(table))
    _report_twins(table, framework)
    return framework, table.problems


def _national(table: Table) -> tuple[Dimension, ...]:
    """The dimensions of the Industrial Strategy, whose names and words need not be given."""
    tags = [tag for dimension in NATIONAL_DIMENSIONS for tag in _tags(table, dimension.id, dimension.id)]
    return dimensions_with(NATIONAL_DIMENSIONS, tags)


def _own(table: Table) -> tuple[Dimension, ...]:
    entries = table.tables("dimension")
    if not entries:
        table.report("dimension", "framework.empty", "There is no dimension.", "Add at least one [[dimension]].")
    return tuple(_dimension(entry) for entry in entries)


def _dimension(entry: Table) -> Dimension:
    entry.check_keys({"id", "name", "plural", "short", "short_plural", "required", "tag"})
    key, name, plural = _id(entry, NOT_A_DIMENSION), entry.text_of("name"), entry.text_of("plural")
    return Dimension(
        id=key, name=name, plural=plural, required=entry.flag("required"), tags=_tags(entry, "tag", key),
        short=entry.text_of("short", required=False) or within_sentence(name),
        short_plural=entry.text_of("short_plural", required=False) or within_sentence(plural))


def _id(entry: Table, taken: Iterable[str]) -> str:
    key = entry.text_of("id")
    if key and not ID.fullmatch(key):
        entry.report("id", "framework.id", f"'{key[:80]}' is not a plain id.", "Use small letters, digits and hyphens.")
    elif key in taken:
        entry.report("id", "framework.id", f"'{key}' means something else in the list of all items.",
                     f"Give it another id, such as '{key}-1'.")
    return key


def _tags(table: Table, heading: str, kind: str) -> tuple[Tag, ...]:
    entries = table.tables(heading)
    if not entries:
        where, full = ("There is", heading) if heading == kind else (f"The dimension '{kind}' has", f"dimension.{heading}")
        table.report(heading, "framework.empty", f"{where} no {heading}.", f"Add at least one [[{full}]].")
    for entry in entries:
        entry.check_keys({"id", "name", "aim"})
    return tuple(Tag(id=_id(e, {NOT_A_TAG}), name=e.text_of("name"), kind=kind, aim=e.text_of("aim")) for e in entries)


def _report_twins(table: Table, framework: Framework) -> None:
    """Report each tag and each dimension that has the id of another: an item has the tags of all dimensions in one list."""
    for what, keys in (("tag", [tag.id for tag in framework.tags]), ("dimension", [each.id for each in framework.dimensions])):
        for key in dict.fromkeys(key for place, key in enumerate(keys) if key and key in keys[:place]):
            table.report("id", "framework.twice", f"The {what} '{key}' is defined twice.", f"Give each {what} an id of its own.")
