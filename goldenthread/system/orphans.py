"""No process outlives the one that a person started, however that one ends, and none keeps that one from ending.

On Linux the system sees to it. Elsewhere each process that is started still ends by itself: when its work is done, or at a time
limit.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from functools import cache
from typing import Any

PR_SET_PDEATHSIG = 1
"""From Linux's `prctl(2)`: the signal that a process gets when the thread that started it ends."""


@cache
def _libc() -> Any:
    import ctypes

    return ctypes.CDLL(None)


def end_with_parent(parent: int | None = None) -> None:
    """Have the system end this process when the one that started it ends. To be called first in a process of our own.

    `parent` is that process's id, if known: it may already have ended before this is called.
    """
    if sys.platform == "linux":
        _libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if parent is not None and os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)


@cache
def children_end_with_this_process() -> None:
    """Have every process that is forked from this one end with it, such as those in which Sphinx reads pages.

    After a build that failed, one of them may wait for ever to hand back what nobody takes from it any more, and Python, which
    waits for all of them at its end, with it. So they are ended first.
    """
    # loaded here, since most commands do without it, and before ours is registered: what was registered last is called first
    import multiprocessing.util

    def end_children() -> None:
        for child in multiprocessing.active_children():
            child.kill()

    atexit.register(end_children)
    if sys.platform == "linux":
        _libc()  # loaded here, since a process that was just forked should load nothing
        parents = [os.getpid()]

        def begin_child() -> None:
            parents.append(os.getpid())  # for children that this process may have
            end_with_parent(parents[-2])

        os.register_at_fork(after_in_child=begin_child)
