"""Reading an author's text and TOML files, so that every fault has a file and a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.model import Fault, Place, Problem, nearest


def read_text(root: Path, file: str) -> str:
    """The text of a file below `root`, line ends as `\\n`. Raises `Fault` when it is missing, no file, or not UTF-8."""
    try:
        raw = (root / file).read_bytes()
    except FileNotFoundError:
        raise Fault(Problem(Place(file=file, line=1), "source.missing", "The file does not exist.",
                            "Add it, or take away what names it.")) from None
    except OSError as error:
        raise Fault(Problem(Place(file=file, line=1), "source.unreadable", f"The file cannot be read: {error.strerror}.",
                            "Check that it is a file and that you may read it.")) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Fault(Problem(Place(file=file, line=line), "source.encoding", "The file is not UTF-8 text.",
                            "Save it as UTF-8 (in a spreadsheet: 'CSV UTF-8').")) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class Table:
    """A TOML table with its text at hand. Problems met while taking values out are gathered in `problems`."""

    file: str
    data: Mapping[str, Any]
    text: str
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def place(self, key: str = "") -> Place:
        """The line on which a key is set, or the table's first line."""
        for number, line in enumerate(self.text.split("\n"), start=self.first_line):
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return Place(file=self.file, line=number)
        return Place(file=self.file, line=self.first_line)

    def report(self, key: str, code: str, what: str, fix: str) -> None:
        self.problems.append(Problem(self.place(key), code, what, fix))

    def text_of(self, key: str, *, required: bool = True) -> str:
        """A text, or an empty one. Dates may be written bare."""
        value = self.data.get(key)
        if isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, str) and (value.strip() or not required):
            return value.strip()
        if value is not None and not isinstance(value, str):
            self.report(key, "source.kind", f"'{key}' should be text.", f"Write {key} = \"…\" with quotation marks.")
        elif required:
            self.report(key, "source.key", f"'{key}' is missing or empty.", f"Add {key} = \"…\".")
        return ""

    def whole(self, key: str) -> int:
        """A whole number of at least 0."""
        value = self.data.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.report(key, "source.key", f"'{key}' should be a whole number such as 1.", f"Write {key} = 1.")
        return 0

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when the key is absent."""
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(value)
        self.report(key, "source.kind", f"'{key}' should be a list of texts.", f'Write {key} = ["…", "…"].')
        return ()

    def day(self, key: str) -> date:
        """A full date, or 1 January of year 1 after reporting that there is none."""
        value = self.data.get(key)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.report(key, "source.key", f"'{key}' should be a date.", f"Write {key} = 2019-10-18.")
            return date.min

    def tables(self, key: str) -> list[Table]:
        """The tables of a list such as `[[area]]`, each knowing its own lines."""
        entries = self.data.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.report(key, "source.kind", f"'{key}' should be a list of tables.", f"Head each with [[{key}]].")
            return []
        heads = [m for m in re.finditer(r"^[ \t]*\[\[?[ \t]*([\w.\"'-]+)[ \t]*\]\]?", self.text, re.MULTILINE)]
        starts = [m for m in heads if m.group(1) == key or m.group(1).endswith("." + key)]
        lines = self.text.split("\n")
        found = []
        for entry, start in zip(entries, starts, strict=False):
            # a table ends where the next one of the same list begins, so that lists within it stay inside
            later = [self.text.count("\n", 0, m.start()) for m in starts if m.start() > start.start()]
            first = self.text.count("\n", 0, start.start())
            body = "\n".join(lines[first : later[0] if later else None])
            found.append(Table(self.file, entry, body, self.first_line + first, self.problems))
        return found

    def check_keys(self, known: Iterable[str]) -> None:
        """Report every key that nothing reads, with the known key most like it."""
        known = set(known)
        for key in self.data:
            if key not in known:
                self.report(key, "source.unknown-key", f"'{key}' is not a key that is read here.",
                            f"Take it out or correct it.{nearest(key, known)}")


def read_toml(root: Path, file: str) -> Table:
    """A TOML file as a table. Raises `Fault` when it is missing, not UTF-8, or does not parse."""
    text = read_text(root, file)
    try:
        return Table(file, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        reason = found.group(1) if found else str(error)
        line = int(found.group(2)) if found and found.group(2) else max(1, text.rstrip("\n").count("\n") + 1)
        raise Fault(Problem(Place(file=file, line=line), "source.toml", f"This line cannot be read as TOML: {reason}.",
                            "Look for a missing quotation mark, bracket or equals sign.")) from None
