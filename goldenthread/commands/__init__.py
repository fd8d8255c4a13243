"""The command line: what each command does, from its arguments to what it prints and its exit status."""

from __future__ import annotations

from goldenthread.commands.cli import main

__all__ = [
    "main",
]
