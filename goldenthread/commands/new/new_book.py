"""`goldenthread new`: writes the files of a book beside its place, checks them like any book, and moves them there as a whole."""

from __future__ import annotations

import calendar
import re
import shutil
import sys
import unicodedata
from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.book import EDITIONS_FILE
from goldenthread.commands.named_parts import MONTH
from goldenthread.commands.new.book_files import PROGRAMS, Beginning, files_of
from goldenthread.commands.new.program_source import program_files
from goldenthread.model import ENGLISH, LICENCES, Place, Problem, file_slug, nearest
from goldenthread.rules import check
from goldenthread.system import Outcome, language_called, languages_known

LONGEST = 80
NOTHING = "Nothing was written."
NO_LICENCE = "none"
ENGLISH_FRAMEWORK = "Its framework, the national one, is in English: write its names anew in strategy/framework.toml."
NO_LICENCE_YET = "It says of no licence yet: set 'licence' in strategy/editions.toml when you have chosen one."


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """What a book starts with.

    Without a `folder` it is put beside or below `root`; without a `framework` it has the national one. An empty `edition` (the
    first one's id) means the current month, an empty `licence` that none is chosen yet, and an empty `language`, which is named
    as in `conf.py`, English.
    """

    name: str
    root: Path
    folder: Path | None = None
    framework: Path | None = None
    edition: str = ""
    licence: str = ""
    language: str = ""


def run_new(root: Path, chosen: Namespace) -> Outcome:
    today, asks = date.today(), sys.stdin.isatty() and sys.stdout.isatty()
    edition = chosen.edition or (_asked("Id of the first edition", f"{today:%Y-%m}") if asks else "")
    licence = chosen.licence or (_asked(f"Licence of the text ({', '.join(LICENCES)}, {NO_LICENCE})", NO_LICENCE) if asks else "")
    return start_book(Start(name=chosen.name, root=root, folder=chosen.folder, framework=chosen.framework, edition=edition,
                            licence=licence, language=chosen.language), today)


def _asked(what: str, otherwise: str) -> str:
    return input(f"{what} [{otherwise}]: ").strip() or otherwise


def start_book(start: Start, today: date) -> Outcome:
    """Write the files of a new book into its folder, as they are on the day `today`.

    If there is any problem, nothing is written.
    """
    name, edition = " ".join(start.name.split()), start.edition or f"{today:%Y-%m}"
    licence = "" if start.licence == NO_LICENCE else start.licence
    problems = [*_unfit_name(start.name, name), *unfit_edition(edition), *_unfit_licence(licence),
                *_unfit_language(start.language)]
    folder = (start.folder or _beside(start.root) / _area_slug(name)).resolve()
    problems += [] if problems else [*_unfit_folder(folder), *_unfit_framework(start.framework)]
    if problems:
        return Outcome(status=1, problems=problems, lines=[NOTHING])
    waiting = folder.with_name(f".{folder.name}-new")
    if waiting.exists():
        shutil.rmtree(waiting)  # left by a run that was stopped
    begin = Beginning(name=name, area=_area_slug(name), edition=edition, published=published_on(edition, today), licence=licence,
                      language=language_called(start.language) or ENGLISH, **program_files(folder))
    try:
        _write(waiting, begin, start.framework.read_bytes() if start.framework else None)
        # the remaining problems can only come from the area's own framework
        if problems := check(waiting):
            return Outcome(status=1, problems=problems, lines=[NOTHING])
        if folder.exists():
            folder.rmdir()
        waiting.rename(folder)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    remarks = [*([] if licence else [NO_LICENCE_YET]),
               *([] if start.framework or begin.language.is_english else [ENGLISH_FRAMEWORK])]
    return Outcome(lines=[f"The book of {name} is in {folder}.",
                          "It holds one example thread, which README.md says how to replace.",
                          *remarks, "Build it there: make html pdf"])


def published_on(edition: str, today: date) -> date:
    """The date of an edition: `today`, unless its id is another month; then the last day of that."""
    month = MONTH.fullmatch(edition)
    if not month or edition == f"{today:%Y-%m}":
        return today
    return date(int(month[1]), int(month[2]), calendar.monthrange(int(month[1]), int(month[2]))[1])


def unfit_edition(edition: str) -> list[Problem]:
    """Why an edition cannot have this id, if so: the id is also the name of a folder."""
    fits = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", edition) and not edition.startswith("0000")
    return [] if fits else [Problem(Place(file="the edition", line=0), "new.edition", f"'{edition[:60]}' is no id of an edition.",
                                    "Use letters, digits and hyphens: best a year and a month, as in 2027-03.")]


def _unfit_licence(licence: str) -> list[Problem]:
    if not licence or licence in LICENCES:
        return []
    known = [*LICENCES, NO_LICENCE]
    return [Problem(Place(file="the licence", line=0), "new.licence", f"'{licence[:60]}' is no licence that is known here.",
                    f"Use one of {', '.join(known)}. Another may be said in words in strategy/editions.toml."
                    f"{nearest(licence, known)}")]


def _unfit_language(language: str) -> list[Problem]:
    if not language or language_called(language):
        return []
    known = languages_known()
    return [Problem(Place(file="the language", line=0), "new.language",
                    f"The program has no words of its own in the language '{language[:40]}'.",
                    f"Use one of {', '.join(known)}, with a region where numbers are written otherwise, such as fr_CA."
                    f"{nearest(language, known)}")]


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
    """A name in lower-case letters, digits and hyphens, for a folder and an id."""
    plain = file_slug(name)
    return plain if plain[:1].isalpha() else f"area-{plain}".strip("-")


def _write(waiting: Path, begin: Beginning, framework: bytes | None) -> None:
    for path, data in files_of(begin, framework).items():
        file = waiting / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if path in PROGRAMS:
            file.chmod(0o755)
