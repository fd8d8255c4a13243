"""TOML files as tables of checked values, every problem at the line of its key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from goldenthread.book.text_files import UNFIT, read_text
from goldenthread.book.toml_faults import toml_problem
from goldenthread.book.web_addresses import is_web_address
from goldenthread.model import Fault, Place, Problem, nearest

MOST_UNKNOWN_KEYS = 20
"""How many unknown keys of one table are reported."""
PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")


@dataclass
class Table:
    """A TOML table with its text at hand. Problems found while taking values out are collected in `problems`."""

    file: str
    data: Mapping[str, Any]
    text: str
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def place(self, key: str = "") -> Place:
        """The line on which a key is set, at its beginning or else inside a table in braces; otherwise the table's first line."""
        for before in (r"\s*", r".*?[{,]\s*") if key else ():
            # tomllib does not say on which line a key is
            for number, line in enumerate(self.text.split("\n"), start=self.first_line):
                if re.match(rf"{before}[\"']?{re.escape(key)}[\"']?\s*=", line):
                    return Place(file=self.file, line=number)
        return Place(file=self.file, line=self.first_line)

    def place_of(self, words: str) -> Place:
        """The last line with these words, such as a heading or a value; the table's first line if there is none."""
        lines = [number for number, line in enumerate(self.text.split("\n"), start=self.first_line) if words in line]
        return Place(file=self.file, line=lines[-1] if lines else self.first_line)

    def report(self, key: str, code: str, what: str, fix: str) -> None:
        self.problems.append(Problem(self.place(key), code, what, fix))

    def text_of(self, key: str, *, required: bool = True) -> str:
        """A text, or an empty one. Dates may be written bare."""
        value = self.data.get(key)
        if isinstance(value, date):
            value = self.day(key).isoformat()
        if isinstance(value, str) and (value.strip() or not required):
            if unfit := UNFIT.search(value):
                self.report(key, "source.sign", f"'{key}' holds a character that is not fit for a page (U+{ord(unfit[0]):04X}).",
                            "Take it out.")
            return UNFIT.sub("", value).strip()
        if value is not None and not isinstance(value, str):
            self.report(key, "source.kind", f"'{key}' should be text.", f"Write {key} = \"…\" with quotation marks.")
        elif required:
            self.report(key, "source.key", f"'{key}' is missing or empty.", f"Add {key} = \"…\".")
        return ""

    def web_address(self, key: str, *, required: bool = True) -> str:
        """A web address, or an empty text."""
        value = self.text_of(key, required=required)
        if value and not is_web_address(value):
            self.report(key, "source.address", f"'{value[:60]}' is not a web address.", f'Write {key} = "https://…".')
            return ""
        return value

    def plain_id(self, key: str, code: str) -> str:
        """A name that can be part of a file name: letters, digits and hyphens."""
        value = self.text_of(key)
        if value and not PLAIN_ID.fullmatch(value):
            self.report(key, code, f"'{value[:60]}' is not a plain name.", "Use letters, digits and hyphens, as in 2020-03.")
            return ""
        return value

    def whole_number(self, key: str) -> int:
        """A whole number of at least 0."""
        value = self.data.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        code = "source.key" if value is None else "source.kind"
        self.report(key, code, f"'{key}' should be a whole number such as 1.", f"Write {key} = 1.")
        return 0

    def flag(self, key: str) -> bool:
        """Whether a key is set to true; False if it is absent."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.report(key, "source.kind", f"'{key}' should be true or false.", f"Write {key} = true.")
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty if the key is absent."""
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            if any(map(UNFIT.search, value)):
                self.report(key, "source.sign", f"'{key}' holds a character that is not fit for a page.", "Take it out.")
            return tuple(UNFIT.sub("", entry) for entry in value)
        self.report(key, "source.kind", f"'{key}' should be a list of texts.", f'Write {key} = ["…", "…"].')
        return ()

    def day(self, key: str) -> date:
        """A full date; 1 January of year 1, after reporting it, if there is none."""
        value = self.data.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            code = "source.kind" if value else "source.key"
            self.report(key, code, f"'{key}' should be a date.", f"Write {key} = 2019-10-18.")
            return date.min

    def tables(self, key: str) -> list[Table]:
        """The tables of a list such as `[[area]]`, each knowing its own lines."""
        entries = self.data.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.report(key, "source.kind", f"'{key}' should be a list of tables.", f"Head each with [[{key}]].")
            return []
        heads = [m for m in re.finditer(r"^[ \t]*\[\[?[ \t]*([\w.\"'-]+)[ \t]*\]\]?", self.text, re.MULTILINE)]
        starts = [m for m in heads if m.group(1) == key or m.group(1).endswith("." + key)]
        if len(starts) != len(entries):
            self.report(key, "source.kind", f"Not every '{key}' is a table under a heading of its own.",
                        f"Head each with [[{key}]].")
            return []
        lines = self.text.split("\n")
        firsts = [self.text.count("\n", 0, start.start()) for start in starts]
        # a table ends where the next one of the same list begins, so that lists within it belong to it
        return [Table(self.file, entry, "\n".join(lines[first:after]), self.first_line + first, self.problems)
                for entry, first, after in zip(entries, firsts, [*firsts[1:], None], strict=False)]

    def inner(self, key: str, known: Iterable[str], example: str) -> Table | None:
        """The table in braces under a key, its keys checked; None if the key is absent or, after reporting it, not a table."""
        held = self.data.get(key)
        if held is not None and not isinstance(held, dict):
            self.report(key, "source.kind", f"'{key}' should be a table.", f"Write {key} = {example}.")
        if not isinstance(held, dict):
            return None
        own = Table(self.file, held, self.text, self.first_line, self.problems)
        own.check_keys(known)
        return own

    def check_keys(self, known: Iterable[str]) -> None:
        """Report every key that nothing reads, with the most similar known key."""
        known = set(known)
        for key in [key for key in self.data if key not in known][:MOST_UNKNOWN_KEYS]:
            self.report(key, "source.unknown-key", f"'{key}' is not a key that is read here.",
                        f"Take it out or correct it.{nearest(key[:80], known)}")


def read_toml(root: Path, file: str) -> Table:
    """A TOML file as a table. Raises `Fault` if it is missing, not UTF-8, or does not parse."""
    return toml_in(file, read_text(root, file))


def toml_in(file: str, text: str) -> Table:
    """The text of a TOML file as a table. Raises `Fault` if it does not parse."""
    try:
        return Table(file, tomllib.loads(text), text)
    except RecursionError:
        raise Fault(Problem(Place(file=file, line=1), "source.toml", "This file holds brackets within brackets without end.",
                            "Write it as the other files of this kind.")) from None
    except tomllib.TOMLDecodeError as error:
        raise Fault(toml_problem(file, text, error)) from None
    except ValueError:
        raise Fault(Problem(Place(file=file, line=1), "source.toml", "This file holds a number of thousands of digits.",
                            "Write a number that someone could read.")) from None
