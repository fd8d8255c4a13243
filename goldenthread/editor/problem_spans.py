"""Where in its line a problem stands, so that an editor marks the very words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.editor.text_spans import Span, in_line, span_at
from goldenthread.editor.written_forms import VALUE
from goldenthread.model import Dataset, Problem, Unresolved, resolve

QUOTED = re.compile(r"'([^']+)'")
NAME = re.compile(r"\b(?:[A-Z][A-Z0-9_]{2,39}|U\+[0-9A-F]{4,6})\b")


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem and the stretch of text that it is about."""

    problem: Problem
    span: Span


def located(problem: Problem, text: str, datasets: Mapping[str, Dataset]) -> LocatedProblem:
    """The problem with the words of its line that it speaks of, or else with the whole line, but for the spaces around it."""
    lines = text.split("\n")
    number = min(max(problem.place.line - 1, 0), len(lines) - 1)
    row = lines[number]
    if problem.code.startswith("value.") and (span := _expression(problem, text, number, datasets)):
        return LocatedProblem(problem, span)
    for words in _spoken_of(problem):
        if found := re.search(rf"(?<!\w){re.escape(words)}(?!\w)", row) or re.search(re.escape(words), row, re.IGNORECASE):
            return LocatedProblem(problem, in_line(number, found.start(), found.end()))
    return LocatedProblem(problem, in_line(number, len(row) - len(row.lstrip()), len(row.rstrip())))


def _expression(problem: Problem, text: str, number: int, datasets: Mapping[str, Dataset]) -> Span | None:
    """The expression of the line from which a problem comes: of several, the first with that very fault."""
    for match in VALUE.finditer(text):
        span = span_at(text, match.start(1), match.end(1))
        if number not in (span.line, text.count("\n", 0, match.start())):
            continue
        try:
            resolve(match[1], datasets)
        except Unresolved as fault:
            if fault.what == problem.what:
                return span
    return None


def _spoken_of(problem: Problem) -> Iterator[str]:
    """What of a problem's words may stand in its line, the most telling first."""
    for quoted in QUOTED.findall(problem.what):
        yield quoted.removesuffix(" …").strip()
    yield from NAME.findall(problem.what)
    if problem.about:
        yield problem.about
