"""How long a program in its own process may take, in seconds of processor time, so that a busy machine stops none early."""

from __future__ import annotations

import os

WAITING = 30
"""How many times its processor time a program may take by the clock: one that waits for ever uses no processor."""
ON_WINDOWS = 4
"""As `WAITING`, where the system cannot limit processor time, so that only the clock can."""
LAST_SECONDS = 5
"""How many seconds later a program is killed that does not end when told that its time is over."""


def limit_processor(seconds: int) -> None:
    """Have the system end this process when it has used so many seconds of processor time; to be called in the process itself.

    It ends by the signal SIGXCPU. Where there is no such limit (Windows), nothing happens.
    """
    try:
        import resource
    except ModuleNotFoundError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + LAST_SECONDS))


def seconds_by_clock(seconds: int) -> int:
    """How many seconds by the clock a program may take that may use so many seconds of processor time."""
    return seconds * (WAITING if os.name == "posix" else ON_WINDOWS)


def is_out_of_time(returncode: int) -> bool:
    """Whether a program that was run ended because of `limit_processor`."""
    import signal

    return returncode == -getattr(signal, "SIGXCPU", 0) != 0
