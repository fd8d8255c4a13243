"""Which settings of sphinx-needs `ubproject.toml` may contain.

sphinx-needs has settings that run Python, read other files, use the network or write outside the book. Whoever reviews a change
takes this file for a list of words, so it may contain nothing more.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.book.toml_tables import Table
from goldenthread.model import Fault, Problem, nearest

SETTINGS = {"types", "fields", "links", "id_required", "id_regex", "id_length", "build_json", "reproducible_json",
            "json_remove_defaults", "json_exclude_fields", "role_need_template", "role_need_max_title_length", "max_title_length",
            "title_optional", "title_from_content", "part_prefix", "statuses", "tags", "show_link_type", "show_link_title",
            "show_link_id"}
TYPE_SETTINGS = {"directive", "title", "prefix", "color", "style", "fields", "links"}
FIELD_SETTINGS = {"description", "schema", "nullable", "default"}
LINK_SETTINGS = {"description", "outgoing", "incoming", "target_types", "color", "copy", "schema", "default"}
TITLE_TEMPLATE = re.compile(r"[^{}%#]*\{\{ ?title ?\}\}[^{}%#]*")
# Characters, classes and alternatives of words, each with a repeat: for each of the few repeats allowed, matching such a pattern
# needs no more steps than a text has characters
_CLASS = r"\[\^?(?:\\?[\w -])+\]"
_SAFE_PATTERN = re.compile(rf"\^?(?:(?:{_CLASS}|\\[dw]|[\w-])(?:[*+?]|\{{\d{{1,3}}(?:,\d{{0,3}})?\}})?|\((?:\?:)?[\w|-]+\))+\$?")
MOST_REPEATS = 3


def refuse_settings(table: Table) -> None:
    """Raise `Fault` for a setting of sphinx-needs that would do more than define the kinds of items."""
    needs = table.data.get("needs", {})
    for where, settings, known in _settings(needs):
        for name in sorted(settings.keys() - known):
            raise Fault(Problem(table.place(name), "source.setting", f"'{name}' is no setting that {where} may have in a book.",
                                f"Take it out.{nearest(name, known)}"))
    for name in sorted({"variants", "parse"} & table.data.keys()):
        raise Fault(Problem(table.place(name), "source.setting", f"'[{name}]' is no part that this file may have in a book.",
                            "Take it out."))
    template = needs.get("role_need_template", "{{ title }}") if isinstance(needs, dict) else ""
    if not (isinstance(template, str) and TITLE_TEMPLATE.fullmatch(template)):
        raise Fault(Problem(table.place("role_need_template"), "source.setting",
                            "'role_need_template' holds more than the title and words around it.",
                            'Write role_need_template = "{{ title }}".'))
    if "[[" in repr([settings.get("default") for _where, settings, _known in _settings(needs)]):
        raise Fault(Problem(table.place("default"), "source.setting",
                            "What stands in such brackets would be worked out by the build.", "Write the word itself."))


def _settings(needs: Any) -> Iterator[tuple[str, Mapping[str, Any], set[str]]]:
    """Each table of settings: its subject in words, its keys, and those that it may have.

    Values that are not tables are skipped.
    """
    if not isinstance(needs, dict):
        return
    yield "the kinds of items", needs, SETTINGS
    types = [entry for entry in _list(needs.get("types")) if isinstance(entry, dict)]
    for entry in types:
        yield "a kind of item", entry, TYPE_SETTINGS
    for owner in (needs, *types):
        for key, words, known in (("fields", "a field", FIELD_SETTINGS), ("links", "a link", LINK_SETTINGS)):
            tables = owner.get(key)
            for settings in tables.values() if isinstance(tables, dict) else ():
                if isinstance(settings, dict):
                    yield words, settings, known


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def is_safe_pattern(pattern: str) -> bool:
    """Whether a pattern is valid in Python, and needs few steps for any text."""
    repeats = re.findall(r"[*+?]|\{\d*,\d*\}", re.sub(_CLASS, "x", pattern).replace("(?:", "("))
    if pattern and (not _SAFE_PATTERN.fullmatch(pattern) or len(repeats) > MOST_REPEATS):
        return False
    with warnings.catch_warnings():
        # a pattern about which Python warns may mean something else one day
        warnings.simplefilter("error")
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError, Warning):
            return False
    return True
