"""Running pandoc, which reads a document from its standard input and writes to its standard output, so that it leaves no file."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypandoc

from goldenthread.model import Fault, Place, Problem


def run_pandoc(arguments: Sequence[str], document: str, seconds: int, *, folder: Path | None = None,
               settings: Mapping[str, str] | None = None) -> tuple[bytes | None, str]:
    """What pandoc wrote, or nothing when it failed, and what it said besides.

    Raises `Fault` when it is missing or the system ends it, `TimeoutExpired` when it takes too long.
    `folder` is where the names of pictures begin, `settings` is its whole environment.
    """
    try:
        done = subprocess.run([pypandoc.get_pandoc_path(), *arguments], input=document.encode(), capture_output=True,
                              cwd=folder, timeout=seconds, env=settings)
    except OSError as error:
        # a program that cannot be started, or none where its package should have it
        why = (error.strerror or str(error).splitlines()[0]).rstrip(".")
        raise Fault(Problem(Place(file="build", line=0), "machine.pandoc",
                            f"Pandoc, which writes the Word and PDF files, is missing or cannot be started: {why}.",
                            "Install it anew: pip install --force-reinstall pypandoc-binary.")) from error
    said = " ".join(done.stderr.decode(errors="replace").removeprefix("[WARNING] ").split()).rstrip(".")
    if done.returncode < 0:
        raise Fault(Problem(Place(file="build", line=0), "machine.memory",
                            f"The system ended pandoc (signal {-done.returncode}), most likely for want of memory.",
                            "Close other programs, and give the same command again."))
    return (None, said or "it cannot, and gives no reason") if done.returncode else (done.stdout, said)
