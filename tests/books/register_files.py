"""Registers of small areas as files, made without Sphinx."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from goldenthread.book.book_reader import read_book
from goldenthread.documents.register_files import register_as_json
from goldenthread.model import Register
from tests.books.small_book import EDITIONS, FRAMEWORK, write_book

RegisterData = dict[str, Any]
SITE = "https://example.org/north"
WATER = '\n[[challenge]]\nid = "water"\nname = "Clean water"\naim = "less dirt"\n'


def register_of(root: Path, changes: Mapping[str, str | None] | None = None) -> Register:
    return read_book(write_book(root, changes)).register


def data_of(register: Register) -> RegisterData:
    """The register as a site offers it."""
    data: RegisterData = json.loads(json.dumps(register_as_json(register, lambda item: f"{item.place.docname}.html#{item.id}")))
    return data


def editions(name: str, site: str = "") -> str:
    more = f'site = "{site}"\n' if site else ""
    return EDITIONS.replace('title = "Strategy"\n', f'title = "Strategy for {name}"\n{more}', 1)


def north(root: Path) -> RegisterData:
    """An area with a site on the web, and no priority for clean growth."""
    return data_of(register_of(root, {"strategy/editions.toml": editions("North", SITE)}))


def south(root: Path) -> RegisterData:
    """An area that calls people folk, has a challenge of its own, and uses an older release of the same table."""
    data = data_of(register_of(root, {
        "strategy/editions.toml": editions("South"),
        "strategy/framework.toml": FRAMEWORK.replace('name = "People"', 'name = "Folk"') + WATER}))
    data["datasets"][0] |= {"id": "skills-2016", "released": "2018-11"}
    data["items"][0]["fields"]["datasets"] = "skills-2016"
    return data


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with each of its texts changed."""
    if isinstance(value, dict):
        return {key: each_text(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [each_text(inner, change) for inner in value]
    return change(value) if isinstance(value, str) else value
