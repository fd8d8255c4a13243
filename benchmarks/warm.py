"""How long an author waits while a book is served: from a saved file to the pages on show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.measuring import Measured, middle
from goldenthread.commands.serve.warm_book import SHOWN, WarmBook

ROUNDS = 3


def measure_serving(book: Path) -> Measured:
    """Serve a book in a process of its own, save a paragraph several times, and measure until the new pages are on show.

    The watch on the files comes on top: it tells of a change within a twentieth of a second.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-m", "benchmarks.warm", str(book)], env=environment, check=True,
                          stdout=subprocess.PIPE, encoding="utf-8")
    return Measured(**json.loads(done.stdout))


def _saved(served: WarmBook, number: int) -> Measured:
    path = served.root / "evidence/chapter-001.md"
    title, blank, paragraph, rest = path.read_text(encoding="utf-8").split("\n", 3)
    path.write_text("\n".join([title, blank, f"{paragraph} It was saved {number} times.", rest]), encoding="utf-8", newline="\n")
    begun, used, runs = time.perf_counter(), _used(), list[Measured]()

    def shown(changed: list[str]) -> None:
        wall, cpu = time.perf_counter() - begun, _used() - used
        written = sum(path.stat().st_size for name in changed if (path := served.root / SHOWN / name).is_file())
        runs.append(Measured(cpu=cpu, wall=wall, memory=_held(), written=written / 1e6))

    faults = served.build(shown).faults
    if faults:
        raise RuntimeError("\n".join(faults))
    served.prepare()
    return runs[0]


def _used() -> float:
    return sum(os.times()[:4])


def _held() -> float:
    """The most memory that this process has held, in megabytes."""
    import resource  # not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (most / 1024 if sys.platform == "darwin" else most) / 1024


def main() -> None:
    """Serve the book whose folder is given, and print what was measured."""
    served = WarmBook(Path(sys.argv[1]))
    if faults := served.build().faults:
        raise RuntimeError("\n".join(faults))
    served.prepare()
    print(json.dumps(asdict(middle([_saved(served, number) for number in range(ROUNDS)]))))


if __name__ == "__main__":
    main()
