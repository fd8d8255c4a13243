"""A book under edit: its files can be changed one by one, taken back together, and copied to be built from nothing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")
ITEM = re.compile(r"^:::\{(\w+)\} (.*)\n((?::[\w-]+:.*\n)*)", re.MULTILINE)
NOT_OF_THE_BOOK = ("build",)
LEADS_TO = b"\0leads to "
"""Before the target of a link, where the content of a file would stand."""


class NotHere(Exception):
    """Raised by an edit for which the book has no place."""


class Draft:
    """The files below `root`, with the chance of this trial; `keep` says where `undo` goes back to."""

    def __init__(self, root: Path, random: Random) -> None:
        self.root, self.random = root, random
        self._kept: dict[str, tuple[bytes, int]] = {}
        self.past: list[tuple[str, bytes, int]] = []

    # files

    def files(self, pattern: str) -> list[str]:
        """The files that match, below the root, in alphabetical order."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern) if path.is_file())

    def read(self, file: str) -> str:
        """The text of a file; `NotHere` when an earlier edit has taken it away."""
        if not (self.root / file).is_file():
            raise NotHere
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8", newline="")

    def change(self, file: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> None:
        """Put something in the place of one of the places that match."""
        text = self.read(file)
        match = self.pick(list(re.finditer(pattern, text, re.MULTILINE)))
        after = match.expand(new) if isinstance(new, str) else new(match)
        self.write(file, text[: match.start()] + after + text[match.end():])

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them; `NotHere` when there is none."""
        if not things:
            raise NotHere
        return self.random.choice(things)

    def number(self) -> int:
        """A number that makes what is written unlike anything before it."""
        return self.random.randrange(10_000, 100_000)

    # items

    def items(self, kind: str, pattern: str = "**/*.md") -> list[tuple[str, re.Match[str]]]:
        """Every item of a kind, as file and match: `[2]` is its title, `[3]` its options."""
        return [(file, match) for file in self.files(pattern) if not file.startswith(NOT_OF_THE_BOOK)
                for match in ITEM.finditer(self.read(file)) if not kind or match[1] == kind]

    def id_of(self, match: re.Match[str]) -> str:
        held = re.search(r"^:id: (\w+)", match[3], re.MULTILINE)
        assert held
        return held[1]

    def whole(self, file: str, match: re.Match[str]) -> str:
        """The text of an item to its end."""
        text = self.read(file)
        return text[match.start(): text.index("\n:::\n", match.start()) + 5]

    def option(self, kind: str, name: str, new: Callable[[str], str]) -> None:
        """Change an option of one of the items that have it."""
        having = [(file, match) for file, match in self.items(kind) if f":{name}: " in match[3]]
        file, match = self.pick(having)
        own = self.whole(file, match)
        after = re.sub(rf"^:{name}: (.*)$", lambda held: f":{name}: {new(held[1])}", own, count=1, flags=re.MULTILINE)
        self.write(file, self.read(file).replace(own, after))

    # what was before

    def state(self) -> dict[str, tuple[bytes, int]]:
        """Every file as it is now, with its time."""
        return {file: self._held(self.root / file) for file in self.files("**/*") if not file.startswith(NOT_OF_THE_BOOK)}

    @staticmethod
    def _held(path: Path) -> tuple[bytes, int]:
        if path.is_symlink():
            return LEADS_TO + os.fsencode(path.readlink()), 0
        return path.read_bytes(), path.stat().st_mtime_ns

    def write_held(self, file: str, content: bytes, time: int) -> None:
        """Put a file or a link back as it was, with its time."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if content.startswith(LEADS_TO):
            path.symlink_to(os.fsdecode(content.removeprefix(LEADS_TO)))
        else:
            path.write_bytes(content)
            os.utime(path, ns=(time, time))

    def keep(self) -> None:
        """Remember the book as it is now, for `undo`, and its older forms for the edit that puts one back."""
        now = self.state()
        self.past += [(file, *held) for file, held in self._kept.items() if now.get(file, (b"", 0))[0] != held[0]]
        self._kept = now

    def undo(self) -> None:
        """Put the book back as it was at `keep`."""
        self.put_back(self._kept)

    def put_back(self, state: dict[str, tuple[bytes, int]]) -> None:
        """Put the book back as it was, with the times that its files had."""
        now = self.state()
        for file in now.keys() - state.keys():
            (self.root / file).unlink()
        for file, held in state.items():
            if now.get(file, (None, 0))[0] != held[0]:
                self.write_held(file, *held)

    def copy_to(self, other: Path) -> None:
        """The book without anything that was built from it."""
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(self.root, other, symlinks=True,
                        ignore=lambda folder, _names: NOT_OF_THE_BOOK if Path(folder) == self.root else ())


Edit = Callable[[Draft], None]
EDITS: dict[str, Edit] = {}
"""Every edit by what an author would say of it."""


def edit(words: str) -> Callable[[Edit], Edit]:
    """Enter an edit under what it does."""
    def enter(made: Edit) -> Edit:
        EDITS[words] = made
        return made

    return enter
