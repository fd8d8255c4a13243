"""Looks for regular expressions of the package that need more than linear time for some text.

Each pattern is run over texts made of its own signs, repeated: first many, then four times as many. A linear pattern then needs
about four times the processor, a quadratic one sixteen times. `python -m tools.patterns` prints those that need eight times or
more, with the text that showed it; the status is 1 when there is any.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import goldenthread

SHORT, TIMES, SUSPECT = 2_000, 4, 8.0
QUICK = 0.004
"""Seconds for the longer text, below which nothing can be told from noise, and nobody waits."""
ALWAYS = ("a", "A", "1", " ", "-", ".", ",", "_", "*", "'", "(", "[", "{", "`", "\n", "a ", "1,", "a.", "A ", "é")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that is a name of a module and is looked for throughout a text, with that name."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path(goldenthread.__path__[0]).rglob("*.py"))
    for module in pkgutil.walk_packages(goldenthread.__path__, "goldenthread."):
        if not module.name.endswith("__main__") and "typst_worker" not in module.name:
            for name, value in vars(importlib.import_module(module.name)).items():
                # a pattern that is only tried at the beginning of a text, or on all of it, begins no search anew at each letter
                anchored = not re.search(rf"\b{name}\.(?:search|sub|subn|split|findall|finditer)\b", source)
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and not (
                        anchored and re.search(rf"\b{name}\.(?:full)?match\b", source)):
                    yield f"{module.name}.{name}", value


def pumps(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """A beginning, and what is repeated behind it."""
    own = dict.fromkeys(re.findall(r"[A-Za-z]{2,}|[^\w\\]|\w", pattern.pattern))
    signs = list(dict.fromkeys([*ALWAYS, *own]))[:45]
    for sign in signs:
        yield "", sign
    for one, other in itertools.permutations(signs[:28], 2):
        yield "", one + other
    for one, other in itertools.product(signs, ("a", "1", " ", "a ", "1,")):
        yield one, other


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor time of looking for every place."""
    start = time.process_time()
    for _match in pattern.finditer(text):
        pass
    return time.process_time() - start


def slow_text(pattern: re.Pattern[str]) -> tuple[float, str] | None:
    """How many times the time four times the text needs, and the text, where that is suspect."""
    for before, repeated in pumps(pattern):
        count = SHORT * TIMES // len(repeated)
        if seconds(pattern, before + repeated * count) < QUICK:
            continue
        for end in ("", "\n", "!"):
            short = min(seconds(pattern, before + repeated * (count // TIMES) + end) for _ in range(3))
            long = min(seconds(pattern, before + repeated * count + end) for _ in range(2))
            if long > QUICK and long / max(short, 1e-6) >= SUSPECT:
                return long / short, f"{before!r} and {repeated!r} again and again"
    return None


def main() -> int:
    """Print each suspect pattern."""
    seen: dict[re.Pattern[str], str] = {}
    for name, pattern in patterns():
        seen.setdefault(pattern, name)
    suspects = 0
    for pattern, name in seen.items():
        if slow := slow_text(pattern):
            suspects += 1
            print(f"{name}: {slow[0]:.0f} times the time for {TIMES} times the text: {slow[1]}")
    print(f"{len(seen)} patterns, {suspects} suspect.")
    return 1 if suspects else 0


if __name__ == "__main__":
    sys.exit(main())
