"""Which problems only follow from others: those that depend on an unreadable source are not reported until it is readable.

A cause is a problem of reading, or one from the rules about files. What a rule says about a book without that source may be
untrue, and its remedy may do harm: it is reported, if it is still true, once the cause has been removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goldenthread.book import AREAS_FILE, DATA_FOLDER, EDITIONS_FILE, FRAMEWORK_FILE, REFERENCES_FILE
from goldenthread.model import Item, Problem

COPY, ENDING = "file.copy", "file.ending"
# a code that ends in a dot stands for all codes that begin with it
CONSEQUENCES: Mapping[str, tuple[str, ...]] = {
    "items": (
        "item.link", "item.link-kind", "item.circle", "thread.no-action", "thread.no-evidence", "thread.dropped",
        "thread.dropped-unknown", "thread.no-reason", "thread.other-edition", "thread.difference", "chain.missing",
        "chain.unmeasured", "chain.untested", "gap.", "archive.text", "response.chapter", "response.no-change", "agreement.item",
        "agreement.changed", "agreement.pin", "received.response", "received.unrecorded", "edition.accepted", "value.by-hand"),
    "pages": ("link.page", "link.heading", "link.term", "link.number", "view.about", "contents.left-out"),
    "names": ("contents.missing", "data.no-table", "data.no-card"),
    "references": ("item.reference", "markup.bibliography"),
    "editions": ("thread.", "archive.", "chain.", "agreement.", "item.since", "item.place", "item.id", "gap.closed",
                 "edition.accepted", "response.open", "received.open", "view.about"),
    "tables": ("archive.data", "item.dataset", "gap.dataset", "gap.filled", "gap.closed", "data.made-from", "data.replaces",
               "thread.released", "thread.not-yet", "value.undeclared", "edition.accepted"),
    "areas": ("data.area", "value.unknown", "value.rank", "chart.options"),
    "framework": ("item.tag", "item.no-tag", "thread.no-tag"),
}
# files that the rules require by name, with what depends on each
_SOURCES = {REFERENCES_FILE: "references", EDITIONS_FILE: "editions", AREAS_FILE: "areas", FRAMEWORK_FILE: "framework"}
# what depends on a chapter
_CHAPTERS = ("items", "pages")
# what may itself be missing for a reason that is reported
_WEAK = CONSEQUENCES["names"]
_OF_SOURCE = ("source.", "reference.syntax", "edition.follows", "edition.id", "edition.folder", "area.", "framework.")
_UNREAD_TEXT = ("source.", "chapter.long")
_UNREAD_ITEM = ("chapter.options", "chapter.options-apart", "chapter.unclosed", "item.id")


def without_consequences(problems: Sequence[Problem], items: Iterable[Item]) -> list[Problem]:
    """The problems that are not mere consequences of others among them; those that affect a whole source come first."""
    causes = {problem: sources for problem in problems if (sources := _sources_of(problem))}
    unread = {source for sources in causes.values() for source in sources}
    tables = {Path(cause.place.file).stem for cause in causes if cause.place.file.startswith(f"{DATA_FOLDER}/")}
    # no contents can lead to the pages of a folder before it has its edition
    unlisted = tuple(f"{problem.place.file.rpartition('/')[0]}/" for problem in problems
                     if problem.code == "edition.folder" and problem.place.file.endswith(".md"))
    broken = _BrokenItems.among(problems, items)
    if broken.any_without_id:
        unread.add("items")
    codes = [code for source in unread for code in CONSEQUENCES.get(source, ())]
    exact, kinds = set(codes), tuple(code for code in codes if code.endswith("."))

    def follows(problem: Problem) -> bool:
        if problem.code == "contents.left-out" and problem.place.file.startswith(unlisted):
            return True
        if problem in causes and not ("names" in unread and problem.code in _WEAK):
            return False
        return (problem.dataset in tables or problem.code in exact or problem.code.startswith(kinds) or broken.explains(problem))

    return sorted((problem for problem in problems if not follows(problem)), key=lambda problem: (problem not in causes, problem))


def is_cause(problem: Problem) -> bool:
    """Whether a problem prevents a whole source (a chapter, a table, a settings file) from being read."""
    return bool(_sources_of(problem))


def _sources_of(problem: Problem) -> tuple[str, ...]:
    """What could not be read because of this problem: keys of `CONSEQUENCES`; none if the problem is not such a cause."""
    file, code = problem.place.file, problem.code
    is_table = file.startswith(f"{DATA_FOLDER}/")
    if code in (COPY, ENDING):
        return ("tables", "names") if is_table else (*_CHAPTERS, "names")
    if code == "contents.missing" or (code == "chapter.title" and problem.place.line == 1 and not problem.about):
        return _CHAPTERS
    if file.endswith(".md"):
        return _CHAPTERS if code.startswith(_UNREAD_TEXT) else ()
    if is_table:
        read = problem.advice or code in CONSEQUENCES["tables"] or not code.startswith(("source.", "data."))
        return () if read else ("tables",)
    return (_SOURCES[file],) if file in _SOURCES and code.startswith(_OF_SOURCE) else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _BrokenItems:
    """Items whose definition could not be read, with the lines from each to the next item in its file."""

    spans: Sequence[tuple[str, int, float]]
    any_without_id: bool

    @classmethod
    def among(cls, problems: Iterable[Problem], items: Iterable[Item]) -> _BrokenItems:
        lines: dict[str, list[int]] = {}
        for item in items:
            lines.setdefault(item.place.file, []).append(item.place.line)
        spans, without_id = [], False
        for problem in problems:
            if problem.code in _UNREAD_ITEM:
                own = sorted(lines.get(problem.place.file, ()))
                first = max((line for line in own if line <= problem.place.line), default=problem.place.line)
                last = min((line for line in own if line > first), default=float("inf"))
                without_id = True
                if problem.code != "item.id":
                    spans.append((problem.place.file, first, last))
        return cls(spans=spans, any_without_id=without_id)

    def explains(self, problem: Problem) -> bool:
        """Whether a problem is about an item that was not read as meant."""
        return not problem.code.startswith(("source.", "chapter.")) and any(
            problem.place.file == file and first <= problem.place.line < last for file, first, last in self.spans)
