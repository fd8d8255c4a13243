"""Commands as tests give them: run, with what the command line would print of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goldenthread.commands import build, new
from goldenthread.consultation import intake as intake_room
from goldenthread.consultation import logs
from goldenthread.system import Outcome


def build_book(root: Path, outputs: Sequence[str], only: str = "") -> int:
    """Build a book and print what it came to; the exit status."""
    outcome = build.build_book(root, outputs, only)
    for line in outcome.printed():
        print(line)
    return outcome.status


def intake(*arguments: Any, **options: Any) -> tuple[bool, list[str]]:
    return good_and_printed(intake_room.intake(*arguments, **options))


def merge(*arguments: Any, **options: Any) -> tuple[bool, list[str]]:
    return good_and_printed(logs.merge(*arguments, **options))


def start_book(*arguments: Any, **options: Any) -> tuple[bool, list[str]]:
    return good_and_printed(new.start_book(*arguments, **options))


def rollup(*arguments: Any, **options: Any) -> tuple[bool, list[str]]:
    from goldenthread import rollup as room  # loads Sphinx

    return good_and_printed(room.rollup(*arguments, **options))


def good_and_printed(outcome: Outcome) -> tuple[bool, list[str]]:
    """Whether a command went well, and the lines that are printed of it."""
    return outcome.good, outcome.printed()
