"""`goldenthread new`: writes the files of a book beside its place, checks them as any book, and puts them there whole."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import goldenthread
from goldenthread.book import EDITIONS_FILE
from goldenthread.commands.new.book_files import files_of
from goldenthread.model import Place, Problem, file_slug
from goldenthread.rules import check
from goldenthread.system import Outcome

LONGEST = 80
NOTHING = "Nothing was written."


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """What a book is begun with. `folder` is empty for one beside or below `root`; `framework` for the national one."""

    name: str
    root: Path
    folder: Path | None = None
    framework: Path | None = None


def run_new(root: Path, chosen: Namespace) -> Outcome:
    return start_book(Start(name=chosen.name, root=root, folder=chosen.folder, framework=chosen.framework), date.today())


def start_book(start: Start, today: date) -> Outcome:
    """Write the files of a new book into its folder, as they are on the day `today`. With any problem nothing is written."""
    name = " ".join(start.name.split())
    problems = _unfit_name(start.name, name)
    folder = (start.folder or _beside(start.root) / _area_slug(name)).resolve()
    problems += [] if problems else [*_unfit_folder(folder), *_unfit_framework(start.framework)]
    if problems:
        return Outcome(status=1, problems=problems, lines=[NOTHING])
    waiting = folder.with_name(f".{folder.name}-new")
    if waiting.exists():
        shutil.rmtree(waiting)  # left by a run that was stopped
    try:
        _write(waiting, start, name, folder, today)
        # what remains can only come from a framework of one's own
        if problems := check(waiting):
            return Outcome(status=1, problems=problems, lines=[NOTHING])
        if folder.exists():
            folder.rmdir()
        waiting.rename(folder)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return Outcome(lines=[f"The book of {name} is in {folder}.",
                          "It holds one example thread, which README.md says how to replace.", "Build it there: make html pdf"])


def _unfit_name(given: str, name: str) -> list[Problem]:
    place = Place(file="the area's name", line=0)
    if any(unicodedata.category(letter).startswith("C") for letter in given):
        return [Problem(place, "new.name", "The name holds an invisible character.", "Write it on one line, without tabs.")]
    if not any(letter.isalnum() for letter in name):
        return [Problem(place, "new.name", "The name has no letter.", 'Write it as readers know it, such as "North Vale".')]
    if len(name) > LONGEST:
        return [Problem(place, "new.name", f"The name has {len(name)} letters.", f"Use at most {LONGEST}.")]
    return []


def _unfit_folder(folder: Path) -> list[Problem]:
    place = Place(file=str(folder), line=0)
    if folder.exists() and not folder.is_dir():
        return [Problem(place, "new.folder", "There is a file of this name.", "Name another folder with --folder.")]
    if folder.exists() and any(folder.iterdir()):
        return [Problem(place, "new.folder", "The folder is not empty.", "Name a new or an empty one with --folder.")]
    around = next((parent for parent in folder.parents if (parent / EDITIONS_FILE).is_file()), None)
    if around:
        return [Problem(place, "new.folder", f"The folder lies in the book at {around}, which would read it as its own.",
                        "Name a folder beside that book with --folder.")]
    return []


def _unfit_framework(file: Path | None) -> list[Problem]:
    if file is None or file.is_file():
        return []
    return [Problem(Place(file=str(file), line=0), "new.framework", "There is no such file.",
                    "Name a framework.toml with --framework, or leave it out for the national one.")]


def _beside(root: Path) -> Path:
    """Where a new folder goes: beside a book, or into any other folder."""
    root = root.resolve()
    return root.parent if (root / EDITIONS_FILE).is_file() else root


def _area_slug(name: str) -> str:
    """A name in small letters, digits and hyphens, for a folder and an id."""
    plain = file_slug(name)
    return plain if plain[:1].isalpha() else f"area-{plain}".strip("-")


def _write(waiting: Path, start: Start, name: str, folder: Path, today: date) -> None:
    own = start.framework.read_bytes() if start.framework else None
    for path, data in files_of(name, _area_slug(name), program_for(folder), today, own).items():
        file = waiting / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def program_for(folder: Path) -> str:
    """What pip installs goldenthread from: the source that this is run from, by its path from the book, or this version."""
    source = Path(goldenthread.__file__).parents[1]
    project = source / "pyproject.toml"
    if not (project.is_file() and re.search(r'^name = "goldenthread"$', project.read_text(encoding="utf-8"), re.MULTILINE)):
        return f"goldenthread=={goldenthread.__version__}"
    try:
        return Path(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # on another drive
        return source.as_posix()
