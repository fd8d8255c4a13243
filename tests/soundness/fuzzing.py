"""Inputs that no one would write, and a watch over what is done while they are read."""

from __future__ import annotations

import io
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.soundness.mutating import mutated

SECONDS = 20
KILOBYTES = 512 * 1024
"""How much more memory the process may have had at once after many trials than before them."""
OUTSIDE = {"os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "socket.connect", "socket.getaddrinfo", "os.remove",
           "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.truncate", "shutil.rmtree", "ctypes.dlopen",
           "urllib.Request", "webbrowser.open"}
HOMES = tuple(os.path.realpath(path) for path in {sys.prefix, sys.base_prefix, os.path.dirname(os.__file__),
                                                  *filter(None, sys.path)})
_watching: list[tuple[str, list[str]]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    root, seen = _watching[-1]
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.realpath(os.fsdecode(arguments[0]).replace("\0", "?"))
        writes = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if (writes or not path.startswith((root, *HOMES))) and path != os.devnull:
            seen.append(f"{event} {path}")
    elif event == "subprocess.Popen" and "reader_worker" in str(arguments[1]):
        pass  # the process of the readers, which is started anew after a file that it could not bear
    elif event in OUTSIDE:
        seen.append(f"{event} {arguments[:1]}")


@contextmanager
def watched(root: Path) -> Iterator[None]:
    """Fail when anything is written, said or run, when something outside `root` is read, or when it takes long enough to hang."""
    if not hasattr(sys, "_book_hook"):
        sys.addaudithook(_hook)  # for as long as this process lives, for none can be taken away
        sys._book_hook = True  # type: ignore[attr-defined]
    seen, output = list[str](), io.StringIO()
    _watching.append((os.path.realpath(root), seen))
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    try:
        with redirect_stdout(output), redirect_stderr(output):
            yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        _watching.pop()
    assert (seen, output.getvalue()) == ([], ""), (seen, output.getvalue())


def _too_long(*_: object) -> None:
    pytest.fail(f"it is still at work after {SECONDS} seconds")


SEEDS = st.integers(0, 2**64 - 1)


def weighted(*ways: tuple[int, Callable[[], st.SearchStrategy[Any]]]) -> st.SearchStrategy[Any]:
    """What one of these ways gives, each as often as its weight says.

    Each is made anew as often as it weighs: of a strategy that it is given twice, `one_of` takes only one.
    """
    return st.one_of(*(make() for weight, make in ways for _ in range(weight)))


def texts(*valid: str) -> st.SearchStrategy[str]:
    """One of these texts with a few changes, or now and then any text: most of what is of no shape is soon turned away."""
    return weighted((8, lambda: SEEDS.map(lambda seed: mutated(valid[seed % len(valid)], seed))),
                    (2, lambda: st.text(max_size=200)))


def raws(*valid: str, change: Callable[[str, int], str] = mutated) -> st.SearchStrategy[bytes]:
    """The bytes of one of these texts with a few changes, lone surrogates as they are; half of them are changed by `change`.

    Now and then any text or any bytes.
    """
    def as_bytes(text: str) -> bytes:
        return text.encode("utf-8", "surrogatepass")

    def near(seed: int) -> bytes:
        return as_bytes((mutated, change)[seed % 2](valid[seed // 2 % len(valid)], seed))

    return weighted((8, lambda: SEEDS.map(near)), (1, lambda: st.text(max_size=200).map(as_bytes)),
                    (1, lambda: st.binary(max_size=200)))


def put(path: Path, raw: bytes) -> None:
    """Have a file hold these bytes and no others."""
    # a new file each time: where one that has bytes is cut to none, many disks first write down what is put in their place
    path.unlink(missing_ok=True)
    path.write_bytes(raw)


def tried(
    strategy: st.SearchStrategy[Any], trial: Callable[[Any], None], root: Path, ready: Callable[[Any], None] | None = None,
) -> int:
    """Try what the strategy gives, under watch, as often as the profile says; how often that was.

    `ready` puts it in its place before each trial.
    """
    times = 0

    @given(strategy)
    def try_one(value: Any) -> None:
        nonlocal times
        times += 1
        if ready is not None:
            ready(value)
        with watched(root):
            trial(value)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try_one()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES
    return times
