"""`python -m goldenthread`, and the program of that name."""

import gc
import sys

from goldenthread.system import RARELY


def run() -> int:
    """Run one command in a process of its own; its exit status."""
    gc.set_threshold(*RARELY)
    from goldenthread.commands import main  # what a command loads makes no garbage either

    status = main()
    gc.freeze()  # the process ends and gives back its memory whole: nothing needs to be looked through once more
    return status


if __name__ == "__main__":
    sys.exit(run())
