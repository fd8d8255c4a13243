"""Files from outside are read in a process of their own, within limits of time and memory.

A file that was made to do harm, or that a library cannot read, so ends in a sentence about that file, never in a program that
hangs, falls over, or takes the machine's memory.
"""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
import threading
from datetime import date
from typing import Any

from goldenthread.consultation.intake.points import Delivery, Targets
from goldenthread.consultation.intake.reader_worker import received, send
from goldenthread.consultation.intake.safe_files import refuse
from goldenthread.consultation.intake.workbook_rows import Row
from goldenthread.model import Fault

SECONDS, MEGABYTES = 60, 1_500
"""How long a file may take to be read, and how much address space the process may have, its libraries among it."""
PROGRAM = "import sys; sys.path[:] = {path!r}; from goldenthread.consultation.intake.reader_worker import main; main()"
ASK_FOR = {".docx": "Ask for it once more, saved by Word or LibreOffice as Word Document (.docx), or for its words in an e-mail.",
           ".xlsx": "Ask for it once more, saved as Excel Workbook (.xlsx), or as CSV.",
           ".csv": "Ask for it once more, saved as Excel Workbook (.xlsx).",
           ".pdf": "Ask for it once more, or for its words in an e-mail.",
           ".html": "Ask for it once more, as the page 'Respond' of the site saved it.",
           ".eml": "Ask for the words and the attachments as files of their own.",
           ".msg": "In Outlook, save it as .eml, or send its words and attachments as files of their own.",
           ".txt": "Ask for it once more, saved as plain text in UTF-8."}


def read_apart(raw: bytes, name: str, suffix: str, targets: Targets, seconds: int = SECONDS,
               ) -> tuple[Delivery, date | None]:
    """As `read_received_file`, in the process of the readers. Raises `Fault` for a file that cannot be read within the limits."""
    _READERS.tell_targets(targets, name, suffix, seconds)
    delivery, sent = _READERS.ask("file", (raw, name, suffix), name, suffix, seconds)
    return delivery, sent


def rows_apart(raw: bytes, name: str, seconds: int = SECONDS) -> dict[str, list[Row]]:
    """As `rows_of_workbook`, in the process of the readers. Raises `Fault` for a file that cannot be read within the limits."""
    rows: dict[str, list[Row]] = _READERS.ask("rows", (raw, name), name, ".xlsx", seconds)
    return rows


class _ReaderProcess:
    """One process, started when the first file comes and again after one that went beyond the limits."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._alone = threading.Lock()
        self._targets: Targets | None = None

    def tell_targets(self, targets: Targets, name: str, suffix: str, seconds: int) -> None:
        """Tell the process what points may be about, where it does not know yet: they are as large as a book."""
        ended = self._process is None or self._process.poll() is not None
        if ended or self._targets is not targets:
            self.ask("targets", (targets,), name, suffix, seconds)
            self._targets = targets

    def ask(self, function: str, arguments: tuple[Any, ...], name: str, suffix: str, seconds: int) -> Any:
        job = pickle.dumps((function, arguments, MEGABYTES, seconds))
        with self._alone:
            answer = self._answer(job, seconds)
        fix = ASK_FOR.get(suffix, "Ask for it once more, as a Word Document (.docx) or as plain text.")
        if not answer:
            refuse(name, "intake.unreadable", f"This file could not be read within {seconds} seconds and the memory that a file "
                   "may take.", f"Do not open it. {fix}")
        how, content = pickle.loads(answer)
        if how == "fault":
            raise Fault(content)
        if how != "done":
            reason = "it would take too much memory" if how == "memory" else f"it is not built as it should be ({content})"
            refuse(name, "intake.unreadable", f"This file could not be read: {reason}.", fix)
        return content

    def _answer(self, job: bytes, seconds: int) -> bytes:
        """The answer to a job; none where the process ended over it."""
        process = self._process if self._process and self._process.poll() is None else self._started()
        jobs, answers = process.stdin, process.stdout
        if jobs is None or answers is None:
            return b""
        # the limit on the processor's seconds is the system's; this one holds for waiting, and on Windows
        clock = threading.Timer(seconds * 2, process.kill)
        clock.start()
        try:
            send(jobs, job)
            answer = received(answers)
        except OSError:
            answer = b""
        finally:
            clock.cancel()
        if not answer:
            self.end()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        program = PROGRAM.format(path=sys.path)
        self._process = subprocess.Popen([sys.executable, "-P", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.DEVNULL)
        return self._process

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
            self._process = None


_READERS = _ReaderProcess()
atexit.register(_READERS.end)
