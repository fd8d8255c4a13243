"""The remedy of a message as an edit, for every message whose remedy is one: what a message says to write is written.

Each function takes a problem with the text around it, and gives what may be done in a few words with the changes that do it. A
remedy that needs an author's judgement or words has none here. Tests make every edit in a broken book and look that its message
is gone and no other has come.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from goldenthread.book import LoadedBook
from goldenthread.editor.problem_spans import LocatedProblem
from goldenthread.editor.row_edits import Rows, replaced_once
from goldenthread.editor.text_spans import Change, TextChange, offset_of, span_at
from goldenthread.editor.written_forms import VALUE
from goldenthread.model import Problem

Edit = tuple[str, tuple[Change, ...]]
"""What is done, in a few words, and the changes that do it."""
QUOTED = re.compile(r"'([^']+)'")
MEANT = re.compile(r"Did you mean '([^']+)'\?")
AWAY = re.compile(r"Take '([^']+)' away")
CHOICE = re.compile(r"\b(?:one of:?|not one of) (?!the\b|them\b|these\b|its\b)([\w-]+(?: [\w-]+)*(?:, [\w-]+(?: [\w-]+)*)*)")
NAME = re.compile(r"\b[A-Z][A-Z0-9_]{2,39}\b")
ELSEWHERE = frozenset({"chain.effect", "value.rank"})
"""Codes whose message offers words for another place than that of which it speaks."""
PATHS = frozenset({"link.page", "contents.missing"})
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A problem that was found, with the book at `root` and the text in which it stands.

    `text_of` gives the text of another file.
    """

    root: Path
    book: LoadedBook
    located: LocatedProblem
    text: str
    rows: Rows
    text_of: Callable[[str], str]

    @property
    def problem(self) -> Problem:
        """The problem as every check reports it."""
        return self.located.problem

    @property
    def line(self) -> int:
        """The row of the problem, from 0."""
        return min(max(self.problem.place.line - 1, 0), len(self.rows.rows) - 1)

    @property
    def row(self) -> str:
        """The text of that row."""
        return self.rows.rows[self.line]

    def card(self) -> Rows:
        """The card of the table in which the problem stands; the file itself where it is a card."""
        file = f"{self.rows.file.removesuffix('.csv').removesuffix('.toml')}.toml"
        return self.rows if file == self.rows.file else Rows(file, self.text_of(file).split("\n"))

    def written(self) -> str:
        """The words that the problem is about."""
        span = self.located.span
        return self.text[offset_of(self.text, span.line, span.start) : offset_of(self.text, span.end_line, span.end)]

    def instead(self, new: str) -> tuple[TextChange, ...]:
        """Something else in place of those words."""
        return (TextChange(self.rows.file, self.located.span, new),)

    def in_row(self, pattern: str, new: str) -> Iterator[tuple[TextChange, ...]]:
        """The row with the first place of a pattern written anew."""
        for row in replaced_once(self.row, pattern, new):
            yield (self.rows.written(self.line, row),)


def delete_row(found: FoundProblem) -> Iterator[Edit]:
    """The line of the problem, deleted."""
    yield "Delete this line", (found.rows.deleted(found.line, found.line + 1),)


def worded_remedies(found: FoundProblem) -> Iterator[Edit]:
    """What the message itself says to write in place of something, or to take away."""
    problem, written = found.problem, found.written()
    if meant := MEANT.search(problem.fix):
        yield from _meant(found, written, meant[1])
    elif problem.code not in ELSEWHERE and (choice := CHOICE.search(f"{problem.fix}\n{problem.what}")):
        wrong = next((words for words in QUOTED.findall(problem.what) if words.rpartition(": ")[2] in written), "")
        for word in choice[1].split(", ")[:MOST_CHOICES] if wrong else ():
            old = wrong.rpartition(": ")[2]
            if old != word:
                yield f"Write '{word}'", found.instead(written.replace(old, word, 1))
    if away := AWAY.search(problem.fix):
        without = re.sub(rf",?\s*{re.escape(away[1])}", "", written, count=1)
        if without != written:
            yield f"Take '{away[1]}' away", found.instead(without)


def _meant(found: FoundProblem, written: str, meant: str) -> Iterator[Edit]:
    problem = found.problem
    wrong_ones = [*QUOTED.findall(problem.what), *NAME.findall(problem.what)] or [written]
    wrong_ones.sort(key=lambda word: SequenceMatcher(None, word, meant).ratio(), reverse=True)
    for wrong in wrong_ones:
        for old in _parts(problem.code, wrong):
            if old and old.count(":") == meant.count(":") and (old in written or old in found.row):
                new = _as_path(found, old, meant) if problem.code in PATHS else meant
                yield (f"Write '{new}'", found.instead(written.replace(old, new, 1)) if old in written else (
                    found.rows.written(found.line, found.row.replace(old, new, 1)),))
                return
    # the fault is told of the file as a whole or of a whole block, or of a table and stands on its card
    for rows in (found.rows, *((found.card(),) if found.rows.file.endswith(".csv") else ())):
        text = "\n".join(rows.rows)
        if text.count(wrong_ones[0]) == 1:
            yield f"Write '{meant}'", (_in_text(rows.file, text, wrong_ones[0], meant),)
            return


def _parts(code: str, wrong: str) -> tuple[str, ...]:
    """What of a wrong word may stand to be written anew: it all, or of a term with its parts the dataset or the row alone."""
    if code == "link.heading":
        return (wrong.rpartition("#")[2],)
    name, _colon, row = wrong.partition(":")
    return (wrong.strip("{}"), row, name)


def _in_text(file: str, text: str, old: str, new: str) -> TextChange:
    start = text.index(old)
    return TextChange(file, span_at(text, start, start + len(old)), new)


def _as_path(found: FoundProblem, old: str, meant: str) -> str:
    """A page of the book as it is named on this page, in the way that the wrong name was written."""
    if old.startswith("/"):
        return f"/{meant}"
    beside = posixpath.relpath(meant, posixpath.dirname(found.rows.file) or ".")
    return beside + (f"#{old.partition('#')[2]}" if "#" in old else "")


# code, pattern in the row of the problem, what to write in its place, what to say of it
ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("markup.heading", r"^(#{1,6})(?=[^#\s])", r"\1 ", "Put a space behind the signs"),
    ("markup.heading", r"^=+[ \t]*(.+?)[ \t]*=+[ \t]*$", r"## \1", "Make it a heading"),
    ("markup.bold", r"\*\*[ \t]+([^*]+?)[ \t]*\*\*", r"**\1**", "Take the blanks out"),
    ("markup.bold", r"\*\*(?=\S)([^*]+?)[ \t]+\*\*", r"**\1**", "Take the blanks out"),
    ("markup.directive", r"^([ \t]*)(:{3,}|`{3,})([a-z][\w-]*)", r"\1\2{\3}", "Put the name in braces"),
    ("markup.directive", r"^([ \t]*(?:`{3,}|:{3,})\{[\w-]+\})(?=[^\s{])", r"\1 ", "Put a space behind the name"),
    ("markup.foreign", r"==([^=]+)==", r"**\1**", "Make it bold"),
    ("markup.foreign", r"\{\+\+(.*?)\+\+\}", r"\1", "Take the change over"),
    ("markup.foreign", r"\{\+\+(.*?)\+\+\}", "", "Leave the change out"),
    ("markup.foreign", r"\{--(.*?)--\}", "", "Take the change over"),
    ("markup.foreign", r"\\(?:textbf|textsc)\{([^{}]*)\}", r"**\1**", "Write it in Markdown"),
    ("markup.foreign", r"\\(?:textit|emph)\{([^{}]*)\}", r"*\1*", "Write it in Markdown"),
    ("markup.foreign", r"[ \t]?~~[^~]+~~", "", "Leave out what is struck out"),
    ("markup.foreign", r"(&[A-Za-z]+)(?![\w;])", r"\1;", "Put the semicolon in"),
    ("markup.link", r"(\[[^\[\]]*\])[ \t]+(\([^()\s]*\))", r"\1\2", "Take the space out"),
    ("markup.link", r"\(([^()]*)\)\[([^\[\]\s]*)\]", r"[\1](\2)", "Put the brackets the right way round"),
    ("markup.link", r"(\]\(\S+) (\S+\))", r"\1%20\2", "Write %20 for the blank"),
    ("markup.role", r"\[@([\w:-]+)\]", r"{cite}`\1`", "Write it as a citation"),
    ("markup.html", r"^[ \t]*<!--[ \t]*(.*?)[ \t]*-->[ \t]*$", r"% \1", "Make it a note that is not published"),
    ("markup.html", r"<!--.*?-->", "", "Take the comment out"),
    ("markup.html", r"(?<!\\)<([A-Za-z/][^<>]*)>([^<>]*)<(/[A-Za-z]+)>", r"\\<\1>\2\\<\3>", "Mean the characters themselves"),
    ("markup.html", r"^([^<]*)<([A-Za-z/][^<]*)$", r"\1\\<\2", "Mean the character itself"),
    ("markup.indented", r"^[ \t]+", "", "Take the blanks away"),
    ("markup.title", r"(\*\*|__)([^*_]+)\1", r"\2", "Take the signs out of the title"),
    ("markup.title", r"^([^*]*)\*\*([^*]*)$", r"\1\2", "Take the signs out of the title"),
    ("markup.title", r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", "Keep the words of the link alone"),
    ("chapter.role", r":([a-z][\w:-]*):`", r"{\1}`", "Put the name in braces"),
    ("chapter.role", r"(?<![\w{}:])(value|need|cite(?::[tp]s?)?|ref|numref|doc|term|abbr)`", r"{\1}`", "Put the name in braces"),
    ("chapter.role", r"(\{[\w:-]+\}) +(?=`)", r"\1", "Take the space out"),
    ("chapter.role", r"\{[ \t]*([a-z][\w:-]*)[ \t]*(?<=[ \t])\}(?=`)|\{[ \t]+([a-z][\w:-]*)\}(?=`)", r"{\1\2}",
     "Take the blank out"),
    ("chapter.role", r"\{value\}(?!`)(?:\s*)([\w-]+(?::[\w/*-]+){2,})", r"{value}`\1`", "Put it between back-ticks"),
    ("chapter.options", r"^([ \t]*:[\w-]+:[ \t]*)([^\s\"'].*?)[ \t]*$", r'\1"\2"', "Put the value into quotation marks"),
    ("chapter.options", r"^([ \t]*:[\w-]+:[ \t]*)'(.*?)[ \t]*$", r'\1"\2"', "Put the value into quotation marks"),
    ("data.percent", r'unit[ \t]*=[ \t]*"[^"]*"', 'unit = "%"', "Write unit = \"%\""),
    ("data.number", r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))", "", "Take the blank out of the number"),
    ("data.number", r"\"(-?\d{1,3}),(\d{3}(?:\.\d+)?)\"", r"\1\2", "Take the comma out of the number"),
    ("data.number", r"(?<=\d)[ ]?%(?=,|$)", "", "Take the '%' out"),
    ("value.direction", r"\brise from\b", "fall from", "Write 'fall from'"),
    ("value.direction", r"\bfall from\b", "rise from", "Write 'rise from'"),
    ("data.url", r'"((?:[\w-]+\.)+[a-z]{2,}(?:/[^"\s]*)?)"', r'"https://\1"', "Put https:// before it"),
    ("source.address", r'"((?:[\w-]+\.)+[a-z]{2,}(?:/[^"\s]*)?)"', r'"https://\1"', "Put https:// before it"),
    ("note.circle", r"(?<!^)\[\^[^\]]+\]", "", "Take the sign of the footnote out"),
    ("markup.language", r"^([ \t]*(?:`{3,}|:{3,})(?:\{[\w-]+\}[ \t]*)?)\w+", r"\1text", "Show it as plain text"),
    ("link.number", r"%(?=[dni])[dni]|#", "%s", "Write '%s' for the number"),
)


def row_remedies(found: FoundProblem) -> Iterator[Edit]:
    """What is put right within the row of the problem, whatever its words are."""
    for code, pattern, new, title in ROWS:
        if code == found.problem.code:
            yield from ((title, changes) for changes in found.in_row(pattern, new))


def value_remedies(found: FoundProblem) -> Iterator[Edit]:
    """What is put right within the expression of a number."""
    problem, written = found.problem, found.written()
    words = QUOTED.findall(problem.what)
    if problem.code == "value.options" and words:
        last = words[-1] if "contradict" in problem.what or "asks for more" in problem.what else ""
        choices = {word: without for word in words if last and (without := _without(written, word)) != written}
        yield from ((f"Take '{word}' away", found.instead(without)) for word, without in choices.items())
        if last and (better := re.search(r"write '([^']+)'\.", problem.fix)) and last in written:
            yield f"Write '{better[1]}'", found.instead(written.replace(last, better[1], 1))
        if "asked for twice" in problem.what:
            yield "Write it once", found.instead(_without(written, words[0]))
    points = re.search(r",\s*(in points)", written)
    if problem.code == "value.grammar" and points and "without a comma" in problem.fix:
        yield "Write it without a comma", found.instead(written.replace(points[0], " in points", 1))
    if problem.code == "value.rounding" and (better := re.search(r"Write '([^']+)'", problem.fix)):
        for rounded in re.findall(r"nearest [\d,]+|\d+ decimals?|\d+ significant figures?", written)[:1]:
            yield f"Write '{better[1]}'", found.instead(written.replace(rounded, better[1], 1))
    if problem.code == "value.unit-twice" and len(words) > 1:
        yield from _unit_twice(found, words[-1])


def _without(written: str, option: str) -> str:
    """An expression without an option, the last of that name."""
    before, parted, after = written.rpartition(option)
    return re.sub(r",\s*\Z", "", before) + after if parted else written


def _unit_twice(found: FoundProblem, unit: str) -> Iterator[Edit]:
    """The unit that is typed beside a value, before it or behind it."""
    own = re.escape(unit)
    for match in VALUE.finditer(found.text):
        before, after = found.text[: match.start()], found.text[match.end() :]
        if found.text.count("\n", 0, match.start()) <= found.line <= found.text.count("\n", 0, match.end()):
            if behind := re.match(rf"[\s-]*{own}(?!\w)", after):
                start, end = match.end(), match.end() + behind.end()
            elif ahead := re.search(rf"{own}\s*\Z", before):
                start, end = ahead.start(), match.start()
            else:
                continue
            yield f"Take the '{unit}' out", (TextChange(found.rows.file, span_at(found.text, start, end), ""),)
            return
