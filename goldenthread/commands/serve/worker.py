"""The process that makes the pages: it reads a line for each build to do, and answers in lines of JSON."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from goldenthread.commands.serve.warm_book import BuildResult, WarmBook
from goldenthread.system import Progress, children_end_with_this_process, end_with_parent, message_for


def main() -> None:
    """Build the pages once for each line of standard input, until it ends."""
    end_with_parent()
    children_end_with_this_process()
    # Ctrl-C reaches this process too, but the server ends it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # printed output must not get between the answers
        build_when_asked(WarmBook(Path(sys.argv[1]), Progress()), answers)


def build_when_asked(book: WarmBook, answers: IO[str]) -> None:
    """Build the pages once for each line of standard input; the result of each build is written as a line of JSON."""
    def answer(message: dict[str, Any]) -> None:
        answers.write(f"{json.dumps(message)}\n")
        answers.flush()

    for _request in sys.stdin:
        try:
            outcome = book.build(lambda changed: answer({"event": "shown", "changed": len(changed)}))
        except Exception as error:
            # we do not know in what state this leaves Sphinx: the next build gets a new process
            outcome = BuildResult(faults=(f"The pages could not be made: {message_for(error, book.root)}",), count=1)
            answer({"event": "done", **asdict(outcome)})
            sys.exit(1)
        answer({"event": "done", **asdict(outcome)})
        book.progress = None
        try:
            book.prepare()
        except Exception:
            # such as a faulty setting that was just saved: the next build reports it, in a new process
            sys.exit(1)


if __name__ == "__main__":
    main()
