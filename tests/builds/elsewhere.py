"""Runs goldenthread in a process of its own as on another machine: another day, other rights for new files, one process or two.

`python elsewhere.py '{"days": 400, "mask": 63, "processes": 1}' --root BOOK build html`
"""

from __future__ import annotations

import datetime
import json
import os
import sys
import time
from typing import Any


def move_clock(days: int) -> None:
    """Have every clock that Python code can ask go so many days ahead."""
    now, now_ns = time.time, time.time_ns
    local, universal, formatted = time.localtime, time.gmtime, time.strftime

    class Later(type):
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, before)

    before = datetime.datetime

    class Moved(before, metaclass=Later):  # type: ignore[misc, valid-type]
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return before.fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls) -> Any:
            return before.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

    time.time = lambda: now() + days * 86_400
    time.time_ns = lambda: now_ns() + days * 86_400 * 10**9
    time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: universal(time.time() if seconds is None else seconds)
    time.strftime = lambda form, at=None: formatted(form, time.localtime() if at is None else at)
    datetime.datetime = Moved  # type: ignore[misc]


def main() -> int:
    world = json.loads(sys.argv[1])
    os.umask(world.get("mask", 0o022))
    if world.get("days"):
        move_clock(world["days"])
        assert datetime.date.today().toordinal() > world["days"]
    from goldenthread.commands.cli import main as run
    from goldenthread.site import parallel_work

    parallel_work.PROCESSES = world.get("processes", parallel_work.PROCESSES)
    parallel_work.PAGES_TO_SHARE = world.get("share", parallel_work.PAGES_TO_SHARE)
    return run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
