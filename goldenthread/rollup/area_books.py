"""The books that are rolled up: found at the given paths, read, and checked before anything is made from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.model import ENGLISH, Edition, Fault, Place, Problem, Register, file_slug
from goldenthread.rollup.register_json import other_format, register_from_json, schema_faults
from goldenthread.system import digest_of_inputs, outputs_made

REGISTER = "register.json"
SITE = "build/html"
LARGEST = 256 * 1024 * 1024  # bytes: a register of 10,000 items has about 10 million


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaBook:
    """The book of one area. `key` names its page here, `name` is its title without the words that all titles share.

    `site` is the folder with its pages, if the register was found beside them; `language` is that of the book.
    """

    key: str
    name: str
    register: Register
    source: Path
    site: Path | None
    language: str = ENGLISH.tag

    @property
    def title(self) -> str:
        return self.register.book.title

    @property
    def edition(self) -> Edition:
        """The last edition, which is the one compared."""
        return list(self.register.editions.values())[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class _RegisterFile:
    """A register.json that was read and is valid by itself."""

    source: Path
    site: Path | None
    data: Mapping[str, Any]


def read_areas(paths: Sequence[Path]) -> tuple[list[AreaBook], list[Problem]]:
    """The books at these paths, in the order of their titles, and everything that is wrong with any of them."""
    registers: list[_RegisterFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            registers.append(_read(path))
        except Fault as fault:
            problems.append(fault.problem)
    problems += _duplicates(registers)
    if problems:
        return [], problems
    names = short_names([one.data["title"] for one in registers])
    ordered = sorted(zip(names, registers, strict=True), key=lambda pair: (pair[0].casefold(), str(pair[1].source)))
    keys = keys_of([name for name, _ in ordered])
    return [AreaBook(key=key, name=name, register=register_from_json(one.data, str(one.source)), source=one.source, site=one.site,
                     language=one.data.get("language", ENGLISH.tag))
            for key, (name, one) in zip(keys, ordered, strict=True)], []


def _fault(path: Path, code: str, what: str, fix: str) -> Fault:
    return Fault(Problem(Place(file=str(path), line=0), code, what, fix))


def _read(path: Path) -> _RegisterFile:
    source = _source(path)
    try:
        if source.stat().st_size > LARGEST:
            raise _fault(source, "rollup.unreadable", f"The file has more than {LARGEST // 1024 ** 2} megabytes.",
                         "No register is so large: see what was written there.")
        data = json.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise _fault(source, "rollup.unreadable", f"The register cannot be read: {error.strerror}.",
                     "Check that it is a file and that you may read it.") from None
    except (ValueError, RecursionError):
        raise _fault(source, "rollup.unreadable", "The register cannot be read as JSON in UTF-8.",
                     "Build the book again: the file was cut short or changed.") from None
    if not isinstance(data, dict):
        raise _fault(source, "rollup.shape", "The file is JSON, but no register.", "Name the register.json of a built book.")
    if other := other_format(data):
        raise _fault(source, "rollup.format", f"The register is {other}, and another one is read here.",
                     "Build the book with the same version of goldenthread as this roll-up.")
    if faults := schema_faults(data):
        raise _fault(source, "rollup.shape", f"The register is not as it should be: {'; '.join(faults)}.",
                     "Build the book again, and change nothing in the file.")
    return _RegisterFile(source=source, site=source.parent if (source.parent / "id").is_dir() else None, data=data)


def _source(path: Path) -> Path:
    """The register.json at a path: the file itself, that of a built site, or that of a book's folder."""
    if path.is_file():
        return path
    if (path / REGISTER).is_file():
        return path / REGISTER
    if (path / SITE / REGISTER).is_file():
        return _of_book(path)
    if (path / "strategy").is_dir():
        raise _fault(path, "rollup.missing", "The book here is not built.", "Build it first: make html, in its folder.")
    raise _fault(path, "rollup.missing", "There is no register here." if path.exists() else "There is nothing here.",
                 "Name a book's folder, the folder of its built site, or a register.json.")


def _of_book(root: Path) -> Path:
    """The register in a book's folder, which has to be as new as the book."""
    # the digest of the book is followed by the requested edition, if there was one; the site always has all editions
    if outputs_made(root).get("html", "").split(" ")[0] == digest_of_inputs(root):
        return root / SITE / REGISTER
    raise _fault(root, "rollup.stale", "The book, or goldenthread itself, has changed since the site was built.",
                 f"Build it again (make html, in its folder), or name its site, {root / SITE}, to take that as it is.")


def _duplicates(registers: Iterable[_RegisterFile]) -> list[Problem]:
    problems: list[Problem] = []
    # pages and columns are named by an area's title: two with the same title could not be told apart
    by_title: dict[str, Path] = {}
    for one in registers:
        title = " ".join(one.data["title"].split()).casefold()
        if title in by_title:
            first = by_title[title]
            same = first.resolve() == one.source.resolve()
            what = "This register is named twice." if same else f"'{one.data['title']}' is also the title of the book at {first}."
            fix = "Name it once." if same else "Give each book a title of its own (strategy/editions.toml), and build it again."
            problems.append(Problem(Place(file=str(one.source), line=0), "rollup.twice", what, fix))
        by_title.setdefault(title, one.source)
    return problems


def short_names(titles: Sequence[str]) -> list[str]:
    """The titles without the first and last words that all share: `Strategy for North`, `Strategy for South` are North, South.

    At the end only words in lower case are left out: `growth plan`, but never a part of a place's name, as in
    `Strategy for North Vale` beside `Stratégie pour South Vale`.
    """
    words = [title.split() for title in titles]
    if len(words) < 2:
        return [" ".join(each) for each in words]
    for end in (0, -1):
        while min(map(len, words)) > 1 and len({each[end] for each in words}) == 1 and (end == 0 or words[0][end].islower()):
            words = [each[1:] if end == 0 else each[:-1] for each in words]
    return [" ".join(each) for each in words]


def keys_of(names: Iterable[str]) -> list[str]:
    """A name for each area's page: lower-case letters, digits and hyphens, no two the same."""
    keys: dict[str, None] = {}
    for number, name in enumerate(names, start=1):
        key = file_slug(name) or f"area-{number}"
        keys[f"{key}-{number}" if key in keys or key == "index" else key] = None
    return list(keys)
