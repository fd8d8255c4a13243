"""Where something is written, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Place:
    """Where something is written: a file below the project's root, with `/`, and a line counted from 1 (0 for no line)."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def docname(self) -> str:
        """The page that the file becomes: its name without the ending."""
        return self.file.rpartition(".")[0]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in what an author wrote: the place, what is wrong, what to do, and the rule's code.

    `about` is the id of the item or dataset concerned, by which `editions.toml` may accept a fault.
    `advice` marks a suggestion: it is printed, but does not make a check fail. `dataset` is the id of the dataset in which
    something was looked for and not found: if that table could not be read, this problem is only a consequence of that.
    """

    place: Place
    code: str
    what: str
    fix: str
    about: str = ""
    advice: bool = False
    dataset: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.fix} [{self.code}]"


class Fault(Exception):
    """Raised when an author's mistake prevents something from being done.

    `problem` says what the author needs to know; `problems` are this one and all others found so far.
    """

    def __init__(self, problem: Problem, *others: Problem) -> None:
        super().__init__(str(problem))
        self.problem, self.problems = problem, (problem, *others)


class MachineFault(Fault):
    """Raised when the cause is the machine and not the author: a missing program, a lock that another command holds.

    Errors of the operating system stay `OSError`s, which `goldenthread.system` turns into problems, too.
    """


class FaultInText(Exception):
    """An author's mistake in a text whose place is not known: a problem without its place.

    A caller that knows the place makes the problem with `at`.
    """

    def __init__(self, code: str, what: str, fix: str, dataset: str = "") -> None:
        super().__init__(f"{what} {fix}")
        self.code, self.what, self.fix, self.dataset = code, what, fix, dataset

    def at(self, place: Place, about: str = "", code: str = "") -> Problem:
        """The problem at a place; `code`, if given, replaces the fault's own code."""
        return Problem(place, code or self.code, self.what, self.fix, about, dataset=self.dataset)


def nearest(word: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?` for the most similar of the known words, or an empty text if none is similar enough.

    Capitals and the kinds of dashes, spaces and quotation marks make no difference.
    """
    by_form: dict[str, str] = {}
    for each in known:
        by_form.setdefault(_plain_form(each), each)
    own = _plain_form(word)
    closest = [own] if own in by_form else get_close_matches(own, by_form)
    return f" Did you mean '{by_form[closest[0]]}'?" if closest else ""


_DASHES_AND_SPACES = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")
_QUOTES = re.compile("[\"'`\u2018-\u201f]")


def _plain_form(word: str) -> str:
    return _DASHES_AND_SPACES.sub("-", _QUOTES.sub("", unicodedata.normalize("NFKC", word)).casefold()).strip("-")
