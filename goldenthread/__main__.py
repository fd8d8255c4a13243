"""`python -m goldenthread`, and the program of that name."""

import sys
from pathlib import Path


def _without_current_folder() -> None:
    """Let no Python file of a book be loaded as a module: `python -m` looks in the current folder first, which is often a book's.

    Who runs the source of goldenthread from its own folder, not installed, still finds it: that folder is asked last.
    """
    if not sys.flags.safe_path and __name__ == "__main__":
        current = sys.path.pop(0)
        if Path(__file__).is_relative_to(current):
            sys.path.append(current)


_without_current_folder()

import gc  # noqa: E402

from goldenthread.system import RARELY, failure  # noqa: E402


def run() -> int:
    """Run one command in a process of its own; its exit status."""
    gc.set_threshold(*RARELY)
    try:
        from goldenthread.commands import main  # what a command loads makes no garbage either
    except (MemoryError, OSError) as error:  # a library that finds no room has no number; later ones are told by the command
        outcome = failure(error if getattr(error, "errno", None) else MemoryError(), Path())
        print(*outcome.printed(), sep="\n")
        return outcome.status
    status = main()
    gc.freeze()  # the process ends and gives back its memory whole: nothing needs to be looked through once more
    return status


if __name__ == "__main__":
    sys.exit(run())
