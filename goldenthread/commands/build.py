"""Building the book: into a working folder first, then put in place whole, so that a failed build changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from goldenthread.book import LoadedBook, Unreadable, read_book
from goldenthread.model import Fault, Place, Problem, nearest, number_of
from goldenthread.rules import check, check_loaded, check_private, check_prose
from goldenthread.system import (
    WorkFolder,
    alone,
    changed_since,
    collecting_seldom,
    digest_of_inputs,
    in_words,
    mend,
    publish,
    shown,
    stamps_of_book,
    write_checksums,
)

OUTPUTS = ("html", "pdf", "docx")
TRIES = 3
"""How often a build begins again because a file changed meanwhile."""
AS_IT_WAS = "What was built before is as it was."
STOPPED = 130
"""The exit status of a command that was stopped from the keyboard."""


def print_problems(problems: Sequence[Problem]) -> int:
    """Print every problem and how many there are; the number of those that are more than advice."""
    for problem in problems:
        print(f"{problem}{' (advice)' if problem.advice else ''}")
    faults = sum(not problem.advice for problem in problems)
    if problems:
        print(f"{number_of(faults, 'problem')}, {number_of(len(problems) - faults, 'piece')} of advice.")
    return faults


def check_book(root: Path, *, prose: bool = False) -> int:
    """Run every rule, and if asked look at the prose; print what was found; the exit status: 1 when there is a problem."""
    with collecting_seldom(), shown("Checking the book"):
        problems = [*check(root), *(check_prose(root) if prose else ())]
    faults = print_problems(problems)
    if not faults:
        print("The rules found no problem.")
    return min(faults, 1)


def check_responses(root: Path) -> int:
    """Look only for what is private in the responses; print what was found; the exit status: 1 when there is a problem."""
    faults = print_problems(check_private(root))
    if not faults:
        print("The responses hold no e-mail address and no telephone number.")
    return min(faults, 1)


def build_book(root: Path, outputs: Sequence[str], only: str = "") -> int:
    """Build the outputs (`html`, `pdf`, `docx`) into `build/`; the exit status. When anything is wrong, what was there stays."""
    try:
        with alone(root), collecting_seldom():
            for output in OUTPUTS:
                mend(root / "build" / output)
            for _ in range(TRIES):
                status = _build(root, outputs, only)
                if status is not None:
                    return status
        restless = Problem(Place(file="build", line=0), "build.restless", "Files changed each time while the book was built.",
                           "Wait until nothing writes to them any longer, and build again.")
        print(f"{restless}\nThe build failed. {AS_IT_WAS}")
    except KeyboardInterrupt:
        print("The build was stopped. Each of its outputs is whole, and the next build begins anew.")
        return STOPPED
    except (Fault, OSError, MemoryError, EOFError) as error:
        print(f"{in_words(error, root)}\nThe build failed. {AS_IT_WAS}")
    return 1


def _build(root: Path, outputs: Sequence[str], only: str) -> int | None:
    """Build once; nothing when a file changed meanwhile, so that nothing can be said of what was made."""
    from goldenthread.site import run_sphinx  # loads Sphinx, which `check` does without

    stamps = stamps_of_book(root)
    with shown("Checking the book"):
        book, problems = _checked(root)
    if print_problems(problems) or book is None:
        print(f"Nothing was built. {AS_IT_WAS}")
        return 1
    work = WorkFolder.open(root)
    now = f"{digest_of_inputs(root)} {only}"
    read: dict[str, int] = {}
    for output in outputs:
        read[output] = 0 if work.made.get(output) == now else run_sphinx(root, output, only, book)
        if read[output] < 0:
            break
    if changed := changed_since(root, stamps):
        more = f", and {number_of(len(changed) - 1, 'other')} too" if len(changed) > 1 else ""
        print(Problem(Place(file=changed[0], line=0), "build.changed", f"This changed while the book was built{more}.",
                      "There is nothing to do: the build begins again."))
        return None
    if min(read.values()) < 0 or _nothing_named(work.path, outputs, only, book.register.editions):
        print(f"The build failed. {AS_IT_WAS}")
        return 1
    published = publish([(work.path / output, root / "build" / output, output != "html") for output in outputs], only=only)
    for output, folder in zip(outputs, published, strict=True):
        print(f"build/{output}: {number_of(read[output], 'page')} read, {len(folder.changed)} of "
              f"{number_of(len(folder.every), 'file')} changed.")
    try:
        write_checksums(root / "build")
        work.close(dict.fromkeys(outputs, now))
    except OSError as error:
        print(f"{in_words(error, root)}\nThe outputs are in place, but not their checksums.")
        return 1
    return 0


def _checked(root: Path) -> tuple[LoadedBook | None, Sequence[Problem]]:
    """The book, unless it cannot be read, and every problem of it."""
    try:
        book = read_book(root)
    except Unreadable as unreadable:
        return None, unreadable.problems
    return book, check_loaded(root, book)


def _nothing_named(work: Path, outputs: Sequence[str], only: str, editions: Collection[str]) -> bool:
    """Whether one edition was asked for and no printed file has its name; says so."""
    without = [output for output in outputs if output != "html" and only
               and not any(only in path.name for path in (work / output).rglob(f"*.{output}"))]
    for output in without:
        print(Problem(Place(file=f"build/{output}", line=0), "build.edition", f"No file has '{only}' in its name.",
                      f"Name an edition ({', '.join(editions)}), or leave '--edition' out.{nearest(only, editions)}"))
    return bool(without)
