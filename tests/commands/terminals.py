"""A command at a terminal, as an author has it: what is typed in answer to each question, and all that the terminal showed."""

from __future__ import annotations

import os
import pty
import select
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_WAIT = 120


def at_a_terminal(arguments: Sequence[str], answers: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """The exit status of a command and what the terminal showed; each answer is typed once the words before it were shown."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ["PYTHONPATH"] = str(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "goldenthread", *arguments])
    shown, at, waiting = "", 0, list(answers)
    try:
        while select.select([terminal], [], [], LONGEST_WAIT)[0]:
            try:
                piece = os.read(terminal, 65_536)
            except OSError:  # Linux says so at the end
                break
            if not piece:
                break
            shown += piece.decode(errors="replace")
            while waiting and waiting[0][0] in shown[at:]:
                at = len(shown)
                os.write(terminal, f"{waiting.pop(0)[1]}\n".encode())
    finally:
        os.close(terminal)
    _, status = os.waitpid(process, 0)
    assert not waiting, f"not asked: {waiting[0][0]!r} in\n{shown}"
    return os.waitstatus_to_exitcode(status), shown.replace("\r\n", "\n")
