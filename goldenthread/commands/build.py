"""`goldenthread build`: build in a working folder and put finished outputs in place whole, so that a failure changes nothing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection, Sequence
from pathlib import Path

from goldenthread.book import LoadedBook, keeping_readings, read_book
from goldenthread.model import Fault, Place, Problem, nearest, number_of
from goldenthread.rules import check_loaded
from goldenthread.system import (
    NewFolder,
    Outcome,
    WorkFolder,
    alone,
    changed_since,
    collecting_rarely,
    digest_of_inputs,
    failure,
    faults_among,
    keep_problems,
    publish,
    recover,
    showing,
    stamps_of_book,
    tally_in_words,
    write_checksums,
)

OUTPUTS = ("html", "pdf", "docx")
TRIES = 3
"""How many times a build is tried if files change meanwhile."""
AS_IT_WAS = "What was built before is as it was."
FAILED = f"The build failed. {AS_IT_WAS}"
STOPPED = 130
"""The exit status of a command that was stopped from the keyboard."""


def run_build(root: Path, chosen: Namespace) -> Outcome:
    return build_book(root, chosen.outputs, chosen.edition)


def build_book(root: Path, outputs: Sequence[str], only: str = "") -> Outcome:
    """Build the outputs (`html`, `pdf`, `docx`) into `build/`; `only` names the one edition of which printed files are wanted.

    If anything is wrong, the previous outputs stay. Warnings of other programs are printed as they come.
    """
    try:
        with alone(root), collecting_rarely():
            for output in OUTPUTS:
                recover(root / "build" / output)
            for _ in range(TRIES):
                outcome = _build(root, outputs, only)
                if outcome is not None:
                    return outcome
        raise Fault(Problem(Place(file="build", line=0), "build.restless", "Files changed each time while the book was built.",
                            "Wait until nothing writes to them any longer, and build again."))
    except KeyboardInterrupt:
        line = "The build was stopped. Each of its outputs is whole, and the next build begins anew."
        return Outcome(status=STOPPED, lines=[line])
    except (Fault, OSError, MemoryError, EOFError) as error:
        return failure(error, root, FAILED)


def _build(root: Path, outputs: Sequence[str], only: str) -> Outcome | None:
    """Build once. None if a file changed meanwhile, so that the outputs may match neither state of the book."""
    stamps = stamps_of_book(root)
    with showing("Checking the book"):
        book, problems = _checked(root)
    keep_problems(root, problems)
    counted = tally_in_words(problems)
    if book is None or faults_among(problems):
        return Outcome(status=1, problems=problems, lines=[*counted, f"Nothing was built. {AS_IT_WAS}"])
    work = WorkFolder.begin(root)
    now = f"{digest_of_inputs(root)} {only}"
    read = _run_builders(root, outputs, only, book, {output for output in outputs if work.made.get(output) == now})
    if changed := changed_since(root, stamps):
        more = f", and {number_of(len(changed) - 1, 'other')} too" if len(changed) > 1 else ""
        # printed at once: the rest takes as long again
        print(Problem(Place(file=changed[0], line=0), "build.changed", f"This changed while the book was built{more}.",
                      "There is nothing to do: the build begins again."))
        return None
    without = _without_edition(work.path, outputs, only, book.register.editions)
    if len(read) < len(outputs) or without:
        return Outcome(status=1, problems=[*problems, *without], lines=[*counted, FAILED])
    published = publish(_new_folders(root, work.path, outputs, only))
    lines = [*counted, *(f"build/{output}: {number_of(read[output], 'page')} read, {len(folder.changed)} of "
                         f"{number_of(len(folder.files), 'file')} changed."
                         for output, folder in zip(outputs, published, strict=True))]
    try:
        write_checksums(root / "build")
        # last of all: until the mark is removed, the next build would start this folder afresh
        work.close(dict.fromkeys(outputs, now))
    except OSError as error:
        failed = failure(error, root, *lines, "The outputs are in place, but not their checksums.")
        return Outcome(status=1, problems=[*problems, *failed.problems], lines=failed.lines)
    details = [f"changed: build/{output}/{Path(file).relative_to(folder.ready_folder).as_posix()}"
               for output, folder in zip(outputs, published, strict=True) for file in folder.changed]
    return Outcome(problems=problems, lines=lines, details=details)


def _new_folders(root: Path, work: Path, outputs: Sequence[str], only: str) -> list[NewFolder]:
    from goldenthread.site import not_published

    # a build of one edition makes no printed files of the others: the published ones stay
    return [NewFolder(built=work / output, target=root / "build" / output, skip=not_published(output),
                      keep_others=bool(only) and output != "html") for output in outputs]


def _checked(root: Path) -> tuple[LoadedBook | None, Sequence[Problem]]:
    """The book, unless it cannot be read, and all its problems."""
    with keeping_readings(root) as readings:
        try:
            book = read_book(root, readings)
        except Fault as unreadable:
            return None, unreadable.problems
        return book, check_loaded(root, book, readings)


def _run_builders(
    root: Path, outputs: Sequence[str], only: str, book: LoadedBook, finished: Collection[str]
) -> dict[str, int]:
    """How many pages were read for each output: none for one that is finished already. Stops at the first that fails."""
    from goldenthread.site import run_sphinx  # loads Sphinx, which `check` does without

    read: dict[str, int] = {}
    for output in outputs:
        pages = 0 if output in finished else run_sphinx(root, output, only, book)
        if pages < 0:
            break
        read[output] = pages
    return read


def _without_edition(work: Path, outputs: Sequence[str], only: str, editions: Collection[str]) -> list[Problem]:
    """A problem for each printed output that has no file of the requested edition."""
    without = [output for output in outputs if output != "html" and only
               and not any(only in path.name for path in (work / output).rglob(f"*.{output}"))]
    return [Problem(Place(file=f"build/{output}", line=0), "build.edition", f"No file has '{only}' in its name.",
                    f"Name an edition ({', '.join(editions)}), or leave '--edition' out.{nearest(only, editions)}")
            for output in without]
