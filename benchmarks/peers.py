"""Other tools for items and links, each in an environment of its own: the same book written for them, and their pages made."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.doorstop import write_doorstop
from benchmarks.measuring import PROCESSES, Measured, measure
from benchmarks.strictdoc import write_strictdoc
from benchmarks.traceability import write_traceability

VERSIONS = """\
import sys
from importlib.metadata import version
print(", ".join(f"{name} {version(name)}" for name in sys.argv[1:]))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """A tool: its packages, how a book is written for it, and the command that makes its pages of a text.

    `environment` is the name of its folder, `programs` where its programs lie once it has been found.
    """

    name: str
    environment: str
    packages: tuple[str, ...]
    write: Callable[[Path, Path], None]
    command: Callable[[str, str], Sequence[str]]
    programs: Path = Path()

    def measure(self, book: Path, room: Path) -> Measured:
        """Write a book's text where it changed, have the pages made, and measure the making alone."""
        text, output = room / "text", room / "build"
        self.write(book, text)
        program, *rest = self.command(str(text), str(output))
        return measure([str(self.programs / "python"), str(self.programs / program), *rest], output, modules=False)


PEERS = (
    Peer(name="StrictDoc", environment="strictdoc", packages=("strictdoc",), write=write_strictdoc,
         command=lambda text, output: ("strictdoc", "export", text, "--output-dir", output)),
    Peer(name="mlx.traceability", environment="mlx-traceability", packages=("mlx.traceability", "sphinx", "myst-parser", "furo"),
         write=write_traceability,
         command=lambda text, output: ("sphinx-build", "-q", "-j", PROCESSES, "-b", "html", text, output)),
    Peer(name="Doorstop", environment="doorstop", packages=("doorstop",), write=write_doorstop,
         command=lambda text, output: ("doorstop", "publish", "--project", text, "all", output)),
)


def installed_peers(folder: Path | None) -> tuple[list[Peer], list[str]]:
    """The tools that a folder has an environment of, and a line on each tool: its versions, or why it is left out."""
    if folder is None:
        return [], []
    available, notes = [], []
    for peer in PEERS:
        programs = folder.absolute() / peer.environment / "bin"
        if not (programs / "python").exists():
            notes.append(f"{peer.name} was not run: there is no environment FOLDER/{peer.environment}.")
            continue
        asked = subprocess.run([programs / "python", "-I", "-c", VERSIONS, *peer.packages], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, encoding="utf-8", check=False)
        if asked.returncode:
            lacking = " or ".join(peer.packages)
            notes.append(f"{peer.name} was not run: the environment FOLDER/{peer.environment} lacks {lacking}.")
            continue
        available.append(replace(peer, programs=programs))
        notes.append(f"{peer.name}: {asked.stdout.strip()}.")
    return available, notes
