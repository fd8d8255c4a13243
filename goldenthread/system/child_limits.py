"""How long a program that is run apart may take: seconds of its own processor, so that a busy machine refuses nothing."""

from __future__ import annotations

import os

WAITING = 30
"""How many times its seconds of the processor a program may take by the clock: one that waits for ever uses none."""
ON_WINDOWS = 4
"""The same where the system cannot end a program by what it has used, so that the clock has to."""
LAST_SECONDS = 5
"""After how many seconds more a program is killed that does not end when it is told that its time is over."""


def limit_processor(seconds: int) -> None:
    """Have the system end this process when it has used so many seconds of the processor; to be called in the process itself.

    It ends by the signal SIGXCPU. Where there is no such limit (Windows), nothing happens.
    """
    try:
        import resource
    except ModuleNotFoundError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + LAST_SECONDS))


def seconds_by_clock(seconds: int) -> int:
    """After how many seconds by the clock to end a program that may use so many of the processor."""
    return seconds * (WAITING if os.name == "posix" else ON_WINDOWS)


def is_out_of_time(returncode: int) -> bool:
    """Whether a program that was run ended because of `limit_processor`."""
    import signal

    return returncode == -getattr(signal, "SIGXCPU", 0) != 0
