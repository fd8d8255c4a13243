"""`strategy/framework.toml`: the foundations and challenges that items may be tagged with."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.book.toml_tables import Table, read_toml
from goldenthread.model import Framework, Problem, Tag

FRAMEWORK_FILE = "strategy/framework.toml"
ID = re.compile(r"[a-z][a-z0-9-]*")


def read_framework(root: Path) -> tuple[Framework, list[Problem]]:
    """The framework and what is wrong with its file. Raises `Fault` when the file cannot be read at all."""
    table = read_toml(root, FRAMEWORK_FILE)
    table.check_keys({"title", "publisher", "published", "url", "foundation", "challenge"})
    framework = Framework(
        title=table.text_of("title"), publisher=table.text_of("publisher"), published=table.text_of("published"),
        url=table.web_address("url"), foundations=_tags(table, "foundation"), challenges=_tags(table, "challenge"),
    )
    seen: set[str] = set()
    for tag in framework.tags:
        if tag.id in seen:
            table.report("id", "framework.twice", f"The tag '{tag.id}' is defined twice.", "Give each tag an id of its own.")
        seen.add(tag.id)
    return framework, table.problems


def _tags(table: Table, kind: str) -> tuple[Tag, ...]:
    entries = table.tables(kind)
    if not entries:
        table.report(kind, "framework.empty", f"There is no {kind}.", f"Add at least one [[{kind}]].")
    for entry in entries:
        entry.check_keys({"id", "name", "aim"})
        if not ID.fullmatch(entry.text_of("id")) and entry.data.get("id"):
            entry.report("id", "framework.id", f"'{entry.data['id']}' is not a plain id.",
                         "Use small letters, digits and hyphens.")
    return tuple(Tag(id=e.text_of("id"), name=e.text_of("name"), kind=kind, aim=e.text_of("aim")) for e in entries)
