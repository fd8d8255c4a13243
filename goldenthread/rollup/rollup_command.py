"""`goldenthread rollup`: registers in, one site out; the old one stays until the new one is whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from goldenthread.model import (
    ENGLISH,
    Fault,
    Language,
    Place,
    Problem,
    count_in_words,
    gettext,
    gettext_noop,
    in_language,
    number_of,
)
from goldenthread.rollup.area_books import AreaBook, read_areas
from goldenthread.rollup.comparison import common_framework, summary_of
from goldenthread.rollup.crosswalk import Crosswalk, compared_alike, crosswalk_in_words, read_crosswalk
from goldenthread.rollup.rollup_downloads import MARK, write_downloads
from goldenthread.rollup.rollup_pieces import Rollup
from goldenthread.rollup.rollup_site import build_site
from goldenthread.rollup.shared_sources import shared_publications, shared_tables
from goldenthread.site import not_published
from goldenthread.system import NewFolder, Outcome, alone, failure, language_called, publish_one

FOLDER = "build/rollup"
TITLE = gettext_noop("Local strategies side by side")


def rollup(
    paths: Sequence[Path], output: Path, *, title: str = "", local: bool = False, crosswalk: Path | None = None
) -> Outcome:
    """Build one site from the books at these paths. If there is any problem, nothing is written.

    `crosswalk` is a file that says which tags of other frameworks count as the same.
    """
    output = output.resolve()
    areas, problems = read_areas([path.resolve() for path in paths])
    problems += _unfit(output, [path.resolve() for path in paths])
    walk = Crosswalk()
    try:
        walk = read_crosswalk(crosswalk.resolve(), areas) if crosswalk else walk
        compared = compared_alike(areas, walk)
        problems += walk.problems
    except Fault as fault:
        problems.append(fault.problem)
    if problems:
        return Outcome(status=1, problems=problems, lines=[f"{number_of(len(problems), 'problem')}. Nothing was written."])
    try:
        with tempfile.TemporaryDirectory(prefix="rollup-") as work:
            with in_language(language_of_all(areas)):
                made = rollup_of(compared, output, title or gettext(TITLE), local=local,
                                 notes=tuple(crosswalk_in_words(areas, walk)))
                folder = build_site(made, Path(work))
                write_downloads(made, folder)
            with _alone(output):
                changed, every = publish_one(NewFolder(built=folder, target=output, skip=not_published("html")))
    except (Fault, OSError) as error:
        return failure(error, output.parent, "What was there before is as it was.")
    many = sum(len(area.register.items) for area in areas)
    return Outcome(lines=[f"{output}: {count_in_words(len(areas), 'area')} with {many:,} items; "
                          f"{changed} of {every} files changed."])


def language_of_all(areas: Sequence[AreaBook]) -> Language:
    """The language of the pages about the areas: that of their books, or English where these have several."""
    tags = {area.language for area in areas}
    return (language_called(tags.pop()) if len(tags) == 1 else None) or ENGLISH


def rollup_of(areas: Sequence[AreaBook], output: Path, title: str, *, local: bool, notes: tuple[str, ...] = ()) -> Rollup:
    """Everything from which a roll-up's pages and files are made; `notes` say which tags were compared under another name."""
    common = common_framework(areas)
    common = replace(common, differences=(*common.differences, *notes))
    return Rollup(title=title, summaries=[summary_of(area) for area in areas], common=common,
                  tables=shared_tables(areas), publications=shared_publications(areas), output=output, local=local)


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Prevent another roll-up from being put in the same place at the same time."""
    lock_folder = output.with_name(f".{output.name}-lock")
    try:
        with alone(lock_folder, "rollup"):
            yield
    finally:
        with suppress(OSError):  # another one is waiting for it
            (lock_folder / "build").rmdir()
            lock_folder.rmdir()


def _unfit(output: Path, paths: Sequence[Path]) -> list[Problem]:
    """Why a new roll-up must not replace this folder: it contains something other than a roll-up."""
    place = Place(file=str(output), line=0)
    if any(path == output or output in path.parents for path in paths):
        return [Problem(place, "rollup.output", "The folder holds a register that is to be read.", "Name another with --output.")]
    if output.exists() and not (output.is_dir() and ((output / MARK).is_file() or not any(output.iterdir()))):
        return [Problem(place, "rollup.output", "There is something else here than a roll-up, and it would be lost.",
                        "Name a new or empty folder with --output.")]
    return []
