"""Everything that runs pandoc: a document in, Typst source or a Word file out.

Pandoc reads from its standard input and writes to its standard output, so that it leaves no file behind: were the build
ended before it, it could otherwise write into the next one's work.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

from goldenthread.model import MachineFault, Place, Problem
from goldenthread.system import end_with_parent, is_out_of_time, limit_processor, seconds_by_clock

REFERENCE = "reference.docx"
"""The styles and the page of every Word file, made by `tools/reference_docx.py`."""
APOSTROPHE, STANDS_FOR_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}", "\uffff"
"""Pandoc 3.9 writes an apostrophe for Typst as `'`, of which Typst makes an opening mark in `'17` and a sign for feet in `5'`;
a sign that no text of a book may hold stands for it on the way."""
PACKAGE = "pypandoc-binary"
NO_FOLDER = Path(__file__).with_name("no-folder-for-pandoc")
FIXED_TIME = "946684800"
"""1 January 2000 in seconds, for `SOURCE_DATE_EPOCH`: pandoc writes the hour into a Word file, and the same text must give the
same bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PandocRun:
    """What came of one run: `output` is None when it failed; `message` is the reason then, else what pandoc warned of."""

    output: bytes | None
    message: str
    timed_out: bool = False


@cache
def pandoc_program() -> str:
    """The pandoc of our own package, by its path. Raises `OSError` when the package or the program in it is missing.

    `pypandoc` itself would take a newer one that it finds on the machine, and the same book would come out otherwise there.
    """
    try:
        installed = files(PACKAGE) or []
    except PackageNotFoundError:
        installed = []
    program = next((file for file in installed if file.parent.name == "files" and file.stem == "pandoc"), None)
    if program is None:
        raise FileNotFoundError(errno.ENOENT, f"the package {PACKAGE} holds no such program")
    return str(program.locate())


def run_pandoc(arguments: Sequence[str], document: str, seconds: int, *, folder: Path | None = None,
               environment: Mapping[str, str] | None = None) -> PandocRun:
    """Run pandoc on a document for at most some seconds of the processor.

    `folder` is where the file names of images begin; `environment` replaces the whole environment. Raises `Fault` when pandoc
    is missing or the system ends it.
    """
    try:
        # a user's own folder for pandoc may hold templates and styles, which it would take before its own
        command = [pandoc_program(), f"--data-dir={NO_FOLDER}", *arguments]
        done = subprocess.run(command, input=document.encode(), capture_output=True, cwd=folder, env=environment,
                              timeout=seconds_by_clock(seconds), preexec_fn=_beginning(seconds))
    except subprocess.TimeoutExpired:
        return _over_its_time(seconds)
    except OSError as error:
        if error.errno not in {errno.ENOENT, errno.EACCES, errno.ENOEXEC}:  # the machine's trouble and not the program's
            raise
        why = (error.strerror or str(error)).rstrip(".")
        raise MachineFault(Problem(Place(file="build", line=0), "machine.pandoc",
                                   f"Pandoc, which writes the Word and PDF files, is missing or cannot be started: {why}.",
                                   "Install it anew: pip install --force-reinstall pypandoc-binary.")) from error
    # it begins each warning so, and breaks its lines where it likes
    message = " ".join(done.stderr.decode(errors="replace").removeprefix("[WARNING] ").split()).rstrip(".")
    if is_out_of_time(done.returncode):
        return _over_its_time(seconds)
    if done.returncode < 0:
        raise MachineFault(Problem(Place(file="build", line=0), "machine.memory",
                                   f"The system ended pandoc (signal {-done.returncode}), most likely for want of memory.",
                                   "Close other programs, and give the same command again."))
    if done.returncode:
        return PandocRun(output=None, message=message or "it cannot, and gives no reason")
    return PandocRun(output=done.stdout, message=message)


def _beginning(seconds: int) -> Callable[[], None] | None:
    """What is run in pandoc's own process before it begins."""
    if os.name != "posix":
        return None
    parent = os.getpid()

    def begin() -> None:
        end_with_parent(parent)
        limit_processor(seconds)

    return begin


def _over_its_time(seconds: int) -> PandocRun:
    return PandocRun(output=None, message=f"it needs more than {seconds} seconds of the processor", timed_out=True)


def typst_from_document(document: Mapping[str, Any], seconds: int) -> PandocRun:
    """A document in pandoc's model (see `pandoc_model.pandoc_document`) as Typst source in UTF-8."""
    text = json.dumps(document, ensure_ascii=False).replace(APOSTROPHE, STANDS_FOR_APOSTROPHE)
    run = run_pandoc(["--from=json", "--to=typst", "--wrap=none"], text, seconds)
    if run.output is None:
        return run
    return replace(run, output=run.output.replace(STANDS_FOR_APOSTROPHE.encode(), APOSTROPHE.encode()))


def docx_from_document(document: Mapping[str, Any], seconds: int, folder: Path) -> PandocRun:
    """A document in pandoc's model as a Word file in our styles; `folder` holds its images."""
    return _docx(["--from=json"], json.dumps(document), seconds, folder=folder)


def docx_from_markdown(text: str, title: str, language: str, seconds: int) -> PandocRun:
    """A text in CommonMark as a Word file in our styles, in a language by its tag: the same bytes but for the zip's own dates."""
    return _docx(["--from=commonmark", f"--metadata=title:{title}", f"--metadata=lang:{language}"], text, seconds,
                 environment={**os.environ, "SOURCE_DATE_EPOCH": FIXED_TIME})


def _docx(arguments: Sequence[str], document: str, seconds: int, *, folder: Path | None = None,
          environment: Mapping[str, str] | None = None) -> PandocRun:
    with resources.as_file(resources.files(__package__) / REFERENCE) as reference:
        return run_pandoc(["--to=docx", "--output=-", f"--reference-doc={reference}", *arguments], document, seconds,
                          folder=folder, environment=environment)
