"""`goldenthread doctor`: what this machine has, what is missing, and what does not work without it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from goldenthread.model import number_of
from goldenthread.system import PACKAGE, Outcome, in_columns

OURS = "goldenthread"
FOR_PACKAGES = {
    "pypandoc-binary": "no PDF and no Word file can be made",
    "typst": "no PDF can be made",
    "fontpkg-source-sans-3": "no PDF can be made, for its letters are missing",
    "fontpkg-source-serif-4": "no PDF can be made, for its letters are missing",
    "uvicorn": "'serve' cannot show the pages",
    "starlette": "'serve' cannot show the pages",
    "watchfiles": "'serve' does not see what changes",
    "openpyxl": "no workbook can be read",
    "python-docx": "no Word file can be read",
}
"""What an author has to do without if a package is missing; all other packages are needed for every page."""
PROGRAMS = (
    ("Git", ("git",), "no history of the book is kept, and nobody sees what changed"),
    ("make", ("make",), "commands are given as 'python -m goldenthread …' in place of 'make …', as on Windows"),
    (
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "the tests in a browser cannot run; books are written without it",
    ),
    (
        "LibreOffice",
        ("soffice", "libreoffice"),
        "Word files and workbooks cannot be looked at as pages here; they are made without it",
    ),
    ("uv", ("uv",), "the locks of the program cannot be renewed; books are written without it"),
)
EDITOR_PACKAGE, NO_EDITOR = "pygls", "an editor is told nothing of the book: 'make editor' adds it"
ROOM_WANTED = 2 * 1024**3
"""Bytes for the outputs of a large book, which are made beside the existing ones."""
GOOD, MISSING, NEEDED = "there", "missing", "NEEDED"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked for: whether it was found, its version or place, or what does not work without it."""

    state: str
    name: str
    words: str


def run_doctor(root: Path, chosen: Namespace) -> Outcome:
    """Look for everything. Succeeds unless something is missing without which no book can be built."""
    findings = [*_python(), *_packages(), *_lock(root), *_programs(), *_editor(), *_disk(root)]
    needed = [finding for finding in findings if finding.state == NEEDED]
    lines = in_columns([(finding.state, finding.name, finding.words) for finding in findings])
    end = (
        f"{number_of(len(needed), 'thing')} must be put right before a book can be built."
        if needed
        else ("All that a book needs is here.")
    )
    return Outcome(status=int(bool(needed)), lines=[*lines, end])


def _python() -> Iterator[Finding]:
    now = ".".join(map(str, sys.version_info[:3]))
    wanted = _project().python
    good = not wanted or SpecifierSet(wanted).contains(now)
    words = f"{now} at {sys.executable}" if good else f"{now} is here, and {wanted} is needed: install one and set up anew"
    yield Finding(state=GOOD if good else NEEDED, name="Python", words=words)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Project:
    """What this program declares that it needs: which Python, and which packages."""

    python: str
    packages: tuple[Requirement, ...]


def _project() -> _Project:
    """From the installed metadata; if there is none, as for a checkout that is not installed, from its `pyproject.toml`."""
    try:
        own = distribution(OURS)
        python, needs = own.metadata["Requires-Python"] or "", list(own.requires or ())
    except PackageNotFoundError:
        python, needs = "", []
    file = PACKAGE.parent / "pyproject.toml"
    if not needs and file.is_file():
        project = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {})
        python, needs = project.get("requires-python", python), project.get("dependencies", [])
    packages = (Requirement(text) for text in needs)
    return _Project(python=python, packages=tuple(one for one in packages if "extra" not in str(one.marker or "")))


def _packages() -> Iterator[Finding]:
    """The packages that the program needs, each within its bounds."""
    wanted = _project().packages
    wrong = [finding for requirement in wanted if (finding := _package(requirement))]
    yield from wrong
    if not wrong:
        words = f"all {len(wanted)} are within their bounds, pandoc, Typst and the fonts among them"
        yield Finding(state=GOOD, name="packages", words=words if wanted else "this installation does not say which it needs")


def _package(requirement: Requirement) -> Finding | None:
    cost = FOR_PACKAGES.get(requirement.name, "no page can be made")
    try:
        held = version(requirement.name)
    except PackageNotFoundError:
        return Finding(state=NEEDED, name=requirement.name, words=f"is not installed: {cost}. Set up anew: 'make check'")
    if not requirement.specifier.contains(held, prereleases=True):
        return Finding(
            state=NEEDED, name=requirement.name, words=f"{held} is here, and {requirement.specifier} is needed: {cost}"
        )
    return None


def _lock(root: Path) -> Iterator[Finding]:
    """Whether the installed packages match the lock beside the book, or beside the program."""
    file = next(
        (folder / "requirements.lock" for folder in (root, PACKAGE.parent) if (folder / "requirements.lock").is_file()), None
    )
    if file is None:
        yield Finding(
            state=MISSING, name="lock", words="there is no requirements.lock, so that another machine may make other bytes"
        )
        return
    pinned = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+))?", file.read_text(encoding="utf-8"), re.MULTILINE)
    other = [name for name, wanted, marker in pinned if _is_for_here(name, marker) and not _is_version(name, wanted)]
    words = f"all {len(pinned)} packages are as {file.name} says"
    if other:
        more = f" and {len(other) - 5} more" if len(other) > 5 else ""
        words = (
            f"other than {file.name} says: {', '.join(other[:5])}{more}; the same book may come out otherwise. "
            "Remove .venv, and give 'make check'"
        )
    yield Finding(state=MISSING if other else GOOD, name="lock", words=words)


def _is_version(name: str, wanted: str) -> bool:
    held = _version(name)
    return bool(held) and Version(held) == Version(wanted)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _is_for_here(name: str, marker: str) -> bool:
    return not marker or Requirement(f"{name}; {marker.strip()}").marker.evaluate()  # type: ignore[union-attr]


def _programs() -> Iterator[Finding]:
    for name, commands, cost in PROGRAMS:
        path = next((found for command in commands if (found := shutil.which(command))), "")
        yield Finding(state=GOOD if path else MISSING, name=name, words=_said_of(path) if path else f"without it {cost}")


def _said_of(path: str) -> str:
    """The version that a program reports, and its path."""
    try:
        run = subprocess.run(
            [path, "--version"], capture_output=True, encoding="utf-8", errors="replace", timeout=20, check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return path
    first = next(iter(run.stdout.splitlines()), "")
    number = re.search(r"\d+(?:\.\d+)+", first)
    return f"{number[0]} at {path}" if number else path


def _editor() -> Iterable[Finding]:
    held = _version(EDITOR_PACKAGE)
    return [Finding(state=GOOD if held else MISSING, name="editor", words=f"{EDITOR_PACKAGE} {held}" if held else NO_EDITOR)]


def _disk(root: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(root).free
    little = free < ROOM_WANTED
    words = f"{free / 1024**3:.1f} GiB free" + (f"; a large book may need {ROOM_WANTED // 1024**3}: make room" if little else "")
    yield Finding(state=MISSING if little else GOOD, name="disk", words=words)
    if not os.access(root, os.W_OK):
        yield Finding(state=NEEDED, name="folder", words=f"{root} cannot be written to: choose another, or change its rights")
