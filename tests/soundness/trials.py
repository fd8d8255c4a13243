"""Trials of soundness: short in every test run, long at night, and reported in `docs/developers/reliability.md`.

`make nightly` runs the tests that are marked `sound` at full length and, when all hold, writes the page anew;
`make nightly ARGS="--inputs 1500 --edits 60 -n 2"` makes it shorter and uses two processes.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from hypothesis import HealthCheck, settings

REPORT = Path(__file__).parents[2] / "docs/developers/reliability.md"
ROOMS = ("Faults while building", "Nothing lost in print", "Hostile input", "Nothing stale", "The same bytes everywhere",
         "Authors on Windows", "The contract of check")
ABOUT = """\
# What holds when things go wrong

Made by `make nightly`, which runs the trials at full length: 100,000 inputs for each reader, 200 edits; about an hour and a half.
`make nightly ARGS="--inputs 1500 --edits 60 -n 2"` takes some ten minutes. The numbers below are those of the last run.
`make test` runs each trial in a short form. A trial that fails fails the run, and this page is then left as it was; so does a
run of only some of the trials.

[What is read without being asked](unasked-inputs.md) lists each way in that is closed, and the test that holds it.

Python {python}, {packages}.
"""

NIGHTLY_INPUTS, NIGHTLY_EDITS = 100_000, 200


def offer_profiles(inputs: int) -> None:
    """Offer hypothesis a short profile and a nightly one with so many inputs for each property."""
    settings.register_profile("short", max_examples=150, derandomize=True, deadline=None)
    settings.register_profile("nightly", max_examples=inputs, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True, slots=True)
class Trials:
    """Whether this is the long run, how many edits a generated book gets in such a one, and how a trial is recorded.

    `record(room, trial, number, outcome)` is called once a trial has held: `room` is one of `ROOMS`, `trial` says what was
    done, `number` how many times, `outcome` what held each time; all in words for the page.
    """

    nightly: bool
    edits: int
    record: Callable[[str, str, int, str], None]

    def many(self, short: int, long: int) -> int:
        """How many times to try: `short` in every test run, `long` at night."""
        return long if self.nightly else short


def as_row(room: str, trial: str, number: int, outcome: str) -> str:
    """A trial as the text that a test hands to the report."""
    assert room in ROOMS, room
    return json.dumps([room, trial, number, outcome])


def write_report(rows: list[str]) -> None:
    """Write the page from the rows of all trials, in the order of `ROOMS`."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("sphinx", "sphinx-needs", "myst-parser", "typst", "hypothesis"))
    parts = [ABOUT.format(python=platform.python_version(), packages=packages)]
    held = sorted(set(rows))
    for room in ROOMS:
        own = [row for row in map(json.loads, held) if row[0] == room]
        if own:
            lines = "\n".join(f"| {trial} | {number:,} | {outcome} |" for _, trial, number, outcome in own)
            parts.append(f"## {room}\n\n| What was tried | How many times | What held each time |\n|---|--:|---|\n{lines}\n")
    REPORT.write_text("\n".join(parts), encoding="utf-8")
