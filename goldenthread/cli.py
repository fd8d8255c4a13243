"""The command line: `goldenthread check`, `build`, `serve`, `freeze`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from goldenthread.archive import archive_file, write_archive
from goldenthread.book import read_book
from goldenthread.build import build_book, check_book, print_problems
from goldenthread.checks import check_reading


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all is well, 1 when there is a problem, 2 for a command that is not known."""
    parser = argparse.ArgumentParser(prog="goldenthread", description="Write a public strategy that anyone can check.")
    parser.add_argument("--root", type=Path, default=Path(), help="the book's folder (the current one when left out)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="run every rule and print every problem")
    build = commands.add_parser("build", help="build web pages and PDF")
    build.add_argument("outputs", nargs="+", choices=["html", "pdf"])
    build.add_argument("--edition", default="", help="only the PDF of this edition, such as 2019-12")
    serve = commands.add_parser("serve", help="show the pages and build them again at every change")
    serve.add_argument("--port", default="8000")
    freeze = commands.add_parser("freeze", help="keep an edition's published text in the archive")
    freeze.add_argument("edition")
    chosen = parser.parse_args(arguments)
    root = chosen.root.resolve()
    if chosen.command == "check":
        return check_book(root)
    if chosen.command == "build":
        return build_book(root, chosen.outputs, chosen.edition)
    if chosen.command == "serve":
        return _serve(root, chosen.port)
    return _freeze(root, chosen.edition)


def _serve(root: Path, port: str) -> int:
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", port, "--watch", str(root / "evidence"), "--ignore", "build/*",
               "-d", str(root / "build/.serve/doctrees"), str(root), str(root / "build/.serve/html")]
    return subprocess.call(command)


def _freeze(root: Path, edition: str) -> int:
    reading = read_book(root)
    register = reading.register
    if register is None or edition not in register.editions:
        known = ", ".join(register.editions) if register else "none that can be read"
        print(f"There is no edition '{edition}'. Editions: {known}.")
        return 1
    # a text that is about to be frozen must not carry a fault that nobody has accepted
    problems = [p for p in check_reading(root, reading) if not p.code.startswith("archive.") and not p.advice]
    if print_problems(problems):
        print("Nothing was frozen.")
        return 1
    write_archive(root, register, register.editions[edition])
    print(f"Edition {edition} is kept in {archive_file(edition)}.")
    return 0
