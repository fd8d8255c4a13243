"""The process in which files from outside are read, started by `reader_process`. It writes no file and starts no other.

Jobs come on standard input and answers go to standard output, each as a pickle behind its length in eight bytes. Both ends are
this package's own: nothing that a file holds is ever unpickled.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import IO, Any

from goldenthread.consultation.intake.file_readers import read_received_file
from goldenthread.consultation.intake.points import Delivery, Targets
from goldenthread.consultation.intake.workbook_rows import rows_of_workbook
from goldenthread.model import Fault
from goldenthread.system import end_with_parent

_TOLD: list[Targets] = []
"""What points may be about, as this process was told last."""


def _keep_targets(targets: Targets) -> None:
    _TOLD[:] = [targets]


def _read_file(raw: bytes, name: str, suffix: str) -> tuple[Delivery, date | None]:
    return read_received_file(raw, name, suffix, _TOLD[0])


JOBS: Mapping[str, Callable[..., Any]] = {"targets": _keep_targets, "file": _read_file, "rows": rows_of_workbook}


def main() -> None:
    """Answer jobs until standard input ends."""
    end_with_parent()
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    # what a library prints is no answer
    sys.stdout = sys.stderr
    while job := received(jobs):
        function, arguments, megabytes, seconds = pickle.loads(job)
        _limit_this_process(megabytes * 1_000_000, seconds)
        send(answers, pickle.dumps(_answer(JOBS[function], arguments)))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", function(*arguments)
    except Fault as fault:
        return "fault", fault.problem
    except MemoryError:
        return "memory", ""
    except Exception as error:
        # whatever a reader, or a library that it uses, did not foresee: the file is at fault, and the author is told so
        return "failed", type(error).__name__


def _limit_this_process(memory: int, seconds: int) -> None:
    """Bound this process in bytes of address space and in seconds of the processor from now on, where the system can."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows: there whoever started the process still ends it in time
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY))


def received(stream: IO[bytes]) -> bytes:
    """The next message; none where the stream has ended."""
    head = stream.read(8)
    return stream.read(int.from_bytes(head, "big")) if len(head) == 8 else b""


def send(stream: IO[bytes], message: bytes) -> None:
    """Send a message."""
    stream.write(len(message).to_bytes(8, "big") + message)
    stream.flush()
