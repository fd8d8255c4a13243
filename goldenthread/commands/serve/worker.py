"""The process that makes the pages: it gets a line for each build to do, and answers in lines of JSON."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from goldenthread.commands.serve.warm_book import Outcome, WarmBook
from goldenthread.system import Progress, in_words


def main() -> None:
    """Work until nobody asks any longer."""
    # whoever stops the server from the keyboard stops this process too, but the server sees to that
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that is printed may come between the answers

    def answer(told: dict[str, Any]) -> None:
        answers.write(f"{json.dumps(told)}\n")
        answers.flush()

    book = WarmBook(Path(sys.argv[1]), Progress())
    for _asked in sys.stdin:
        try:
            outcome = book.build(lambda changed: answer({"told": "shown", "changed": len(changed)}))
        except Exception as error:
            # nothing is known of the state in which this leaves Sphinx: the next build has a new process
            outcome = Outcome(faults=(f"The pages could not be made: {in_words(error, book.root)}",))
            answer({"told": "done", **asdict(outcome)})
            sys.exit(1)
        answer({"told": "done", **asdict(outcome)})
        book.progress = None
        book.prepare()


if __name__ == "__main__":
    main()
