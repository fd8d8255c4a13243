"""Builds in a process of their own: stopped at the n-th step in the book's folder, or kept from writing.

Run as a script with the number of the step and of the signal, the book's folder and what to build. With 0 it ends by itself,
and says last how many steps it took and at which of them each output was put in its place.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parents[2]
STEPS = {"open", "os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove", "os.scandir", "os.truncate", "shutil.rmtree",
         "shutil.copyfile", "ctypes.dlsym", "subprocess.Popen"}


def build_apart(
    root: Path, outputs: Sequence[str], *, step: int = 0, how: int = signal.SIGKILL, first: Callable[[], None] | None = None,
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own, which gets a signal at one of its steps with all that it has started.

    `first` runs in that process, and `settings` are added to its environment.
    """
    known = {**os.environ, **(settings or {})}
    known["PYTHONPATH"] = os.pathsep.join(filter(None, [(settings or {}).get("PYTHONPATH"), str(HERE)]))
    return subprocess.run([sys.executable, __file__, str(step), str(how), str(root), *outputs], cwd=HERE, env=known,
                          capture_output=True, text=True, start_new_session=True, preexec_fn=first, check=False)


def obey_modes() -> None:
    """Have even the administrator keep to the modes of files, as an author has to."""
    if os.geteuid() == 0:
        drop_from_what_may_be_had, overrule_modes, overrule_reading = 24, 1, 2
        for power in (overrule_modes, overrule_reading):
            assert ctypes.CDLL(None).prctl(drop_from_what_may_be_had, power, 0, 0, 0) == 0


def main() -> int:
    """Build, and count the steps."""
    from goldenthread.commands.cli import main as command

    # as at a keyboard, also where whoever runs the tests has been told to pass over Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
    last, how, root, taken, places = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], [0], list[int]()

    def count(event: str, arguments: tuple[object, ...]) -> None:
        if event not in STEPS:
            return
        named = [os.fsdecode(one) for one in arguments if isinstance(one, (str, bytes))]
        if any(name.startswith(root) or name == "renameat2" for name in named):
            taken[0] += 1
            if event == "ctypes.dlsym":
                places.append(taken[0])
            if taken[0] == last:
                os.killpg(0, how)

    sys.addaudithook(count)
    status = command(["--root", root, "build", *sys.argv[4:]])
    print(taken[0], *places)
    return status


if __name__ == "__main__":
    sys.exit(main())
