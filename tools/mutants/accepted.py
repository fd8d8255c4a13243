"""The mutants that may survive, with the reason of each: `survivors.toml` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("survivors.toml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """One mutant that may survive. One that `changes_nothing` for any caller does not count in a score."""

    key: tuple[str, str, str]
    reason: str
    changes_nothing: bool


def read_accepted() -> list[Accepted]:
    """Every entry of the list. Raises `KeyError` where one has no reason."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8")).get("survivor", [])
    return [Accepted(key=(entry["file"], entry["function"], change), reason=entry["reason"],
                     changes_nothing=entry["changes_nothing"]) for entry in entries for change in entry["changes"]]
